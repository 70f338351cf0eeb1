// Shares, differences of shares, their intervals and test. Wald intervals are deliberately absent:
// they collapse at 0 and 1 and leave the range.

import type { IntervalEstimate } from '../domain/effect.ts'
import { InvalidCountError } from '../domain/errors.ts'
import { criticalValue, twoSidedP } from './normal.ts'

/** Events among a base; both may be sums of weights. */
export type Proportion = { readonly events: number; readonly base: number }

function checked({ events, base }: Proportion): number {
  if (!(base > 0)) throw new InvalidCountError('base of a share', 'more than 0', base)
  if (!(events >= 0 && events <= base)) {
    throw new InvalidCountError('events of a share', `a count from 0 to ${base}`, events)
  }
  return events / base
}

/**
 * Share with its Wilson score interval, without continuity correction.
 *
 * Stays inside [0, 1] and keeps its coverage near 0 and 1, where the usual ±1.96 SE does not.
 *
 * @param proportion - events and base
 * @param confLevel - in (0, 1)
 * @returns share and limits in [0, 1], method `wilson`
 * @throws {InvalidCountError} if the base is not above 0 or events lie outside [0, base]
 * @see Wilson (1927) JASA 22:209-212; Newcombe (1998) Statistics in Medicine 17:857-872, method 3
 * @example
 * wilsonInterval({ events: 81, base: 263 }, 0.95) // => 0.3080, limits 0.2553 to 0.3662
 */
export function wilsonInterval(proportion: Proportion, confLevel: number): IntervalEstimate {
  const estimate = checked(proportion)
  const { base } = proportion
  const z2 = criticalValue(confLevel) ** 2
  const centre = (estimate + z2 / (2 * base)) / (1 + z2 / base)
  const half =
    Math.sqrt((z2 * estimate * (1 - estimate)) / base + (z2 / (2 * base)) ** 2) / (1 + z2 / base)
  return {
    estimate,
    confLow: estimate === 0 ? 0 : Math.max(0, centre - half),
    confHigh: estimate === 1 ? 1 : Math.min(1, centre + half),
    confLevel,
    method: 'wilson',
    base,
  }
}

/**
 * Difference of two independent shares with Newcombe's hybrid score interval.
 *
 * @param first - for example detractors among respondents who mention a theme
 * @param second - for example detractors among those who do not
 * @param confLevel - in (0, 1)
 * @returns first minus second in [-1, 1], method `newcombe-10`, base the sum of both bases
 * @throws {InvalidCountError} if a base is not above 0 or events lie outside [0, base]
 * @see Newcombe (1998) Statistics in Medicine 17:873-890, method 10
 * @example
 * shareDifference({ events: 56, base: 70 }, { events: 48, base: 80 }, 0.95)
 * // => 0.2000, limits 0.0524 to 0.3339
 */
export function shareDifference(
  first: Proportion,
  second: Proportion,
  confLevel: number
): IntervalEstimate {
  const a = wilsonInterval(first, confLevel)
  const b = wilsonInterval(second, confLevel)
  const estimate = a.estimate - b.estimate
  return {
    estimate,
    confLow: estimate - Math.hypot(a.estimate - a.confLow, b.confHigh - b.estimate),
    confHigh: estimate + Math.hypot(a.confHigh - a.estimate, b.estimate - b.confLow),
    confLevel,
    method: 'newcombe-10',
    base: first.base + second.base,
  }
}

/**
 * Score test of equal shares in two independent groups, two-sided, without continuity correction.
 *
 * Its square is Pearson's chi-square of the 2 × 2 table.
 *
 * @param first - events and base of one group
 * @param second - events and base of the other
 * @returns `z` (positive when the first share is larger) and p-value; z = 0 and p = 1 when both shares are 0 or both are 1
 * @throws {InvalidCountError} if a base is not above 0 or events lie outside [0, base]
 * @see Agresti (2013) Categorical Data Analysis, 3rd ed., section 3.2
 * @example
 * shareTest({ events: 15, base: 45 }, { events: 5, base: 62 }).pValue // => 0.00097
 */
export function shareTest(
  first: Proportion,
  second: Proportion
): { readonly z: number; readonly pValue: number } {
  const difference = checked(first) - checked(second)
  const pooled = (first.events + second.events) / (first.base + second.base)
  const stdError = Math.sqrt(pooled * (1 - pooled) * (1 / first.base + 1 / second.base))
  if (stdError === 0) return { z: 0, pValue: 1 }
  return { z: difference / stdError, pValue: twoSidedP(difference, stdError) }
}
