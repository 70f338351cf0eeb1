import { describeImpact } from '../service/insight/describe-impact.ts'
import { renderImpact } from '../service/render/insight/render-impact.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { lastOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `whyscore impact FILE --on FIELD`: what themes do to satisfaction, revenue, renewal or any number.
 *
 * @param argv - arguments after `impact`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function impact(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['on'])
  const on = lastOf(flags, 'on')
  if (on === undefined) throw new UsageError('expected --on FIELD (or --on score)')
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const { adjustFor, minMentions, confLevel } = file.options.drivers
  const report = asUsage(() =>
    describeImpact(
      survey,
      survey.facts.map(({ score }) => score),
      { on, adjustFor, minMentions, confLevel }
    )
  )
  await writeReport(input, io, report, (style) => renderImpact(report, style, file.title))
}
