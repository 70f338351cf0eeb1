import { describeRequests } from '../service/insight/describe-requests.ts'
import { renderRequests } from '../service/render/insight/render-requests.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { takeFlags } from './own-flags.ts'

/**
 * Runs `whyscore requests FILE`: what people ask for, by theme.
 *
 * @param argv - arguments after `requests`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function requests(argv: readonly string[], io: CliIo): Promise<void> {
  const input = await readForReport(takeFlags(argv, []), io)
  const { survey, file } = input
  const report = asUsage(() => describeRequests(survey, file.options.drivers.confLevel))
  await writeReport(input, io, report, (style) => renderRequests(report, style, file.title))
}
