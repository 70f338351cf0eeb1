// Net Promoter Score with its sampling error, and the comparison of two independent scores.

import type { IntervalEstimate } from '../domain/effect.ts'
import { InvalidCountError } from '../domain/errors.ts'
import { criticalValue, twoSidedP } from './normal.ts'

/** Respondents in each score group; may be sums of weights. */
export type ScoreGroupCounts = {
  readonly detractors: number
  readonly passives: number
  readonly promoters: number
}

/** NPS in points with its standard error, also in points. */
export type NpsEstimate = IntervalEstimate & { readonly stdError: number }

/**
 * NPS of a group of respondents with a normal interval.
 *
 * @param counts - respondents in each score group
 * @param confLevel - in (0, 1)
 * @param effectiveBase - base behind the standard error where counts are weighted; default the sum of the counts
 * @returns points in [-100, 100], limits cut there; method `nps-normal`
 * @throws {InvalidCountError} if a count is negative or the base is 0
 * @see Rocks (2016) Significance 13(5):10-11; variance of a trinomial difference
 * @example
 * nps({ detractors: 20, passives: 30, promoters: 50 }, 0.95)
 * // => 30 points, standard error 7.81, limits 14.7 to 45.3
 */
export function nps(
  counts: ScoreGroupCounts,
  confLevel: number,
  effectiveBase?: number
): NpsEstimate {
  const base = counts.detractors + counts.passives + counts.promoters
  const smallest = Math.min(counts.detractors, counts.passives, counts.promoters)
  if (!(smallest >= 0)) throw new InvalidCountError('score group', '0 or more', smallest)
  if (!(base > 0)) throw new InvalidCountError('base of NPS', 'more than 0', base)
  const promoterShare = counts.promoters / base
  const detractorShare = counts.detractors / base
  const difference = promoterShare - detractorShare
  const variance = Math.max(0, promoterShare + detractorShare - difference ** 2)
  const stdError = 100 * Math.sqrt(variance / (effectiveBase ?? base))
  const half = criticalValue(confLevel) * stdError
  const estimate = 100 * difference
  return {
    estimate,
    confLow: Math.max(-100, estimate - half),
    confHigh: Math.min(100, estimate + half),
    confLevel,
    method: 'nps-normal',
    base,
    stdError,
  }
}

/**
 * Difference of two NPS from independent groups (two segments, two periods), with a z-test.
 *
 * Not for the same respondents asked twice: their scores go together, and the test would be too cautious.
 *
 * @param first - one group's NPS
 * @param second - the other group's NPS at the same level
 * @returns first minus second in points in [-200, 200], interval at the first's level, z and p-value; base the sum of both
 * @see `z = (a - b) / sqrt(SE_a² + SE_b²)`
 * @example
 * npsDifference(nps(march, 0.95), nps(february, 0.95)).pValue
 */
export function npsDifference(
  first: NpsEstimate,
  second: NpsEstimate
): NpsEstimate & { readonly z: number; readonly pValue: number } {
  const estimate = first.estimate - second.estimate
  const stdError = Math.hypot(first.stdError, second.stdError)
  const half = criticalValue(first.confLevel) * stdError
  return {
    estimate,
    confLow: Math.max(-200, estimate - half),
    confHigh: Math.min(200, estimate + half),
    confLevel: first.confLevel,
    method: 'nps-normal',
    base: first.base + second.base,
    stdError,
    z: estimate === 0 ? 0 : estimate / stdError,
    pValue: twoSidedP(estimate, stdError),
  }
}
