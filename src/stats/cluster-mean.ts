// Mean over clusters (accounts, strata) with weights; its error comes from how the clusters differ.

import type { IntervalEstimate } from '../domain/effect.ts'
import { InvalidCountError, InvalidOptionError } from '../domain/errors.ts'
import { criticalValueOfT, twoSidedTailOfT } from './gamma.ts'

/** One cluster's value and how much it counts; `base` only adds up to the result's base. */
export type ClusterValue = {
  readonly value: number
  readonly weight: number
  readonly base: number
}

/** A mean over clusters; the interval is missing where one cluster alone carries it. */
export type ClusterMean = IntervalEstimate & {
  readonly pValue: number
  readonly clusterCount: number
  /** Kish's effective number of clusters: as many equal ones would be as certain. */
  readonly effectiveCount: number
}

/**
 * Degrees of freedom of the HC2 variance of a weighted mean, by Bell and McCaffrey: how many independent squares
 * it is worth. With shares h and a = h² / (1 − h), the variance is e'Be with B = diag(a) − ah' − ha' + (Σa) hh'.
 */
function degreesOf(shares: readonly number[]): number {
  const sums = { a: 0, ah: 0, aa: 0, hh: 0, aah: 0, ahh: 0 }
  for (const h of shares) {
    const a = h ** 2 / (1 - h)
    sums.a += a
    sums.ah += a * h
    sums.aa += a * a
    sums.hh += h * h
    sums.aah += a * a * h
    sums.ahh += a * h * h
  }
  const trace = sums.a - 2 * sums.ah + sums.a * sums.hh
  const traceOfSquare =
    sums.aa +
    2 * sums.ah ** 2 +
    2 * sums.aa * sums.hh +
    (sums.a * sums.hh) ** 2 -
    4 * sums.aah +
    2 * sums.a * sums.ahh -
    4 * sums.a * sums.ah * sums.hh
  return trace ** 2 / traceOfSquare
}

/**
 * Weighted mean over clusters with a t interval.
 *
 * Respondents of one account are alike, so the account is the unit. Degrees of freedom fall
 * when few heavy clusters decide, which keeps the level.
 *
 * @param clusters - value, weight (0 or more) and base of each
 * @param confLevel - in (0, 1)
 * @returns the mean in the unit of the values; null with fewer than two clusters of positive weight
 * @throws {InvalidCountError} if a weight is negative
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see MacKinnon and White (1985) Journal of Econometrics 29:305-325 (HC2); Bell and McCaffrey (2002) Survey Methodology 28:169-181
 * @example
 * clusterMean([{ value: 10, weight: 1, base: 3 }, { value: 20, weight: 1, base: 5 }], 0.95)?.estimate // => 15
 */
export function clusterMean(
  clusters: readonly ClusterValue[],
  confLevel: number
): ClusterMean | null {
  if (!(confLevel > 0 && confLevel < 1)) {
    throw new InvalidOptionError('confLevel', 'a number inside (0, 1)', confLevel)
  }
  let weights = 0
  let squares = 0
  let total = 0
  let base = 0
  for (const cluster of clusters) {
    if (!(cluster.weight >= 0)) throw new InvalidCountError('weight', '0 or more', cluster.weight)
    weights += cluster.weight
    squares += cluster.weight ** 2
    total += cluster.weight * cluster.value
    base += cluster.base
  }
  const count = clusters.filter(({ weight }) => weight > 0).length
  if (count < 2) return null
  const estimate = total / weights
  const spread = clusters.reduce(
    // Heavy clusters pull the mean towards themselves; HC2 undoes what that takes from their residual.
    (sum, { value, weight }) => sum + (weight * (value - estimate)) ** 2 / (1 - weight / weights),
    0
  )
  const effectiveCount = weights ** 2 / squares
  const degrees = Math.max(1, degreesOf(clusters.map(({ weight }) => weight / weights)))
  const stdError = Math.sqrt(spread) / weights
  const half = criticalValueOfT(confLevel, degrees) * stdError
  return {
    estimate,
    confLow: estimate - half,
    confHigh: estimate + half,
    confLevel,
    method: 'cluster-mean-t',
    base,
    pValue: stdError === 0 ? Number(estimate === 0) : twoSidedTailOfT(estimate / stdError, degrees),
    clusterCount: count,
    effectiveCount,
  }
}
