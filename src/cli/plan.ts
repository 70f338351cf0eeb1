import { describePlan } from '../service/insight/describe-plan.ts'
import { NO_ROUTING } from '../service/insight/list-cases.ts'
import { readRouting } from '../service/insight/read-routing.ts'
import { renderPlan } from '../service/render/insight/render-plan.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { jsonFile } from './json-file.ts'
import { lastOf, numberOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/** Half of the complaints, when nothing else is asked for. */
const DEFAULT_FACTOR = 0.5

/**
 * Runs `whyscore plan FILE --theme ID --by DATE`: the frame of an action, numbers copied from results.
 *
 * @param argv - arguments after `plan`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function plan(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['theme', 'by', 'factor', 'routes'])
  const themeId = lastOf(flags, 'theme')
  const by = lastOf(flags, 'by')
  if (themeId === undefined || by === undefined) {
    throw new UsageError('expected --theme ID and --by DATE')
  }
  const factor = numberOf(flags, 'factor') ?? DEFAULT_FACTOR
  const path = lastOf(flags, 'routes')
  const routing = path === undefined ? NO_ROUTING : readRouting(await jsonFile('routes', path))
  const rest = [...flags.rest, `--scenario=${themeId}=${factor}`]
  const input = await readForReport({ ...flags, rest }, io)
  const { analysis, options, title } = input.file
  const { confLevel } = options.drivers
  const report = asUsage(() => describePlan(analysis, { themeId, factor, by, routing, confLevel }))
  await writeReport(input, io, report, (style) => renderPlan(report, style, title))
}
