import { listCases, NO_ROUTING } from '../service/insight/list-cases.ts'
import { readRouting } from '../service/insight/read-routing.ts'
import { renderCases } from '../service/render/insight/render-cases.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { jsonFile } from './json-file.ts'
import { lastOf, takeFlags } from './own-flags.ts'

/**
 * Runs `whyscore cases FILE`: detractors to call back, passives to keep, promoters to thank.
 *
 * @param argv - arguments after `cases`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function cases(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['routes', 'consent', 'by'])
  const path = lastOf(flags, 'routes')
  const routing = path === undefined ? NO_ROUTING : readRouting(await jsonFile('routes', path))
  const input = await readForReport(flags, io)
  const lists = asUsage(() =>
    listCases(input.survey, {
      routing,
      consent: lastOf(flags, 'consent'),
      by: lastOf(flags, 'by'),
    })
  )
  const labels = new Map(input.survey.columns.themes.map(({ id, label }) => [id, label]))
  await writeReport(input, io, lists, (style) =>
    renderCases(lists, labels, style, input.file.title)
  )
}
