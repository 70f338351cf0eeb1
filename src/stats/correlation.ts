// Correlation of two numbers per respondent, linear and by rank, with intervals.

import type { IntervalEstimate } from '../domain/effect.ts'
import { InvalidCountError } from '../domain/errors.ts'
import { at, entryOf, itemAt } from './at.ts'
import { twoSidedTailOfT } from './gamma.ts'
import { criticalValue } from './normal.ts'
import { exp, log1p } from './portable-math.ts'

/** A correlation in [-1, 1] with its test. */
export type Correlation = IntervalEstimate & { readonly pValue: number }

/** Fewest pairs from which an interval can be given (Fisher's z needs n − 3 above 0). */
export const MIN_PAIRS = 4

/** Fisher's z of a correlation, and back, by functions that give the same bits everywhere. */
function toFisher(r: number): number {
  return (log1p(r) - log1p(-r)) / 2
}

function fromFisher(z: number): number {
  const e = exp(-2 * Math.abs(z))
  return (Math.sign(z) * (1 - e)) / (1 + e)
}

function coefficient(x: readonly number[], y: readonly number[]): number | null {
  const mean = (values: readonly number[]) => values.reduce((s, v) => s + v, 0) / values.length
  const [mx, my] = [mean(x), mean(y)]
  let [xx, yy, xy] = [0, 0, 0]
  x.forEach((value, i) => {
    const [dx, dy] = [value - mx, itemAt(y, i) - my]
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  })
  if (!(xx > 0 && yy > 0)) return null
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
}

/**
 * Ranks from 1, ties sharing their mean.
 *
 * @param values - in any order
 * @returns one rank per value, in the same order
 * @throws never
 * @see spearman, whose coefficient is Pearson's of these
 * @example
 * ranksOf([30, 10, 30]) // => [2.5, 1, 2.5]
 */
export function ranksOf(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort()
  const rankOf = new Map<number, number>()
  for (let start = 0; start < sorted.length; ) {
    const value = at(sorted, start)
    let end = start
    while (end + 1 < sorted.length && at(sorted, end + 1) === value) end++
    rankOf.set(value, (start + end) / 2 + 1)
    start = end + 1
  }
  return values.map((value) => entryOf(rankOf, value))
}

function described(
  r: number | null,
  base: number,
  { confLevel, variance, method }: { confLevel: number; variance: number; method: string }
): Correlation | null {
  if (r === null) return null
  const half = criticalValue(confLevel) * Math.sqrt(variance)
  const isCertain = Math.abs(r) === 1
  const t = r * Math.sqrt((base - 2) / (1 - r * r))
  return {
    estimate: r,
    confLow: isCertain ? r : fromFisher(toFisher(r) - half),
    confHigh: isCertain ? r : fromFisher(toFisher(r) + half),
    confLevel,
    method,
    base,
    pValue: isCertain ? 0 : twoSidedTailOfT(t, base - 2),
  }
}

function checkPairs(x: readonly number[], y: readonly number[]): void {
  if (x.length !== y.length) throw new InvalidCountError('second numbers', `${x.length}`, y.length)
  if (x.length < MIN_PAIRS) throw new InvalidCountError('pairs', `${MIN_PAIRS} or more`, x.length)
}

/**
 * Pearson's correlation with Fisher's interval.
 *
 * @param x - one number per respondent
 * @param y - the other number, aligned
 * @param confLevel - in (0, 1)
 * @returns the correlation; null when one side never varies
 * @throws {InvalidCountError} if there are fewer than four pairs or the lengths differ
 * @see Fisher (1921) Metron 1:3-32; R `cor.test`
 * @example
 * pearson([44.4, 45.9, 41.9, 53.3], [2.6, 3.1, 2.5, 5.0], 0.95)?.estimate // => 0.99
 */
export function pearson(
  x: readonly number[],
  y: readonly number[],
  confLevel: number
): Correlation | null {
  checkPairs(x, y)
  const variance = 1 / (x.length - 3)
  return described(coefficient(x, y), x.length, { confLevel, variance, method: 'pearson-fisher-z' })
}

/**
 * Spearman's rank correlation with the interval of Bonett and Wright.
 *
 * @param x - one number per respondent; ties share their mean rank
 * @param y - the other number, aligned
 * @param confLevel - in (0, 1)
 * @returns the correlation; null when one side never varies
 * @throws {InvalidCountError} if there are fewer than four pairs or the lengths differ
 * @see Bonett and Wright (2000) Psychometrika 65:23-28
 * @example
 * spearman([1, 2, 3, 4], [1, 4, 9, 16], 0.95)?.estimate // => 1
 */
export function spearman(
  x: readonly number[],
  y: readonly number[],
  confLevel: number
): Correlation | null {
  checkPairs(x, y)
  return spearmanOfRanks(ranksOf(x), ranksOf(y), confLevel)
}

/**
 * The same from ranks, for who correlates one side with many others.
 *
 * @param x - ranks of one number
 * @param y - ranks of the other, aligned
 * @param confLevel - in (0, 1)
 * @returns the correlation; null when one side never varies
 * @throws {InvalidCountError} if there are fewer than four pairs or the lengths differ
 * @see ranksOf
 * @example
 * spearmanOfRanks([1, 2, 3, 4], [1, 2, 3, 4], 0.95)?.estimate // => 1
 */
export function spearmanOfRanks(
  x: readonly number[],
  y: readonly number[],
  confLevel: number
): Correlation | null {
  checkPairs(x, y)
  const rho = coefficient(x, y)
  const variance = (1 + (rho ?? 0) ** 2 / 2) / (x.length - 3)
  return described(rho, x.length, { confLevel, variance, method: 'spearman-bonett-wright' })
}
