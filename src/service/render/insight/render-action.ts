import type { ActionReport } from '../../insight/describe-action.ts'
import { onOneLine, type Style } from '../terminal-text.ts'
import { tableText } from './interval-table.ts'
import { pText } from './render-segments.ts'
import { gapWords, reportText } from './report-text.ts'

type Figure = ActionReport['npsPoints']

function row(name: string, figure: Figure, factor: number): string[] {
  return figure === null
    ? [name, '–', 'too few answers']
    : [
        name,
        gapWords(figure, { factor, digits: factor === 1 ? 0 : 1 }),
        `p ${pText(figure.pValue)}`,
      ]
}

function verdict({ npsPoints, npsBeyondOthers }: ActionReport): string[] {
  const figure = npsBeyondOthers ?? npsPoints
  if (figure === null) return []
  if (figure.confLow > 0) return ['NPS rose.']
  if (figure.confHigh < 0) return ['NPS fell.']
  return ['No change of NPS can be told from chance.']
}

/**
 * Renders before and after an action for a terminal.
 *
 * @param report - the changes
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderAction(report: ActionReport, style: Style, title: string): string {
  const { at, days, settleDays, theme, touched, baseBefore, baseAfter } = report
  const table = tableText(
    [{ head: 'After minus before' }, { head: 'Change', isRight: true }, { head: '' }],
    [
      row('NPS, points', report.npsPoints, 1),
      row('Share of detractors, percentage points', report.detractorShare, 100),
      ...(theme === null
        ? []
        : [row(`Mentions of ${theme.label}, percentage points`, report.mentionShare, 100)]),
      ...(touched === null
        ? []
        : [row('NPS beyond the change of all others, points', report.npsBeyondOthers, 1)]),
    ],
    style
  )
  const whom = touched === null ? '' : ` where ${onOneLine(`${touched.field} is ${touched.value}`)}`
  const settle = settleDays > 0 ? `, ${settleDays} days to settle left out` : ''
  return reportText(
    {
      title,
      about: `before and after ${at}`,
      sentencesBefore: [
        `${baseBefore} scores in the ${days} days before, ${baseAfter} in the ${days} days after${whom}${settle}.`,
      ],
      blocks: [table],
      sentences: [
        ...verdict(report),
        ...report.warnings.map(({ detail }) => detail),
        touched === null
          ? 'A change after an action need not be its effect: name whom it reached with --touched FIELD=VALUE to compare with the others.'
          : 'Beyond the others: the change of those whom the action reached minus the change of the rest.',
      ],
    },
    style
  )
}
