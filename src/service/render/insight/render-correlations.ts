import type { describeCorrelations } from '../../insight/describe-correlations.ts'
import { grouped, signed } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { certainty, tableText } from './interval-table.ts'
import { reportText } from './report-text.ts'

type Report = ReturnType<typeof describeCorrelations>
type Field = Report['reports'][number]

/** Themes listed beside the score; `--format json` has all. */
const SHOWN_THEMES = 12

function figure(correlation: Field['correlations'][number]['pearson']): string[] {
  if (correlation === null) return ['–', '']
  const { estimate, confLow, confHigh } = correlation
  return [signed(estimate, 2), `${signed(confLow, 2)} … ${signed(confHigh, 2)}`]
}

function fieldTable({ correlations }: Field, style: Style): string {
  const [score, ...themes] = correlations
  return tableText(
    [
      { head: '', maxColumns: 40 },
      { head: 'Pearson', isRight: true },
      { head: 'Interval', isRight: true },
      { head: 'Spearman', isRight: true },
      { head: 'Interval', isRight: true },
      { head: 'Pairs', isRight: true },
      { head: 'Missing', isRight: true },
      { head: '' },
    ],
    [...(score ? [score] : []), ...themes.slice(0, SHOWN_THEMES)].map((row) => [
      row.with === 'score' ? 'Score' : `Raises: ${row.label}`,
      ...figure(row.pearson),
      ...figure(row.spearman),
      grouped(row.base),
      grouped(row.missingCount),
      row.pearson === null ? 'cannot be told' : certainty(row.qValue),
    ]),
    style
  )
}

/**
 * Renders correlations for a terminal.
 *
 * @param report - one part per field
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderCorrelations({ reports }: Report, style: Style, title: string): string {
  return reportText(
    {
      title,
      about: `correlation with ${reports.map(({ field }) => field).join(', ')}`,
      blocks: reports.map((field) => `${style.bold(field.field)}\n${fieldTable(field, style)}`),
      sentences: [
        ...reports.flatMap(({ warnings }) => warnings.map(({ detail }) => detail)),
        ...reports
          .filter(({ unreadableCount }) => unreadableCount > 0)
          .map(
            ({ field, unreadableCount }) =>
              `${grouped(unreadableCount)} values of "${field}" are neither numbers nor yes or no.`
          ),
        'From −1 to +1; 0 is no connection. "clear" and "likely": not chance, at a false discovery rate of 1 % and 5 %. Spearman looks at ranks, so single extreme values do not decide it.',
      ],
    },
    style
  )
}
