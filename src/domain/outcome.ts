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
