/** Name of a built-in scale: `nps` is 0–10 with detractors up to 6, `stars5` is 1–5 with detractors up to 3. */
export type ScaleName = 'nps' | 'stars5'

/** Whole-number scale on which a higher score is better. */
export type AscendingScale = {
  readonly min: number
  readonly max: number
  /** Highest score that still counts as a detractor. */
  readonly detractorMax: number
  /** Lowest score that counts as a promoter. */
  readonly promoterMin: number
}

/** Whole-number scale on which a lower score is better, such as 1 "very good" to 5 "very poor". */
export type DescendingScale = {
  readonly min: number
  readonly max: number
  /** Lowest score that counts as a detractor. */
  readonly detractorMin: number
  /** Highest score that still counts as a promoter. */
  readonly promoterMax: number
}

/** How scores of a survey are read; scores outside `[min, max]` are rejected. */
export type Scale = AscendingScale | DescendingScale

/** `detractor`, `passive` or `promoter`; on the NPS scale 0–6, 7–8 and 9–10. */
export type ScoreGroup = 'detractor' | 'passive' | 'promoter'

/** The scales that can be asked for by name. */
export const SCALES: Readonly<Record<ScaleName, Scale>> = {
  nps: { min: 0, max: 10, detractorMax: 6, promoterMin: 9 },
  stars5: { min: 1, max: 5, detractorMax: 3, promoterMin: 5 },
}

/** True when lower scores are better on this scale. */
export function isDescending(scale: Scale): scale is DescendingScale {
  return 'detractorMin' in scale
}

/**
 * The score group that a score falls into.
 *
 * @param score - whole number within `[scale.min, scale.max]`; the caller has checked it
 * @param scale - scale of the survey
 * @returns the group; every score between the two thresholds is `passive`
 * @example
 * scoreGroupOf(6, SCALES.nps) // => 'detractor'
 */
export function scoreGroupOf(score: number, scale: Scale): ScoreGroup {
  if (isDescending(scale)) {
    if (score >= scale.detractorMin) return 'detractor'
    return score <= scale.promoterMax ? 'promoter' : 'passive'
  }
  if (score <= scale.detractorMax) return 'detractor'
  return score >= scale.promoterMin ? 'promoter' : 'passive'
}
