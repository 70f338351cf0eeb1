import { describeAlerts } from '../service/insight/describe-alerts.ts'
import { NO_ROUTING } from '../service/insight/list-cases.ts'
import { readAlertRules } from '../service/insight/read-alert-rules.ts'
import { readRouting } from '../service/insight/read-routing.ts'
import { renderAlerts } from '../service/render/insight/render-alerts.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { jsonFile } from './json-file.ts'
import { choiceOf, lastOf, takeFlags } from './own-flags.ts'
import { UNITS } from './trends.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `whyscore alerts FILE --rules FILE.json`: what alert rules would have said.
 *
 * @param argv - arguments after `alerts`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function alerts(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['rules', 'routes', 'period', 'time-zone'])
  const rulesPath = lastOf(flags, 'rules')
  if (rulesPath === undefined) throw new UsageError('expected --rules FILE.json')
  const rules = readAlertRules(await jsonFile('rules', rulesPath))
  const routesPath = lastOf(flags, 'routes')
  const routing =
    routesPath === undefined ? NO_ROUTING : readRouting(await jsonFile('routes', routesPath))
  const unit = choiceOf(flags, 'period', UNITS, 'month')
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const report = asUsage(() =>
    describeAlerts(survey, rules, {
      routing,
      unit,
      timeZone: lastOf(flags, 'time-zone') ?? 'UTC',
      confLevel: file.options.drivers.confLevel,
      seed: file.options.seed,
    })
  )
  const labels = new Map(survey.columns.themes.map(({ id, label }) => [id, label]))
  await writeReport(input, io, report, (style) => renderAlerts(report, labels, style, file.title))
}
