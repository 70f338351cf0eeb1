import type { EffectEstimate, IntervalEstimate } from '../../domain/effect.ts'

/** Which bucket of which field a cell stands for. */
export type CellKey = { readonly field: string; readonly bucket: string }

/** Level and spread of the scores in a group; every figure with interval and base. */
export type GroupFigures = {
  /** Points in [-100, 100]. */
  readonly npsPoints: IntervalEstimate
  /** Shares of scored respondents, [0, 1]. */
  readonly detractorShare: IntervalEstimate
  readonly passiveShare: IntervalEstimate
  readonly promoterShare: IntervalEstimate
}

/** A group against the others; q-values run over all tests of the report. */
export type GroupComparison = {
  /** Points in [-200, 200]; negative means a lower NPS than the others. */
  readonly npsPoints: EffectEstimate
  /** Share in [-1, 1]; positive means more detractors than among the others. */
  readonly detractorShare: EffectEstimate
}

/** What a group says about one theme. */
export type CellTheme = {
  readonly id: string
  readonly label: string
  readonly mentionCount: number
  readonly negativeCount: number
  readonly neutralCount: number
  readonly positiveCount: number
  /** Of the group's usable comments, [0, 1]. */
  readonly mentionShare: IntervalEstimate
  /** Mention share minus that among the others, [-1, 1]; null when nobody else commented. */
  readonly shareDifference: EffectEstimate | null
}

/** `small`: below the minimum. `complementary`: hidden so that a small one cannot be worked out. */
export type Suppression = 'small' | 'complementary'

/** One group of respondents: a segment, a cross of two, an account, a role or a period. */
export type Cell = {
  readonly keys: readonly CellKey[]
  /** True when a key stands for "no value given". */
  readonly isMissing: boolean
  readonly suppressed: Suppression | null
  /** Null when suppressed, like every figure below. */
  readonly responseCount: number | null
  /** Responses with a score. */
  readonly base: number | null
  readonly commentBase: number | null
  /** Null as well when nobody in the cell gave a score. */
  readonly figures: GroupFigures | null
  /** Null as well when the others have no score. */
  readonly versusRest: GroupComparison | null
  /** Most mentioned first, as many as asked for. */
  readonly themes: readonly CellTheme[]
  /** Themes raised more here than elsewhere at q ≤ 0.05, largest difference first. */
  readonly distinctiveThemes: readonly CellTheme[]
  readonly flags: readonly 'small-base'[]
}

export type CellOptions = {
  /** In (0, 1). */
  readonly confLevel: number
  /** Cells with fewer people with a score are hidden; 1 hides none. */
  readonly minBase: number
  /** How many themes to list per cell. */
  readonly topThemes: number
}

/** Fewest people in a cell that is shown: enough that nobody's answer can be guessed. */
export const DEFAULT_CELL_OPTIONS: CellOptions = { confLevel: 0.95, minBase: 5, topThemes: 5 }

/** Below this base figures are shown with a flag: an NPS of 30 people is uncertain by ±30 points. */
export const SMALL_BASE = 30
