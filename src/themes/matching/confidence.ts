import { exp, log } from '../../stats/portable-math.ts'

/** How log odds of the matcher become the probability that a reader agrees: one more logistic regression. */
export type Calibration = {
  readonly intercept: number
  readonly slope: number
  /** Per natural logarithm of the number of themes: one of forty near themes is more easily the wrong one than one of four. */
  readonly perLogThemes: number
}

/**
 * For a caller's themes. Mentions in comments with human labels, each source weighing the same, with an encoder and match weights that had
 * not seen them (`npm run quality -- themes --scorer DIR` prints the fit on what it judges): three public sets, airline complaints, and thirteen industries of `corpora/labelled-clauses`. Leaving each source out
 * of this fit in turn, the mean calibration error falls from 0.142 to 0.079.
 */
export const CALLER_CALIBRATION: Calibration = {
  intercept: 2.929,
  slope: 0.826,
  perLogThemes: -0.803,
}

/** The log odds as they are. */
export const UNCALIBRATED: Calibration = { intercept: 0, slope: 1, perLogThemes: 0 }

/** Numbers of themes that the fit has seen; beyond them nothing is read into the number. */
const FEWEST_THEMES = 4
const MOST_THEMES = 40

/**
 * The confidence of a mention.
 *
 * @param size - number of themes
 * @returns a rising function of the log odds, so that no decision changes
 * @throws nothing
 * @see Platt (1999) Probabilistic outputs for support vector machines
 * @example
 * confidenceReader(CALLER_CALIBRATION, 4)(0) // => 0.86
 */
export function confidenceReader(
  { intercept, slope, perLogThemes }: Calibration,
  size: number
): (logOdds: number) => number {
  const themes = Math.max(FEWEST_THEMES, Math.min(MOST_THEMES, size))
  const base = intercept + perLogThemes * log(themes)
  return (logOdds) => 1 / (1 + exp(-(base + slope * logOdds)))
}
