import type { PeriodFigures, TrendReport } from '../../../insight/trends/trend-report.ts'
import { percent, signed } from '../plain-words.ts'
import { onOneLine, type Style, wrap } from '../terminal-text.ts'
import { partsTable, sameRespondentsText } from './change-text.ts'
import {
  BAR_COLUMN,
  certainty,
  npsBar,
  points,
  pointsInterval,
  SUPPRESSION_WORDS,
  tableText,
} from './interval-table.ts'
import { pText } from './render-segments.ts'

const SPIKE_WORDS = { new: 'new', spike: 'spike', emerging: 'rising' } as const

function row({ period, cell, npsChange, spikes }: PeriodFigures): string[] {
  if (cell.suppressed !== null) return [period, '', '', '', SUPPRESSION_WORDS[cell.suppressed]]
  if (cell.responseCount === 0) return [period, '0', '', '', '(gap: no answers)']
  const nps = cell.figures?.npsPoints
  return [
    period,
    String(cell.base),
    points(nps),
    pointsInterval(nps),
    npsBar(nps),
    npsChange === null ? '' : points(npsChange, true),
    certainty(npsChange?.qValue),
    spikes.map((spike) => `${SPIKE_WORDS[spike.kind]}: ${spike.label}`).join(', '),
  ]
}

function changeText({ lastChange }: TrendReport, style: Style): string[] {
  if (lastChange === null) return []
  const { decomposition, sameRespondents, before, after } = lastChange
  const change = decomposition.npsPoints
  return [
    `What the change of NPS from ${before} to ${after}, ${signed(change.estimate, 1)} (${signed(change.confLow, 1)} … ${signed(change.confHigh, 1)}), is made of:`,
    partsTable(decomposition, style),
    '',
    sameRespondentsText(sameRespondents),
  ]
}

/** The coming period, or that the past does not tell. */
function forecastText({ forecast, unit }: TrendReport): string[] {
  const [next] = forecast?.points ?? []
  if (!forecast || !next) return []
  const { meanError, lastValueMeanError } = forecast.backTest
  const range = `${signed(next.npsPoints, 0, false)} (${signed(next.confLow, 0, false)} … ${signed(next.confHigh, 0, false)})`
  const tested = `mean error ${meanError.toFixed(1)} points against ${lastValueMeanError.toFixed(1)} of repeating the last value`
  return [
    forecast.isBetterThanLastValue
      ? `If it goes on as it has, NPS of the next ${unit} will be ${range}; on the past: ${tested}.`
      : `No forecast beats repeating the last value on the past (${tested}); that gives ${range} for the next ${unit}.`,
  ]
}

/**
 * Renders trends for a terminal.
 *
 * @param report - periods, changes and alarms
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderTrends(report: TrendReport, style: Style, title: string): string {
  const table = tableText(
    [
      {
        head:
          report.unit === 'day' ? 'Day' : `${report.unit[0]?.toUpperCase()}${report.unit.slice(1)}`,
      },
      { head: 'Scores', isRight: true },
      { head: 'NPS', isRight: true },
      { head: 'Interval', isRight: true },
      BAR_COLUMN,
      { head: 'Change', isRight: true },
      { head: '' },
      { head: 'Themes out of line', maxColumns: 60 },
    ],
    report.periods.map(row),
    style
  )
  const { npsTrend, npsSlope } = report
  const range = npsSlope
    ? ` (${signed(npsSlope.confLow, 1)} … ${signed(npsSlope.confHigh, 1)}, p ${pText(npsTrend?.pValue ?? 1)})`
    : ''
  const sentences = [
    ...(npsTrend === null
      ? []
      : [`Trend: ${signed(npsTrend.slope, 1)} points per ${report.unit}${range}.`]),
    ...report.changePoints.map(
      ({ period, npsPoints, pValue }) =>
        `From ${period} on NPS is at another level: ${points(npsPoints, true)} (${pointsInterval(npsPoints, true)}, p ${pText(pValue)}).`
    ),
    ...forecastText(report),
    ...report.warnings.map((warning) => warning.detail),
    `Days begin at midnight in ${report.timeZone}. "clear" and "likely": changed from the period before at a false discovery rate of 1 % and 5 %. A theme is out of line against its own past; at most ${percent(0.05)} of quiet periods raise an alarm.`,
  ]
  return [
    `${style.bold('Whyscore')} · ${onOneLine(title)} · by ${report.unit}`,
    '',
    table,
    '',
    ...changeText(report, style).map((text) =>
      text.includes('\n') ? text : wrap(text, style.columns)
    ),
    ...sentences.map((sentence) => wrap(sentence, style.columns)),
    '',
  ].join('\n')
}
