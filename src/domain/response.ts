/** Value of one segment field for one respondent. */
export type SegmentValue = string | number | boolean

/** One respondent's answer to one survey. */
export type SurveyResponse = {
  /** Unique within a request or survey. */
  readonly id: string
  /** The open-text answer exactly as written; absent when nothing was asked or answered. */
  readonly comment?: string | undefined
  /** Whole number on the survey's scale. */
  readonly score?: number | undefined
  /** Time of the answer, ISO 8601 with zone. */
  readonly at?: string | undefined
  readonly respondentId?: string | undefined
  readonly accountId?: string | undefined
  /** Role of the respondent as written, such as "Head of Ops". */
  readonly role?: string | undefined
  readonly segments?: Readonly<Record<string, SegmentValue>> | undefined
}

/** What the respondent was asked, which decides how a bare "Nothing" is read. */
export type Question = 'reason' | 'improve' | 'praise'

/** A response that could not be accepted, with what to change. */
export type RejectedResponse = {
  /** Position in the request or file, from 0. */
  readonly index: number
  readonly id: string | null
  /** JSON Pointer into the request (RFC 6901); for files `/rows/<index>/<column>`. */
  readonly pointer: string
  readonly detail: string
}
