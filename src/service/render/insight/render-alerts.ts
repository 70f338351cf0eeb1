import type { AlertsReport } from '../../insight/describe-alerts.ts'
import { counted } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { tableText } from './interval-table.ts'
import { reportText } from './report-text.ts'

/** Alerts listed; `--format json` has all. */
const SHOWN_ALERTS = 25

const REASON_WORDS = {
  'already-sent': 'sent already',
  silenced: 'silenced',
  paused: 'within the pause after another',
} as const

/** Why matches were held back, counted. */
function heldBackWords({ heldBack }: AlertsReport): string[] {
  const kinds = ['already-sent', 'silenced', 'paused'] as const
  return kinds.flatMap((kind) => {
    const count = heldBack.filter(({ reason }) => reason === kind).length
    return count === 0 ? [] : [`${counted(count, 'match')} held back: ${REASON_WORDS[kind]}.`]
  })
}

/**
 * Renders alerts for a terminal.
 *
 * @param report - alerts and what was held back
 * @param labels - label of each theme id
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderAlerts(
  report: AlertsReport,
  labels: ReadonlyMap<string, string>,
  style: Style,
  title: string
): string {
  const { alerts, rules, asOf } = report
  const table = tableText(
    [
      { head: 'Rule', maxColumns: 20 },
      { head: 'About', maxColumns: 16 },
      { head: 'Account', maxColumns: 20 },
      { head: 'Theme', maxColumns: 24 },
      { head: 'Because', maxColumns: 40 },
      { head: 'Team', maxColumns: 18 },
      { head: 'In their words', maxColumns: 50 },
    ],
    alerts
      .slice(0, SHOWN_ALERTS)
      .map((alert) => [
        alert.ruleId,
        alert.responseId ?? 'all responses',
        alert.accountId ?? '',
        alert.themeId === null ? '' : (labels.get(alert.themeId) ?? alert.themeId),
        alert.reasons.join('; '),
        alert.team,
        alert.quote ?? '',
      ]),
    style
  )
  const left = alerts.length - SHOWN_ALERTS
  return reportText(
    {
      title,
      about: counted(alerts.length, 'alert'),
      blocks: alerts.length === 0 ? [] : [table],
      sentences: [
        ...(left > 0 ? [`and ${counted(left, 'more alert')}; --format json lists all`] : []),
        `${rules.map(({ ruleId, alertCount }) => `${ruleId}: ${alertCount}`).join(', ')}.`,
        ...heldBackWords(report),
        asOf === null
          ? 'No response has a time, so spikes cannot be looked for.'
          : `As of ${asOf}, the time of the last response. Spikes are those of the last period. Nothing was sent.`,
      ],
    },
    style
  )
}
