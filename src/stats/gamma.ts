// Incomplete gamma and beta functions, for the chi-square and t distributions. Kept here because the
// well-kept package (@stdlib) weighs more than all of this folder; values are checked against R.

import { InvalidOptionError } from '../domain/errors.ts'
import { exp, log, log1p } from './portable-math.ts'

// Lanczos coefficients for g = 7, n = 9 (Godfrey 2001): relative error below 1e-14 for x > 0.
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const
const LANCZOS_G = 7
const MAX_TERMS = 10_000
const TINY = 1e-300

/**
 * Natural logarithm of the gamma function.
 *
 * @param x - above 0
 * @returns log Γ(x), right to about 14 digits
 * @throws {InvalidOptionError} if x is not above 0
 * @see Lanczos (1964) SIAM Journal on Numerical Analysis B 1:86-96
 * @example
 * logGamma(5) // => 3.1780538 (log 24)
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new InvalidOptionError('x', 'a number above 0', x)
  if (x < 0.5) return logGamma(x + 1) - log(x)
  const z = x - 1
  const t = z + LANCZOS_G + 0.5
  const sum = LANCZOS.reduce((total, c, i) => total + (i === 0 ? c : c / (z + i)), 0)
  return 0.5 * log(2 * Math.PI) + (z + 0.5) * log(t) - t + log(sum)
}

/** Lentz's guard: a denominator of exactly 0 becomes tiny. */
function nonZero(value: number): number {
  return value + Number(value === 0) * TINY
}

/** Upper incomplete gamma share by the continued fraction of Legendre, for x ≥ a + 1. */
function upperByFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let h = d
  for (let i = 1; i < MAX_TERMS; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / nonZero(an * d + b)
    c = nonZero(b + an / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return exp(a * log(x) - x - logGamma(a)) * h
}

function lowerBySeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < MAX_TERMS && term > sum * 1e-17; n++) {
    term *= x / (a + n)
    sum += term
  }
  return exp(a * log(x) - x - logGamma(a)) * sum
}

/**
 * Probability that a chi-square variable exceeds `statistic`.
 *
 * @param statistic - 0 or more
 * @param degrees - degrees of freedom, above 0
 * @returns upper tail in [0, 1]
 * @throws {InvalidOptionError} if the degrees are not above 0 or the statistic is negative
 * @see Press et al. (2007) Numerical Recipes, 3rd ed., section 6.2
 * @example
 * chiSquareTail(3.841459, 1) // => 0.05
 */
export function chiSquareTail(statistic: number, degrees: number): number {
  if (!(degrees > 0)) throw new InvalidOptionError('degrees', 'a number above 0', degrees)
  if (!(statistic >= 0)) throw new InvalidOptionError('statistic', '0 or more', statistic)
  if (statistic === 0) return 1
  const a = degrees / 2
  const x = statistic / 2
  return Math.min(1, x < a + 1 ? 1 - lowerBySeries(a, x) : upperByFraction(a, x))
}

/** Continued fraction of the incomplete beta function (Lentz). */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonZero(1 + even * d)
    c = nonZero(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d)
    c = nonZero(1 + odd / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return h
}

/**
 * Probability that a beta variable is at most `x`: the regularised incomplete beta function.
 *
 * @param x - in [0, 1]
 * @param a - first shape, above 0
 * @param b - second shape, above 0
 * @returns probability in [0, 1]
 * @throws {InvalidOptionError} if x or a shape is out of range
 * @see Press et al. (2007) Numerical Recipes, 3rd ed., section 6.4
 * @example
 * betaCdf(0.5, 2, 3) // => 0.6875
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1)) throw new InvalidOptionError('x', 'a number in [0, 1]', x)
  if (!(a > 0 && b > 0)) throw new InvalidOptionError('shapes', 'numbers above 0', [a, b])
  if (x === 0 || x === 1) return x
  const logFactor = logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)
  const factor = exp(logFactor)
  return x < (a + 1) / (a + b + 2)
    ? (factor * betaFraction(a, b, x)) / a
    : 1 - (factor * betaFraction(b, a, 1 - x)) / b
}

/**
 * Two-sided p-value of a t statistic.
 *
 * @param t - any number
 * @param degrees - degrees of freedom, above 0
 * @returns p-value in [0, 1]
 * @throws {InvalidOptionError} if the degrees are not above 0
 * @see Abramowitz and Stegun (1964) 26.7.1
 * @example
 * twoSidedTailOfT(2.228139, 10) // => 0.05
 */
export function twoSidedTailOfT(t: number, degrees: number): number {
  return betaCdf(degrees / (degrees + t * t), degrees / 2, 0.5)
}

/**
 * Half-width of a two-sided t interval in standard errors.
 *
 * @param confLevel - in (0, 1)
 * @param degrees - degrees of freedom, above 0
 * @returns the quantile at `(1 + confLevel) / 2`, found by bisection to 1e-12
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see twoSidedTailOfT
 * @example
 * criticalValueOfT(0.95, 10) // => 2.228139
 */
export function criticalValueOfT(confLevel: number, degrees: number): number {
  if (!(confLevel > 0 && confLevel < 1)) {
    throw new InvalidOptionError('confLevel', 'a number inside (0, 1)', confLevel)
  }
  let low = 0
  let high = 1
  while (twoSidedTailOfT(high, degrees) > 1 - confLevel) high *= 2
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2
    if (twoSidedTailOfT(middle, degrees) > 1 - confLevel) low = middle
    else high = middle
  }
  return (low + high) / 2
}
