import { roundFigures } from '../../analysis/round-figures.ts'
import {
  type Alert,
  type AlertRule,
  evaluateAlerts,
  type HeldBack,
} from '../../insight/alerts/evaluate-alerts.ts'
import type { RoutingTable } from '../../insight/cases/route-cases.ts'
import type { Spike } from '../../insight/trends/spikes.ts'
import { type TrendOptions, trendReport } from '../../insight/trends/trend-report.ts'
import type { JoinedSurvey } from './join-responses.ts'

/** What the rules say of a survey as a whole, as if all of it had just come in. */
export type AlertsReport = {
  readonly alerts: readonly Alert[]
  readonly heldBack: readonly HeldBack[]
  /** Alerts of each rule, in the order of the rules; a rule without any shows 0. */
  readonly rules: readonly { readonly ruleId: string; readonly alertCount: number }[]
  /** Time of the last response, which stands for now; null where no response has a time. */
  readonly asOf: string | null
}

function latestSpikes(columns: JoinedSurvey['columns'], options: TrendOptions): readonly Spike[] {
  if (columns.times.every((time) => time === null)) return []
  const { periods } = trendReport(columns, options)
  return periods.at(-1)?.spikes ?? []
}

/**
 * Alert rules tried on a survey.
 *
 * @param survey - joined responses
 * @param rules - from `readAlertRules`
 * @param options - whom alerts go to; unit and time zone of the periods in which spikes are looked for
 * @returns alerts and matches that were held back; spikes are those of the last period
 * @throws {InvalidOptionError} if two rules share an id or a rule has no condition
 */
export function describeAlerts(
  { columns, facts }: Pick<JoinedSurvey, 'columns' | 'facts'>,
  rules: readonly AlertRule[],
  { routing, ...periods }: TrendOptions & { readonly routing: RoutingTable }
): AlertsReport {
  const last = columns.times.reduce<number | null>(
    (latest, time) => (time !== null && time > (latest ?? time - 1) ? time : latest),
    null
  )
  const needsSpikes = rules.some(({ kind }) => kind === 'spike')
  const { alerts, heldBack } = evaluateAlerts(
    rules,
    { responses: facts, spikes: needsSpikes ? latestSpikes(columns, periods) : [] },
    { keys: new Set(), lastAt: new Map() },
    { routing, now: last ?? 0 }
  )
  return roundFigures({
    alerts,
    heldBack,
    rules: rules.map(({ id }) => ({
      ruleId: id,
      alertCount: alerts.filter(({ ruleId }) => ruleId === id).length,
    })),
    asOf: last === null ? null : new Date(last).toISOString(),
  })
}
