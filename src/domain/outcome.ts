import type { SegmentValue } from './response.ts'

/** What became of a person or an account: churned, lifetime value, order value. Brought by the caller. */
export type Outcome = {
  readonly subject: 'respondent' | 'account'
  readonly id: string
  readonly fields: Readonly<Record<string, SegmentValue>>
}

/** A person who was asked to answer. */
export type InvitedPerson = {
  readonly respondentId: string
  readonly accountId: string | null
  /** Title as written. */
  readonly role: string | null
}

/** How a list of records and the responses meet. */
export type RecordMatch = {
  /** People and accounts that the list is of. */
  readonly subjectCount: number
  readonly matchedSubjectCount: number
  /** Of whom there is no response. */
  readonly unmatchedSubjectCount: number
  readonly matchedResponseCount: number
  /** Responses whose respondent and account are not on the list. */
  readonly unmatchedResponseCount: number
  /** Responses that name neither a respondent nor an account. */
  readonly anonymousResponseCount: number
}
