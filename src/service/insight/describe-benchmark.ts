import { roundFigures } from '../../analysis/round-figures.ts'
import type { IntervalEstimate } from '../../domain/effect.ts'
import {
  type Benchmark,
  type BenchmarkComparison,
  compareBenchmark,
} from '../../insight/numbers/compare-benchmark.ts'
import { flagShare } from '../../insight/numbers/flag-share.ts'
import type { JoinedSurvey } from './join-responses.ts'

/** The survey beside a figure from outside, and how often comments name a competitor. */
export type BenchmarkReport = {
  /** `[]` when nobody gave a score. */
  readonly comparisons: readonly BenchmarkComparison[]
  /** Responses that name a competitor, of those with a usable comment; null without comments. */
  readonly competitorShare: (IntervalEstimate & { readonly count: number }) | null
}

/**
 * The survey's NPS beside a benchmark that the caller brings.
 *
 * @param survey - joined responses
 * @param benchmark - figure with its source
 * @param confLevel - in (0, 1)
 * @returns the comparison with figures cut to twelve digits
 * @throws {InvalidOptionError} if the figure is no NPS or has no source
 */
export function describeBenchmark(
  { columns, facts }: Pick<JoinedSurvey, 'columns' | 'facts'>,
  benchmark: Benchmark,
  confLevel: number
): BenchmarkReport {
  const counts = { detractors: 0, passives: 0, promoters: 0 }
  for (const group of columns.scoreGroups) if (group !== null) counts[`${group}s`]++
  const base = counts.detractors + counts.passives + counts.promoters
  return roundFigures({
    comparisons: base === 0 ? [] : [compareBenchmark(counts, benchmark, confLevel)],
    competitorShare: flagShare(
      columns,
      facts.map(({ flags }) => flags),
      { flag: 'competitor', confLevel }
    ),
  })
}
