import type { Cell } from '../../../insight/cells/cell.ts'
import type { SegmentReport } from '../../../insight/segments/segment-report.ts'
import { percent, signed } from '../plain-words.ts'
import { onOneLine, type Style, wrap } from '../terminal-text.ts'
import { BAR_COLUMN, cellFigures, SUPPRESSION_WORDS, tableText } from './interval-table.ts'

function row(cell: Cell): string[] {
  const name = cell.keys.map((key) => key.bucket).join(' × ')
  if (cell.suppressed !== null) return [name, '', '', '', SUPPRESSION_WORDS[cell.suppressed]]
  return [
    name,
    ...cellFigures(cell),
    cell.distinctiveThemes
      .slice(0, 2)
      .map((theme) => theme.label)
      .join(', '),
  ]
}

/** Sentences for what the figures together say. */
function findings(report: SegmentReport): string[] {
  const { trend } = report
  return [
    ...(trend === null
      ? []
      : [
          `Over the buckets in order NPS changes by ${signed(trend.npsPoints.slope, 1)} points per step (p ${pText(trend.npsPoints.pValue)}), the share of detractors by ${signed(100 * trend.detractorShare.slope, 1)} percentage points (Cochran–Armitage, p ${pText(trend.detractorShare.pValue)}).${
            trend.largestDrop === null
              ? ''
              : ` The largest fall, ${signed(trend.largestDrop.npsPoints, 0)}, lies between "${trend.largestDrop.from}" and "${trend.largestDrop.to}".`
          }`,
        ]),
    ...report.interactions
      .filter((theme) => (theme.test?.qValue ?? 1) <= 0.05)
      .map((theme) => {
        const effects = theme.cells.flatMap(({ keys, effect }) =>
          effect
            ? [`${keys.map((k) => k.bucket).join(' × ')} ${signed(100 * effect.estimate, 1)}`]
            : []
        )
        return `"${theme.label}" does not do the same everywhere (percentage points of detractors): ${effects.join(', ')}.`
      }),
    ...report.simpson.map(
      ({ bucket, within, kind, overall, adjusted }) =>
        `"${bucket}": ${signed(100 * overall.estimate, 0)} percentage points of detractors against the others, but ${signed(100 * adjusted.estimate, 0)} within "${within}" (${SIMPSON_WORDS[kind]}).`
    ),
  ]
}

const SIMPSON_WORDS = {
  reversal: 'the difference turns round',
  explained: 'that field explains it',
  masked: 'the difference shows only there',
} as const

/** A p-value as people write it. */
export function pText(pValue: number): string {
  return pValue < 0.001 ? '< 0.001' : pValue.toFixed(3)
}

/**
 * Renders segments for a terminal.
 *
 * @param report - cells and findings
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderSegments(report: SegmentReport, style: Style, title: string): string {
  const by = report.fields.map(({ field }) => field).join(' × ')
  const table = tableText(
    [
      { head: by, maxColumns: 34 },
      { head: 'Scores', isRight: true },
      { head: 'NPS', isRight: true },
      { head: 'Interval', isRight: true },
      BAR_COLUMN,
      { head: 'vs rest', isRight: true },
      { head: '' },
      { head: 'Raised more here', maxColumns: 44 },
    ],
    report.cells.filter(({ suppressed, base }) => suppressed !== null || base !== 0).map(row),
    style
  )
  const edges = report.fields
    .filter(({ kind, edges: inner }) => kind === 'quantiles' && inner !== null)
    .map(({ field, edges: inner }) => `"${field}" was cut at ${inner?.join(', ')}.`)
  const sentences = [
    ...findings(report),
    ...edges,
    ...report.warnings.map((warning) => warning.detail),
    `NPS with its ${percent(report.cells.find((c) => c.figures)?.figures?.npsPoints.confLevel ?? null)} interval; "clear" and "likely": different from all others at a false discovery rate of 1 % and 5 %.`,
  ]
  return [
    `${style.bold('Whyscore')} · ${onOneLine(title)} · by ${by}`,
    '',
    table,
    '',
    ...sentences.map((sentence) => wrap(sentence, style.columns)),
    '',
  ].join('\n')
}
