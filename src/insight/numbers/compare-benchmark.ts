// The survey's NPS beside a figure that the caller brings, with the caller's source. We keep no averages of our own.

import type { IntervalEstimate } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import { criticalValue } from '../../stats/normal.ts'
import type { ScoreGroupCounts } from '../../stats/nps.ts'
import { npsInterval } from '../../stats/nps.ts'

/** A figure from outside. */
export type Benchmark = {
  readonly npsPoints: number
  /** Where the figure comes from, shown with every comparison. */
  readonly source: string
  /** Its own standard error in points, when known; otherwise it is taken as exact, and the result says so. */
  readonly stdErrorPoints?: number
}

export type BenchmarkComparison = {
  readonly npsPoints: IntervalEstimate
  readonly benchmark: Benchmark
  /** Survey minus benchmark, points. */
  readonly difference: IntervalEstimate
  readonly isBenchmarkTakenAsExact: boolean
}

/**
 * Difference of the survey's NPS from a benchmark.
 *
 * @param counts - score groups of the survey
 * @param benchmark - figure with its source
 * @param confLevel - in (0, 1)
 * @returns both figures and their difference with interval
 * @throws {InvalidOptionError} if the figure lies outside [-100, 100], its error is negative, or the source is blank
 * @see npsInterval
 * @example
 * compareBenchmark(counts, { npsPoints: 31, source: 'Trade report 2025, p. 4' }, 0.95).difference.estimate
 */
export function compareBenchmark(
  counts: ScoreGroupCounts,
  benchmark: Benchmark,
  confLevel: number
): BenchmarkComparison {
  const { npsPoints: figure, source, stdErrorPoints = 0 } = benchmark
  if (!(figure >= -100 && figure <= 100)) {
    throw new InvalidOptionError('benchmark', 'points from -100 to 100', figure)
  }
  if (!(stdErrorPoints >= 0)) {
    throw new InvalidOptionError('stdErrorPoints', '0 or more', stdErrorPoints)
  }
  if (source.trim() === '')
    throw new InvalidOptionError('source', 'where the figure comes from', source)
  const npsPoints = npsInterval(counts, confLevel)
  const own = criticalValue(confLevel) * stdErrorPoints
  const estimate = npsPoints.estimate - figure
  return {
    npsPoints,
    benchmark,
    difference: {
      estimate,
      confLow: estimate - Math.hypot(npsPoints.estimate - npsPoints.confLow, own),
      confHigh: estimate + Math.hypot(npsPoints.confHigh - npsPoints.estimate, own),
      confLevel,
      method: 'nps-adjusted-wald',
      base: npsPoints.base,
    },
    isBenchmarkTakenAsExact: stdErrorPoints === 0,
  }
}
