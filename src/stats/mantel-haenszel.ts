// Difference of two shares, compared only within strata (the other field's values), then pooled.

import type { IntervalEstimate } from '../domain/effect.ts'
import { normalShareDifference } from './normal.ts'
import type { Proportion } from './proportion.ts'

/** Two groups inside one stratum. */
export type StratumPair = { readonly first: Proportion; readonly second: Proportion }

/**
 * Mantel–Haenszel difference of shares with Sato's variance, which holds for many small and few large strata alike.
 *
 * @param strata - both groups in each stratum; strata in which one group is empty say nothing and are passed over
 * @param confLevel - in (0, 1)
 * @returns pooled first minus second, p-value and the strata used; null when no stratum has both groups
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see Greenland and Robins (1985) Biometrics 41:55-68; Sato (1989) Biometrics 45:1323-1324
 * @example
 * pooledShareDifference([{ first: { events: 81, base: 87 }, second: { events: 234, base: 270 } },
 *   { first: { events: 192, base: 263 }, second: { events: 55, base: 80 } }], 0.95) // => 0.0532
 */
export function pooledShareDifference(
  strata: readonly StratumPair[],
  confLevel: number
): (IntervalEstimate & { readonly pValue: number; readonly strataCount: number }) | null {
  const used = strata.filter((s) => s.first.base > 0 && s.second.base > 0)
  if (used.length === 0) return null
  let weights = 0
  let total = 0
  let p = 0
  let q = 0
  let base = 0
  for (const { first, second } of used) {
    const n = first.base + second.base
    const weight = (first.base * second.base) / n
    weights += weight
    total += (first.events * second.base - second.events * first.base) / n
    p +=
      (first.base ** 2 * second.events -
        second.base ** 2 * first.events +
        (first.base * second.base * (second.base - first.base)) / 2) /
      n ** 2
    q +=
      (first.events * (second.base - second.events) + second.events * (first.base - first.events)) /
      (2 * n)
    base += n
  }
  const estimate = total / weights
  const stdError = Math.sqrt(Math.max(0, estimate * p + q)) / weights
  const about = { confLevel, method: 'mantel-haenszel-sato', base }
  return { ...normalShareDifference(estimate, stdError, about), strataCount: used.length }
}
