import { describePairs } from '../service/insight/describe-pairs.ts'
import { renderPairs } from '../service/render/insight/render-pairs.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { takeFlags } from './own-flags.ts'

/**
 * Runs `whyscore pairs FILE`: themes that come up together.
 *
 * @param argv - arguments after `pairs`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function pairs(argv: readonly string[], io: CliIo): Promise<void> {
  const input = await readForReport(takeFlags(argv, []), io)
  const { survey, file } = input
  const report = asUsage(() => describePairs(survey, file.options.drivers.confLevel))
  await writeReport(input, io, report, (style) => renderPairs(report, style, file.title))
}
