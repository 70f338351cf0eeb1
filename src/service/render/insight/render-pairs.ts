import type { PairsReport } from '../../insight/describe-pairs.ts'
import type { Style } from '../terminal-text.ts'
import { certainty, tableText } from './interval-table.ts'
import { reportText } from './report-text.ts'

/** Pairs listed; `--format json` has all. */
const SHOWN_PAIRS = 20

/**
 * Renders pairs of themes for a terminal.
 *
 * @param report - pairs, clearest first
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderPairs({ pairs }: PairsReport, style: Style, title: string): string {
  const table = tableText(
    [
      { head: 'Theme', maxColumns: 34 },
      { head: 'with', maxColumns: 34 },
      { head: 'Comments', isRight: true },
      { head: 'Times chance', isRight: true },
      { head: 'Interval', isRight: true },
      { head: '' },
    ],
    pairs
      .slice(0, SHOWN_PAIRS)
      .map(({ firstLabel, secondLabel, togetherCount, lift, qValue }) => [
        firstLabel,
        secondLabel,
        String(togetherCount),
        lift.estimate.toFixed(1),
        `${lift.confLow.toFixed(1)} … ${lift.confHigh.toFixed(1)}`,
        certainty(qValue),
      ]),
    style
  )
  return reportText(
    {
      title,
      about: 'themes that come up together',
      blocks: pairs.length === 0 ? [] : [table],
      sentences: [
        pairs.length === 0
          ? 'No two themes come up together in five comments or more.'
          : '1.0 is what chance would give. Both in one comment does not say which came first. "clear" and "likely": not chance, at a false discovery rate of 1 % and 5 %.',
      ],
    },
    style
  )
}
