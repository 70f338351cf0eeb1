import type { describeImpact } from '../../insight/describe-impact.ts'
import { counted, grouped, percent } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { certainty, tableText } from './interval-table.ts'
import { gapWords, reportText } from './report-text.ts'

type Report = ReturnType<typeof describeImpact>

/** Rows listed; `--format json` has all. */
const SHOWN_ROWS = 15

/** Digits after the point so that numbers of this size show three that count. */
function digitsFor(size: number): number {
  if (size >= 100) return 0
  return size >= 10 ? 1 : size >= 1 ? 2 : 3
}

/**
 * Renders what themes do to a number for a terminal.
 *
 * @param report - effects in the number's own unit
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderImpact(report: Report, style: Style, title: string): string {
  const { field, base, mean, missingCount, unreadableCount, rSquared, drivers, warnings } = report
  const size = Math.max(0, ...drivers.map(({ perMention }) => Math.abs(perMention.estimate)))
  const meanSize = Math.max(0, ...drivers.map(({ onMean }) => Math.abs(onMean.estimate)))
  const table = tableText(
    [
      { head: 'Theme', maxColumns: 34 },
      { head: '' },
      { head: 'Raised by', isRight: true },
      { head: 'Against others', isRight: true },
      { head: 'On the mean', isRight: true },
      { head: '' },
    ],
    drivers
      .slice(0, SHOWN_ROWS)
      .map(({ label, polarity, mentionCount, perMention, onMean }) => [
        label,
        polarity === 'negative' ? 'complaint' : 'praise',
        grouped(mentionCount),
        gapWords(perMention, { digits: digitsFor(size) }),
        gapWords(onMean, { digits: digitsFor(meanSize) }),
        certainty(perMention.qValue),
      ]),
    style
  )
  return reportText(
    {
      title,
      about: `what themes do to ${field}`,
      sentencesBefore: [
        ...(mean === null
          ? []
          : [
              `Mean of "${field}" ${mean.toFixed(digitsFor(Math.abs(mean)))} over ${counted(base, 'response')} with a comment; ${grouped(missingCount)} without the number${unreadableCount > 0 ? `, ${grouped(unreadableCount)} of them not readable as one` : ''}.`,
            ]),
        ...(rSquared === null || drivers.length === 0
          ? []
          : [`Themes and segments go with ${percent(rSquared)} of its spread.`]),
      ],
      blocks: drivers.length === 0 ? [] : [table],
      sentences: [
        ...warnings.map(({ detail }) => detail),
        ...(drivers.length === 0
          ? []
          : [
              'In the unit of the number. Against others: mean of those who raise the theme so minus that of similar people who do not. On the mean: how far these mentions move the mean of everybody. Associations, not proof of cause. "clear" and "likely": not chance, at a false discovery rate of 1 % and 5 %.',
            ]),
      ],
    },
    style
  )
}
