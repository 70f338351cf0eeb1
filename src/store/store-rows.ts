// What goes into the store and comes out of it, as the service sees it.

import type { Review } from '../domain/correction.ts'
import type { RejectedResponse, SegmentValue } from '../domain/response.ts'
import type {
  ModelOrigin,
  ResponseFilter,
  ResponseGroup,
  TaggedResponse,
} from '../domain/survey.ts'
import type { FoundTheme, Mention, ThemeModel, ThemeQuality } from '../domain/theme.ts'

/** A page of a list; `next` goes into the next request, null at the end. */
export type Page<T, Position = string> = {
  readonly entries: readonly T[]
  readonly next: Position | null
}

/** Amount of one metric on one day (UTC). */
export type UsageDay = { readonly day: string; readonly metric: string; readonly amount: number }

/** Responses to keep, in one step that happens wholly or not at all. */
export type ResponseBatch = {
  readonly responses: readonly TaggedResponse[]
  readonly receivedAt: string
  readonly importId: string | null
  readonly usage: readonly UsageDay[]
  /** Chunk of an import that the batch completes. */
  readonly importChunk?: ImportChunk | undefined
  /** Kept with the batch as the answer to the request with this key. */
  readonly idempotency?: { readonly key: string; readonly answer: string } | undefined
}

/** A chunk of an import, noted as done together with its responses. */
export type ImportChunk = {
  readonly importId: string
  /** From 0. */
  readonly chunk: number
  readonly rowCount: number
  readonly acceptedCount: number
  readonly rejected: readonly RejectedRow[]
  readonly at: string
}

/** A rejected row, and whose it was where the file says so. */
export type RejectedRow = RejectedResponse & { readonly respondentId: string | null }

/** Tags that replace those of a response, unless the response changed or was corrected meanwhile. */
export type Retag = TaggedResponse & {
  readonly position: number
  /** The review that this one replaces, null for none; without it the review stays the same. */
  readonly reviewBefore?: Review | null | undefined
}

/** State of a request with an `Idempotency-Key`. */
export type Claim =
  | { readonly state: 'claimed' }
  | {
      readonly state: 'running' | 'done'
      readonly requestHash: string
      readonly answer: string | null
    }

/** Responses of one group, or of one group and one respondent or account that answered more than once. */
export type GroupCount = {
  readonly group: Omit<ResponseGroup, 'key'>
  /** Of the group, for `listMentions`. */
  readonly groupPosition: number
  readonly cluster: string | null
  readonly responseCount: number
}

export type ThemeListRow = {
  readonly dataVersion: number
  readonly modelVersion: number | null
  readonly body: string
  readonly computedAt: string
}

/** One response as reports count it: everything but the comment and what was read from it. */
export type ColumnRow = readonly [
  groupPk: number,
  id: string,
  score: number | null,
  atMs: number | null,
  respondentId: string | null,
  accountId: string | null,
  role: string | null,
  segments: Readonly<Record<string, SegmentValue>> | null,
]

/** A group with the number that rows name it by. */
export type NumberedGroup = Omit<ResponseGroup, 'segments'> & { readonly pk: number }

/** A report as computed last. */
export type ReportRow = Omit<ThemeListRow, 'modelVersion'>

export type NewThemeModel = {
  readonly version: number
  readonly model: ThemeModel
  readonly themes: readonly FoundTheme[]
  readonly quality: ThemeQuality | null
  readonly origin: ModelOrigin
  readonly commentCount: number
  readonly createdAt: string
}

/** Which responses to list, and how many. */
export type ResponsePage = {
  readonly filter: ResponseFilter
  readonly limit: number
  /** Position after which the page starts; null for the first page. */
  readonly after: number | null
  readonly order: 'newest' | 'oldest'
}

/** Which comments to choose quotes from. */
export type MentionSearch = {
  readonly filter: ResponseFilter
  readonly limit: number
  /** Only responses that these groups count, which must be groups that the filter lets through. */
  readonly groupPositions?: readonly number[]
}

/** A comment that tells of a theme, for choosing quotes. */
export type MentionRow = {
  readonly responseId: string
  /** Group that counts the response. */
  readonly groupPosition: number
  readonly comment: string
  readonly mentions: readonly Mention[]
}

/** Settings that are kept apart from those of the survey. */
export type DocumentKind =
  | 'case-routes'
  | 'benchmarks'
  | 'alert-silences'
  | 'alert-state'
  | 'outcome-rows'

export type SurveyDocument = { readonly body: string; readonly updatedAt: string }
