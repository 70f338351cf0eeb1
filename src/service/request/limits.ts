/** Bounds of one synchronous request, and of one response anywhere. */
export type Limits = {
  /** Responses in one request. */
  readonly maxResponses: number
  /** Length of a request body in bytes. */
  readonly maxBodyBytes: number
}

/** Limits of `POST /analyze`: more responses belong into an import or into the command line. */
export const ANALYZE_LIMITS: Limits = { maxResponses: 5_000, maxBodyBytes: 10_000_000 }

/** Most rows of a file that is analysed at once; more go to the command line, which has no limit. */
export const MAX_FILE_ROWS = 20_000

/** Longer comments are read up to here and flagged `truncated`; UTF-16 units, about 3,500 words. */
export const READ_COMMENT_CHARS = 20_000

/** Longer comments are rejected: no answer to a survey question is a book. */
export const MAX_COMMENT_CHARS = 100_000

/** Longest id, role or segment value, in UTF-16 units. */
export const MAX_FIELD_CHARS = 500

/** Most segment fields of one response. */
export const MAX_SEGMENT_FIELDS = 100
