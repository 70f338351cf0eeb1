import { readBands } from '../service/insight/action-verbs.ts'
import { describeSummary } from '../service/insight/describe-summary.ts'
import { renderSummary } from '../service/render/insight/render-summary.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { lastOf, takeFlags } from './own-flags.ts'

/**
 * Runs `whyscore summary FILE`: the survey in sentences, with quotes.
 *
 * @param argv - arguments after `summary`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function summary(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['bands'])
  const bands = asUsage(() => readBands(lastOf(flags, 'bands') ?? ''))
  const input = await readForReport(flags, io, ['responses', 'quotes'])
  const report = asUsage(() => describeSummary(input.file.analysis, bands))
  await writeReport(input, io, report, (style) => renderSummary(report, style, input.file.title))
}
