import { describeRetention } from '../service/insight/describe-retention.ts'
import { renderRetention } from '../service/render/insight/render-retention.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { lastOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `whyscore retention FILE --on FIELD`: what became of promoters, passives and detractors.
 *
 * @param argv - arguments after `retention`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function retention(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['on'])
  const on = lastOf(flags, 'on')
  if (on === undefined) throw new UsageError('expected --on FIELD, such as --on churned')
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const report = asUsage(() => describeRetention(survey, on, file.options.drivers.confLevel))
  await writeReport(input, io, report, (style) => renderRetention(report, style, file.title))
}
