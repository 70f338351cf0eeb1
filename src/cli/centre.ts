import { describeCentring } from '../service/insight/describe-centring.ts'
import { renderCentring } from '../service/render/insight/render-centring.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { bucketRulesOf, countOf, lastOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `whyscore centre FILE --by FIELD --within FIELD`: groups compared within countries.
 *
 * @param argv - arguments after `centre`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function centre(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['by', 'within', 'bucket', 'min-base'])
  const by = lastOf(flags, 'by')
  const within = lastOf(flags, 'within')
  if (by === undefined || within === undefined) {
    throw new UsageError('expected --by FIELD --within FIELD, such as --by plan --within country')
  }
  const rules = bucketRulesOf(flags)
  const minBase = countOf(flags, 'min-base')
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const { confLevel } = file.options.drivers
  const report = asUsage(() => describeCentring(survey, { by, within, rules, confLevel, minBase }))
  await writeReport(input, io, report, (style) => renderCentring(report, style, file.title))
}
