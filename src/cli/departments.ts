import { describeDepartments } from '../service/insight/describe-departments.ts'
import { readRouting } from '../service/insight/read-routing.ts'
import { renderDepartments } from '../service/render/insight/render-departments.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { jsonFile } from './json-file.ts'
import { lastOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `whyscore departments FILE --routes FILE.json`: themes by the department that owns them.
 *
 * @param argv - arguments after `departments`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function departments(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['routes'])
  const path = lastOf(flags, 'routes')
  if (path === undefined) throw new UsageError('expected --routes FILE.json: which team owns what')
  const routing = readRouting(await jsonFile('routes', path))
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const report = asUsage(() => describeDepartments(survey, routing))
  await writeReport(input, io, report, (style) => renderDepartments(report, style, file.title))
}
