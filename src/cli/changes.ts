import { describeChanges } from '../service/insight/describe-changes.ts'
import { renderChanges } from '../service/render/insight/render-changes.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { countOf, lastOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `whyscore changes FILE --from PERIOD --to PERIOD`: what a change of NPS is made of.
 *
 * @param argv - arguments after `changes`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function changes(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['from', 'to', 'time-zone', 'min-base'])
  const before = lastOf(flags, 'from')
  const after = lastOf(flags, 'to')
  if (before === undefined || after === undefined) {
    throw new UsageError('expected --from PERIOD and --to PERIOD, such as 2026-05 and 2026-06')
  }
  const minBase = countOf(flags, 'min-base')
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const report = asUsage(() =>
    describeChanges(survey, {
      before,
      after,
      timeZone: lastOf(flags, 'time-zone') ?? 'UTC',
      confLevel: file.options.drivers.confLevel,
      ...(minBase !== undefined && { minBase }),
    })
  )
  await writeReport(input, io, report, (style) => renderChanges(report, style, file.title))
}
