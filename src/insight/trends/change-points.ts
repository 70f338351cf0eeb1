// Periods after which NPS stays at another level: the strongest split of the series, tested against series
// without one, then the same on either side.

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { IntervalEstimate } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import { normalQuantile } from '../../stats/normal.ts'
import { npsGap, type ScoreGroupCounts } from '../../stats/nps.ts'

/** NPS changes its level between two periods. */
export type ChangePoint = {
  /** Index of the first period on the new level. */
  readonly at: number
  /** Level after minus level before, up to the neighbouring change points; not corrected for having been looked for. */
  readonly npsPoints: IntervalEstimate
  /** Chance of a split as clear as this in a series without any. */
  readonly pValue: number
}

export type ChangePointOptions = {
  /** Chance of finding a change where there is none, in (0, 1); default 0.05. */
  readonly falseAlarmRate?: number
  readonly confLevel?: number
  readonly seed?: number
}

/** Random series per test: the p-value's own error is then below 0.005 at 0.05. */
const RANDOM_SERIES = 1999

/** Fewest periods with scores on either side of a change. */
const MIN_PERIODS_EACH_SIDE = 2

type Point = { readonly n: number; readonly mean: number }

function sizeOf({ detractors, passives, promoters }: ScoreGroupCounts): number {
  return detractors + passives + promoters
}

function sumOfCounts(counts: readonly ScoreGroupCounts[]): ScoreGroupCounts {
  return counts.reduce(
    (sum, c) => ({
      detractors: sum.detractors + c.detractors,
      passives: sum.passives + c.passives,
      promoters: sum.promoters + c.promoters,
    }),
    { detractors: 0, passives: 0, promoters: 0 }
  )
}

/** Largest |z| over all splits of a series of means with known spread 1 per respondent, and where. */
function strongestSplit(points: readonly Point[]): { at: number; z: number } {
  const n = points.reduce((sum, p) => sum + p.n, 0)
  const total = points.reduce((sum, p) => sum + p.n * p.mean, 0)
  let left = 0
  let leftSum = 0
  let best = { at: 0, z: 0 }
  points.forEach((point, i) => {
    if (i >= MIN_PERIODS_EACH_SIDE && points.length - i >= MIN_PERIODS_EACH_SIDE) {
      const gap = (total - leftSum) / (n - left) - leftSum / left
      const z = Math.abs(gap) / Math.sqrt(1 / left + 1 / (n - left))
      if (z > best.z) best = { at: i, z }
    }
    left += point.n
    leftSum += point.n * point.mean
  })
  return best
}

/** Standard normal numbers from a seed, by the quantile function. */
function normalNumbers(seed: number): () => number {
  const generator = xoroshiro128plus(seed)
  // Half a step inwards keeps the probabilities off 0 and 1.
  return () => normalQuantile(uniformFloat64(generator) * (1 - 2 ** -52) + 2 ** -53)
}

/** Share of random series of the same sizes, without a change, with a split at least as strong. */
function splitP(points: readonly Point[], z: number, seed: number): number {
  const next = normalNumbers(seed)
  let stronger = 0
  for (let run = 0; run < RANDOM_SERIES; run++) {
    const series = points.map(({ n }) => ({ n, mean: next() / Math.sqrt(n) }))
    if (strongestSplit(series).z >= z) stronger++
  }
  return (stronger + 1) / (RANDOM_SERIES + 1)
}

type Series = {
  readonly counts: readonly ScoreGroupCounts[]
  readonly options: Required<ChangePointOptions>
}

function search(series: Series, from: number, to: number): { at: number; pValue: number }[] {
  const { counts, options } = series
  const filled = counts
    .slice(from, to)
    .flatMap((c, i) => (sizeOf(c) > 0 ? [{ c, at: from + i }] : []))
  if (filled.length < 2 * MIN_PERIODS_EACH_SIDE) return []
  const whole = sumOfCounts(filled.map(({ c }) => c))
  const base = sizeOf(whole)
  const mean = (whole.promoters - whole.detractors) / base
  const spread = Math.sqrt((whole.promoters + whole.detractors) / base - mean ** 2)
  if (!(spread > 0)) return []
  const points = filled.map(({ c }) => ({
    n: sizeOf(c),
    mean: (c.promoters - c.detractors) / sizeOf(c) / spread,
  }))
  const split = strongestSplit(points)
  const pValue = splitP(points, split.z, options.seed)
  if (pValue > options.falseAlarmRate) return []
  const at = filled[split.at]?.at ?? from
  return [...search(series, from, at), { at, pValue }, ...search(series, at, to)]
}

/**
 * Periods from which on NPS is at another level.
 *
 * Finds steps, not slow drifts (see the trend test for those) and not single odd periods. A series without a change
 * gives one at `falseAlarmRate`. The random series are drawn from `seed`: same input, same answer.
 *
 * @param counts - score groups of consecutive periods; empty ones are passed over
 * @param options - false alarm rate, level of the intervals, seed
 * @returns change points in order of time; `[]` with fewer than four periods with scores
 * @throws {InvalidOptionError} if the false alarm rate is not inside (0, 1)
 * @see Worsley (1979) JASA 74:365-367; Vostrikova (1981) Soviet Mathematics Doklady 24:55-59
 * @example
 * changePoints(months)[0]?.at // => 3: from the fourth month on
 */
export function changePoints(
  counts: readonly ScoreGroupCounts[],
  options: ChangePointOptions = {}
): ChangePoint[] {
  const all = { falseAlarmRate: 0.05, confLevel: 0.95, seed: 1, ...options }
  if (!(all.falseAlarmRate > 0 && all.falseAlarmRate < 1)) {
    throw new InvalidOptionError('falseAlarmRate', 'a number inside (0, 1)', all.falseAlarmRate)
  }
  const found = search({ counts, options: all }, 0, counts.length)
  return found.map(({ at, pValue }, i) => {
    const before = sumOfCounts(counts.slice(found[i - 1]?.at ?? 0, at))
    const after = sumOfCounts(counts.slice(at, found[i + 1]?.at ?? counts.length))
    const { pValue: _, ...npsPoints } = npsGap(after, before, all.confLevel)
    return { at, npsPoints, pValue }
  })
}
