import { describeAction } from '../service/insight/describe-action.ts'
import { renderAction } from '../service/render/insight/render-action.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { countOf, lastOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `whyscore before-after FILE --at DATE`: did an action show?
 *
 * @param argv - arguments after `before-after`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function beforeAfter(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['at', 'days', 'settle-days', 'about', 'touched', 'min-base'])
  const at = lastOf(flags, 'at')
  if (at === undefined) throw new UsageError('expected --at DATE: the day of the action')
  const request = {
    at,
    days: countOf(flags, 'days'),
    settleDays: countOf(flags, 'settle-days'),
    theme: lastOf(flags, 'about'),
    touched: lastOf(flags, 'touched'),
    minBase: countOf(flags, 'min-base'),
  }
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const { confLevel } = file.options.drivers
  const report = asUsage(() => describeAction(survey, { ...request, confLevel }))
  await writeReport(input, io, report, (style) => renderAction(report, style, file.title))
}
