// How well a risk ranks those with the outcome above those without.

import type { IntervalEstimate } from '../domain/effect.ts'
import { InvalidCountError } from '../domain/errors.ts'
import { itemAt } from './at.ts'
import { criticalValue } from './normal.ts'
import { exp, log } from './portable-math.ts'

/** For every value: how many of the sorted others lie below, ties counting half. */
function placements(values: readonly number[], sortedOthers: readonly number[]): number[] {
  const countWhere = (isBelow: (other: number) => boolean) => {
    let [low, high] = [0, sortedOthers.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (isBelow(itemAt(sortedOthers, middle))) low = middle + 1
      else high = middle
    }
    return low
  }
  return values.map((value) => {
    const below = countWhere((other) => other < value)
    const upTo = countWhere((other) => other <= value)
    return (below + upTo) / 2 / sortedOthers.length
  })
}

function varianceOfMean(values: readonly number[]): number {
  if (values.length < 2) return 0
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0)
  return squares / (values.length - 1) / values.length
}

/**
 * Area under the ROC curve with DeLong's variance and a logit interval.
 *
 * @param risks - predicted risk of each response, any scale
 * @param outcomes - whether it had the outcome
 * @param confLevel - in (0, 1)
 * @returns probability that a random case is ranked above a random other, 0.5 without any skill; method `auc-delong`
 * @throws {InvalidCountError} if one of the two groups is empty
 * @see DeLong, DeLong and Clarke-Pearson (1988) Biometrics 44:837-845
 * @example
 * rocAuc([0.1, 0.4, 0.35, 0.8], [false, false, true, true], 0.95).estimate // => 0.75
 */
export function rocAuc(
  risks: readonly number[],
  outcomes: readonly boolean[],
  confLevel: number
): IntervalEstimate {
  const cases = risks.filter((_, i) => outcomes[i] === true)
  const others = risks.filter((_, i) => outcomes[i] === false)
  const smaller = Math.min(cases.length, others.length)
  if (smaller < 1) throw new InvalidCountError('smaller group of an AUC', '1 or more', smaller)
  const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b)
  const overOthers = placements(cases, ascending(others))
  const overCases = placements(others, ascending(cases))
  const estimate = overOthers.reduce((sum, v) => sum + v, 0) / cases.length
  const stdError = Math.sqrt(varianceOfMean(overOthers) + varianceOfMean(overCases))
  const logit = log(estimate / (1 - estimate))
  const half = (criticalValue(confLevel) * stdError) / (estimate * (1 - estimate))
  const isEnd = estimate === 0 || estimate === 1
  return {
    estimate,
    confLow: isEnd ? estimate : 1 / (1 + exp(-(logit - half))),
    confHigh: isEnd ? estimate : 1 / (1 + exp(-(logit + half))),
    confLevel,
    method: 'auc-delong',
    base: risks.length,
  }
}
