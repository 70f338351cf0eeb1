import type { IntervalEstimate } from '../../../domain/effect.ts'
import type { Retention } from '../../../insight/numbers/retention.ts'
import { counted, grouped, percent, signed } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { certainty, tableText } from './interval-table.ts'
import { gapWords, reportText } from './report-text.ts'

const NAMES = { detractor: 'Detractors', passive: 'Passives', promoter: 'Promoters' } as const

function levelWords(level: IntervalEstimate | null, isShare: boolean): string {
  if (level === null) return '–'
  const { estimate, confLow, confHigh } = level
  if (isShare) return `${percent(estimate)} (${percent(confLow)} to ${percent(confHigh)})`
  return `${rounded(estimate)} (${rounded(confLow)} to ${rounded(confHigh)})`
}

/** Three digits or so: nobody reads more of a mean. */
function rounded(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return signed(value, digits, false)
}

/**
 * Renders what became of each score group for a terminal.
 *
 * @param report - score groups with the outcome
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderRetention(report: Retention, style: Style, title: string): string {
  const { field, isShare, groups, unscoredCount, warnings } = report
  const table = tableText(
    [
      { head: '' },
      { head: 'Responses', isRight: true },
      { head: `With "${field}"`, isRight: true, maxColumns: 30 },
      { head: isShare ? 'Share of yes' : 'Mean', isRight: true },
      { head: isShare ? 'Against the others, points' : 'Against the others', isRight: true },
      { head: '' },
    ],
    groups.map(({ scoreGroup, responseCount, missingCount, mean, versusOthers }) => [
      NAMES[scoreGroup],
      grouped(responseCount),
      grouped(responseCount - missingCount),
      levelWords(mean, isShare),
      versusOthers ? gapWords(versusOthers, isShare ? { factor: 100 } : { digits: 1 }) : '–',
      certainty(versusOthers?.qValue),
    ]),
    style
  )
  return reportText(
    {
      title,
      about: `${field} by score group`,
      blocks: [table],
      sentences: [
        ...warnings.map(({ detail }) => `Note: ${detail}.`),
        ...(unscoredCount > 0
          ? [`${counted(unscoredCount, 'response')} without a score are in no group.`]
          : []),
      ],
    },
    style
  )
}
