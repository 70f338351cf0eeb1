import { describeContrast } from '../service/insight/describe-contrast.ts'
import { renderContrast } from '../service/render/insight/render-contrast.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { listOf, takeFlags } from './own-flags.ts'

/**
 * Runs `whyscore contrast FILE`: what promoters talk about and detractors do not, and the other way round.
 *
 * @param argv - arguments after `contrast`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function contrast(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['between'])
  const between = listOf(flags, 'between') ?? ['promoters', 'detractors']
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const report = asUsage(() => describeContrast(survey, between, file.options.drivers.confLevel))
  await writeReport(input, io, report, (style) => renderContrast(report, style, file.title))
}
