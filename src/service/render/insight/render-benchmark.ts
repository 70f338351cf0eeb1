import type { BenchmarkReport } from '../../insight/describe-benchmark.ts'
import { counted, percent, signed } from '../plain-words.ts'
import { onOneLine, type Style } from '../terminal-text.ts'
import { BAR_COLUMN, npsBar, points, pointsInterval, tableText } from './interval-table.ts'
import { gapWords, reportText } from './report-text.ts'

function verdict({ difference }: BenchmarkReport['comparisons'][number]): string {
  if (difference.confLow > 0) return 'The survey is above the benchmark.'
  if (difference.confHigh < 0) return 'The survey is below the benchmark.'
  return 'The survey cannot be told from the benchmark: the interval of the difference includes 0.'
}

/**
 * Renders a comparison with a benchmark for a terminal.
 *
 * @param report - the comparison
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderBenchmark(
  { comparisons, competitorShare }: BenchmarkReport,
  style: Style,
  title: string
): string {
  const [comparison] = comparisons
  if (comparison === undefined) {
    const sentence = 'Nobody gave a score, so there is nothing to compare.'
    return reportText({ title, about: 'benchmark', sentences: [sentence] }, style)
  }
  const { npsPoints, benchmark, difference, isBenchmarkTakenAsExact } = comparison
  const figure = benchmark.npsPoints
  const exact = { ...npsPoints, estimate: figure, confLow: figure, confHigh: figure }
  const table = tableText(
    [
      { head: '', maxColumns: 60 },
      { head: 'NPS', isRight: true },
      { head: 'Interval', isRight: true },
      BAR_COLUMN,
    ],
    [
      ['This survey', points(npsPoints), pointsInterval(npsPoints), npsBar(npsPoints)],
      [onOneLine(benchmark.source), signed(figure, 0, false), '', npsBar(exact)],
    ],
    style
  )
  return reportText(
    {
      title,
      about: `against ${onOneLine(benchmark.source)}`,
      blocks: [table],
      sentences: [
        `Difference ${gapWords(difference)} points, ${percent(difference.confLevel)} interval. ${verdict(comparison)}`,
        ...(isBenchmarkTakenAsExact
          ? ['The benchmark is taken as exact; give --std-error if it has a margin of its own.']
          : []),
        ...(competitorShare === null
          ? []
          : [
              `${counted(competitorShare.count, 'comment')} (${percent(competitorShare.estimate, 1)}) ${competitorShare.count === 1 ? 'names' : 'name'} a competitor.`,
            ]),
      ],
    },
    style
  )
}
