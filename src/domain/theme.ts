import type { ClausePolarity, CommentReading } from './reading.ts'

/** A theme as a taxonomy defines it: built in, or given by the caller. */
export type ThemeDefinition = {
  readonly id: string
  readonly label: string
  /** Label to show when negative mentions prevail ("Slow support"); defaults to `label`. */
  readonly negativeLabel?: string | undefined
  /** Label to show when positive mentions prevail ("Fast support"); defaults to `label`. */
  readonly positiveLabel?: string | undefined
  readonly parentId?: string | undefined
  readonly description?: string | undefined
  /** Seed phrases or example comments. */
  readonly examples?: readonly string[] | undefined
  /** Phrases that look like the theme and are not. */
  readonly counterExamples?: readonly string[] | undefined
}

/** `auto`: general themes plus the pack that the comments point to. `none`: discovered themes only. */
export type TaxonomyChoice = string | readonly ThemeDefinition[]

/** Where a theme comes from. `other` gathers what fits nothing. */
export type ThemeSource = 'known' | 'caller' | 'discovered' | 'other'

/** One clause linked to one theme. */
export type Mention = {
  readonly themeId: string
  readonly start: number
  readonly end: number
  readonly polarity: ClausePolarity
  readonly valence: number
  /** Calibrated probability that the clause is about the theme, in [0, 1]. */
  readonly confidence: number
}

/** A theme of one analysis, before scores are joined to it. */
export type FoundTheme = {
  readonly id: string
  readonly label: string
  readonly negativeLabel: string
  readonly positiveLabel: string
  readonly parentId: string | null
  readonly source: ThemeSource
  /** What counts as a mention, as the taxonomy or the caller puts it; none for discovered themes. */
  readonly description?: string | undefined
  /** True for clusters of mere affect ("love it"), which leave the ranking. */
  readonly isAffectOnly: boolean
}

/** How well the themes fit the comments, reported in every analysis. */
export type ThemeQuality = {
  /** Comments with content that mention at least one theme other than `other` ÷ comments with content, [0, 1]. */
  readonly coverage: number | null
  /** Mean normalised pointwise mutual information of each theme's telling words, [-1, 1]; null with no theme. */
  readonly coherence: number | null
  /** Share of distinct words among the telling words of all themes, [0, 1]; null with no theme. */
  readonly diversity: number | null
  /** Adjusted Rand index of two half-samples on their common assignment, known themes included; null when too few comments. */
  readonly stability: number | null
  /** The same over discovered themes alone, a harder test; null without any, or when too few comments. */
  readonly discoveredStability?: number | null
}

/** A saved set of themes that can be applied to later comments without discovery. Plain JSON. */
export type ThemeModel = {
  readonly format: 'whyscore-theme-model'
  readonly formatVersion: number
  /** Content hash; the same comments and options give the same id. */
  readonly id: string
  readonly [field: string]: unknown
}

export type ThemeOptions = {
  readonly taxonomy: TaxonomyChoice
  readonly discover: boolean
  readonly maxThemes: number
  readonly model: ThemeModel | null
  /** Model in use until now: a new discovery keeps its ids, labels and edits. */
  readonly previous?: ThemeModel | null | undefined
  readonly seed: number
}

export type ThemeWarning = { readonly code: string; readonly detail: string }

/** A clause that shows what a theme is about. */
export type Exemplar = {
  /** Index of the comment in the order of `ThemeSession.add`. */
  readonly comment: number
  readonly start: number
  readonly end: number
  readonly polarity: ClausePolarity
}

/** Outcome of a theme session. */
export type ThemeAssignment = {
  readonly themes: readonly FoundTheme[]
  /** Aligned with `themes`: the most telling clauses of each, best first, at most ten. */
  readonly exemplars: readonly (readonly Exemplar[])[]
  /** One entry per added comment, in the order they were added; mentions in order of appearance. */
  readonly mentions: readonly (readonly Mention[])[]
  readonly model: ThemeModel
  readonly quality: ThemeQuality
  readonly warnings: readonly ThemeWarning[]
}

/** Gathers the readings of one analysis; keeps what it needs in compact form, not the tokens. */
export type ThemeSession = {
  /**
   * Adds the next comment; responses without one are added too, with an empty reading.
   * Comments arrive in canonical order, so that results do not depend on the caller's order.
   */
  add(comment: string, reading: CommentReading): void
  finish(): Promise<ThemeAssignment>
}

/** Finds themes: known ones, the caller's own, and discovered ones. */
export type Themer = {
  /** Version of taxonomy and method, for `versions.themeModel`. */
  readonly version: string
  /** @throws {UnknownTaxonomyError | InvalidThemeModelError} if the options name what does not exist */
  start(options: ThemeOptions): ThemeSession
  /** Ids of all themes that a model can link comments to, edits included. */
  themeIds?(model: ThemeModel): readonly string[]
}
