import type { EngineTags, Review } from './correction.ts'
import type { ClausePolarity, ContentKind, Polarity, ResponseFlag } from './reading.ts'
import type { Question, SegmentValue, SurveyResponse } from './response.ts'
import type { Scale, ScoreGroup } from './scale.ts'
import type { FoundTheme, Mention, TaxonomyChoice, ThemeModel, ThemeQuality } from './theme.ts'

/** What is masked in comments before they are kept, besides what always is. */
export type Masking = {
  /** Names of people. */
  readonly names: boolean
}

/** What the owner of a survey decides. */
export type SurveySettings = {
  readonly name: string
  readonly question: Question
  readonly scale: Scale
  readonly taxonomy: TaxonomyChoice
  /** False keeps to the taxonomy. */
  readonly discover: boolean
  readonly maxThemes: number
  /** Segment fields that aggregates are kept by; filters on these cost least. */
  readonly segmentFields: readonly string[]
  /** Segment fields held fixed in the effects; each is one of `segmentFields`. */
  readonly adjustFor: readonly string[]
  readonly minMentions: number
  /** Of all intervals, in (0, 1). */
  readonly confLevel: number
  readonly seed: number
  /** Share of comments that fit no theme above which themes are found anew, [0, 1]. */
  readonly rediscoverAboveOtherShare: number
  /** What is masked in comments besides addresses and numbers; absent in surveys of before. */
  readonly masking?: Masking | undefined
}

/** A survey with its state. */
export type Survey = SurveySettings & {
  /** Unique within a workspace. */
  readonly id: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly responseCount: number
  /** Grows with every change of responses, tags or settings. */
  readonly dataVersion: number
  /** Version of the theme model in use; null before the first comment. */
  readonly modelVersion: number | null
}

/** What is kept of a clause, so that it can be shown without reading the comment again. */
export type StoredClause = {
  readonly start: number
  readonly end: number
  readonly polarity: ClausePolarity
  readonly valence: number
}

/** What is kept of the reading of one comment. */
export type StoredReading = {
  readonly language: string
  readonly content: ContentKind
  readonly polarity: Polarity
  readonly valence: number
  readonly confidence: number
  readonly flags: readonly ResponseFlag[]
  readonly clauses: readonly StoredClause[]
}

/**
 * Everything about a response that effects depend on. Responses of one group are interchangeable
 * in a ranked list, so counts of groups stand for the responses.
 */
export type ResponseGroup = {
  /** The group in one text; equal groups have equal keys. */
  readonly key: string
  /** True where the comment has content in a supported language. */
  readonly isUsable: boolean
  readonly scoreGroup: ScoreGroup | null
  /** Themes mentioned, each once per polarity, sorted. */
  readonly pattern: readonly { readonly themeId: string; readonly polarity: ClausePolarity }[]
  /** Values of the survey's segment fields. */
  readonly segments: Readonly<Record<string, SegmentValue>>
}

/** What the engine says of a response under one theme model. */
export type ResponseTags = {
  readonly reading: StoredReading
  readonly mentions: readonly Mention[]
  readonly group: ResponseGroup
  readonly modelVersion: number
}

/** What a person has said of a response; both absent where nobody has looked. */
export type Reviewed = {
  readonly review?: Review | undefined
  /** Tags of the engine alone; those of the response itself are corrected. */
  readonly engine?: EngineTags | undefined
}

/** A response with its tags, comment masked, ready to be kept. */
export type TaggedResponse = SurveyResponse & ResponseTags & Reviewed

/** A response as kept. */
export type StoredResponse = SurveyResponse &
  Reviewed & {
    /** Position in the order of arrival; stays when the response is replaced. */
    readonly position: number
    readonly scoreGroup: ScoreGroup | null
    readonly reading: StoredReading
    readonly mentions: readonly Mention[]
    readonly modelVersion: number
    readonly receivedAt: string
    readonly importId: string | null
  }

/** Where a version of the theme model comes from. */
export type ModelOrigin = 'taxonomy' | 'discovery' | 'edit'

/** One version of a survey's themes. */
export type ThemeModelVersion = {
  readonly version: number
  readonly model: ThemeModel
  readonly themes: readonly FoundTheme[]
  /** As measured when the themes were found; null for a taxonomy applied as it is. */
  readonly quality: ThemeQuality | null
  readonly origin: ModelOrigin
  /** Comments that the survey had when the themes were found. */
  readonly commentCount: number
  readonly createdAt: string
}

/** Which responses a list is about. An empty filter is the whole survey. */
export type ResponseFilter = {
  readonly themeId?: string | undefined
  /** Of the theme's mentions when `themeId` is given, else of the comment. */
  readonly polarity?: Polarity | undefined
  readonly scoreGroup?: ScoreGroup | undefined
  /** Field → accepted values, as text. */
  readonly segments?: Readonly<Record<string, readonly string[]>> | undefined
  readonly accountId?: string | undefined
  readonly respondentId?: string | undefined
  /** Text that the comment contains; capitals A–Z do not matter. */
  readonly q?: string | undefined
  readonly flag?: ResponseFlag | undefined
  /** First and last moment, milliseconds since 1970; responses without a time are left out. */
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
}

/** Id of the theme that gathers what fits nothing. */
export const OTHER_THEME_ID = 'other'
