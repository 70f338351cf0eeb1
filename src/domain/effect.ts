/** An estimate with its interval; all three numbers carry the same unit. */
export type IntervalEstimate = {
  readonly estimate: number
  readonly confLow: number
  readonly confHigh: number
  readonly confLevel: number
  readonly method: string
  /** Count under the fraction line. */
  readonly base: number
}

/** An effect with its test; `qValue` is Benjamini–Hochberg over the ranked themes. */
export type EffectEstimate = IntervalEstimate & {
  readonly pValue: number
  readonly qValue: number
}

/** `unscored`: no response with a score mentions the theme. */
export type ThemeStatus = 'ranked' | 'insufficient' | 'affect-only' | 'unscored'

export type ThemeFlag =
  | 'confounded'
  | 'collinear'
  | 'sign-reversal'
  | 'small-base'
  | 'not-adjusted'
  | 'uncertain-sign'

/** What a theme does to the score groups, adjusted for the other themes and the segments. */
export type ThemeEffects = {
  /** Share in [-1, 1]; positive means more detractors. From negative mentions. */
  readonly onDetractorShare: EffectEstimate
  /** Share in [-1, 1]; positive means more promoters. From positive mentions. */
  readonly onPromoterShare: EffectEstimate
  /** Points in [-200, 200]; negative means a lower NPS. */
  readonly onNpsPoints: EffectEstimate
  /** Crude figures (statistics of other tools), for reconciliation only. */
  readonly leaveOut: { readonly npsPoints: number; readonly detractorShare: number }
  /** Detractors that would be fewer if the association were causal: base × effect on detractor share. */
  readonly recoverableDetractors: number
  /** Share of resamples in which the rank stays within one place, [0, 1]; null when not computed. */
  readonly stability: number | null
}

/** A caveat a machine can act on and a person can read. */
export type Warning = {
  readonly code: string
  readonly detail: string
}
