// Tails of the chi-square and t distributions, and the t quantile for intervals from few clusters.

import { InvalidOptionError } from '../domain/errors.ts'
import { criticalValue } from './normal.ts'
import { incompleteBeta, upperGamma } from './special-functions.ts'

/**
 * Probability that a chi-square variable exceeds a value.
 *
 * @param value - at least 0
 * @param degrees - degrees of freedom, above 0
 * @returns p-value in [0, 1]
 * @see Abramowitz and Stegun (1964) 26.4.19
 * @example
 * chiSquareP(3.841459, 1) // => 0.05
 */
export function chiSquareP(value: number, degrees: number): number {
  return upperGamma(degrees / 2, value / 2)
}

/**
 * Two-sided p-value of a t statistic.
 *
 * @param t - any number
 * @param degrees - degrees of freedom, above 0
 * @returns p-value in [0, 1]
 * @see Abramowitz and Stegun (1964) 26.7.1
 * @example
 * studentP(2.570582, 5) // => 0.05
 */
export function studentP(t: number, degrees: number): number {
  return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t))
}

/**
 * Half-width of a two-sided t interval in standard errors.
 *
 * @param confLevel - in (0, 1)
 * @param degrees - degrees of freedom, at least 1; infinite gives the normal value
 * @returns critical value, about 12 digits
 * @throws {InvalidOptionError} if the level is not inside (0, 1) or the degrees are below 1
 * @see Abramowitz and Stegun (1964) 26.7.1, inverted by bisection
 * @example
 * studentCritical(0.95, 5) // => 2.570582
 */
export function studentCritical(confLevel: number, degrees: number): number {
  if (!(degrees >= 1)) throw new InvalidOptionError('degrees', 'at least 1', degrees)
  let low = criticalValue(confLevel)
  if (degrees === Number.POSITIVE_INFINITY) return low
  const alpha = 1 - confLevel
  let high = 2 * low + 1
  while (studentP(high, degrees) > alpha) high *= 2
  // The tail falls with t, so halving always closes in.
  for (let i = 0; i < 200 && high - low > 1e-14 * high; i++) {
    const middle = (low + high) / 2
    if (studentP(middle, degrees) > alpha) low = middle
    else high = middle
  }
  return (low + high) / 2
}
