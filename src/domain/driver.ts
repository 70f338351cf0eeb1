import type {
  EffectEstimate,
  IntervalEstimate,
  ThemeEffects,
  ThemeFlag,
  ThemeStatus,
  Warning,
} from './effect.ts'
import type { ClausePolarity } from './reading.ts'
import type { SegmentValue } from './response.ts'
import type { ScoreGroup } from './scale.ts'

/**
 * What drivers are computed from: scores joined with mentions.
 *
 * All arrays have one entry per response, or, with `counts`, one per group of responses that agree in everything
 * below; the figures are the same.
 */
export type DriverInput = {
  /** Responses that each entry stands for; one each when absent. */
  readonly counts?: readonly number[] | undefined
  /** Null where the response has no score. */
  readonly scoreGroups: readonly (ScoreGroup | null)[]
  /** True where the comment has content in a supported language. */
  readonly hasUsableComment: readonly boolean[]
  readonly themes: readonly {
    readonly id: string
    readonly isRankable: boolean
    readonly isAffectOnly: boolean
  }[]
  /** Mentions by index into `scoreGroups` and `themes`; one response may mention a theme with several polarities. */
  readonly mentions: readonly (DriverMention & { readonly response: number })[]
  /** Mentions of each entry, in place of `mentions`; entries that share a list are read once. */
  readonly mentionLists?: readonly (readonly DriverMention[])[] | undefined
  /** Values of the fields to adjust for; null where missing. */
  readonly segments: Readonly<Record<string, readonly (SegmentValue | null)[]>>
  /** Respondent, else account, else null: responses that belong together. */
  readonly clusters: readonly (string | null)[]
  /** Weight of a response of each entry; all 1 when absent, 0 leaves it out. Bases and mention counts stay counts of people. */
  readonly weights?: readonly number[] | undefined
}

/** A theme, by index, that a response mentions. */
export type DriverMention = { readonly theme: number; readonly polarity: ClausePolarity }

export type DriverOptions = {
  /** In (0, 1). */
  readonly confLevel: number
  /** Themes with fewer mentions by scored respondents are `insufficient`. */
  readonly minMentions: number
  readonly seed: number
  /** Theme id → factor on its negative mentions in [0, 1]; 0.5 halves them. */
  readonly scenario?: Readonly<Record<string, number>> | undefined
}

/** Figures of the whole survey. Null where the base is 0. */
export type SummaryFigures = {
  /** Responses with a score. */
  readonly base: number
  /** Responses with a usable comment. */
  readonly commentBase: number
  readonly responseCount: number
  readonly npsPoints: number | null
  readonly npsConfLow: number | null
  readonly npsConfHigh: number | null
  readonly detractorShare: number | null
  readonly passiveShare: number | null
  readonly promoterShare: number | null
  /** The same figures among scored respondents who left a usable comment. */
  readonly commenters: {
    readonly base: number
    readonly npsPoints: number | null
    readonly detractorShare: number | null
    readonly promoterShare: number | null
  }
}

/** Figures of one theme, aligned with `DriverInput.themes`. */
export type ThemeFigures = {
  readonly status: ThemeStatus
  /** From 1; null unless `ranked`. */
  readonly rank: number | null
  /** Respondents who mention the theme. */
  readonly mentionCount: number
  /** Of respondents with a usable comment, [0, 1]; null when there are none. */
  readonly mentionShare: number | null
  readonly negativeCount: number
  readonly neutralCount: number
  readonly positiveCount: number
  /** Among mentioners with a score; null when there are none. */
  readonly detractorShare: number | null
  readonly npsPoints: number | null
  /** Null when there is no score on either side to compare. */
  readonly effect: ThemeEffects | null
  readonly flags: readonly ThemeFlag[]
}

/** Figures of one theme, with its place among the others. */
export type PlacedFigures = ThemeFigures & {
  /** Position of the theme that it can least be told apart from; only with the flag `collinear`. */
  readonly overlapsWith?: number
}

/** Detractor share and NPS under a scenario, with the change from today. */
export type ScenarioResult = {
  readonly themes: Readonly<Record<string, number>>
  readonly detractorShare: IntervalEstimate
  readonly npsPoints: IntervalEstimate
  readonly detractorShareChange: EffectEstimate
  readonly npsPointsChange: EffectEstimate
}

export type DriverResult = {
  readonly summary: SummaryFigures
  readonly themes: readonly PlacedFigures[]
  /** Whole-analysis views: joint effect, additive view, diagnostics; shape in `insight/`. */
  readonly drivers: Readonly<Record<string, unknown>>
  readonly scenario: ScenarioResult | null
  readonly warnings: readonly Warning[]
  /** Version of the formulas, for `versions.method`. */
  readonly version: string
}
