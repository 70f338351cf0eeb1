import { rolesOf } from '../service/insight/describe-accounts.ts'
import { describeSegments } from '../service/insight/describe-segments.ts'
import { renderSegments } from '../service/render/insight/render-segments.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { bucketRulesOf, countOf, lastOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `whyscore segments FILE --by FIELD[,FIELD]`.
 *
 * @param argv - arguments after `segments`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function segments(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['by', 'bucket', 'min-base'])
  const by = lastOf(flags, 'by')
  if (by === undefined) throw new UsageError('expected --by FIELD or --by FIELD,FIELD')
  const rules = bucketRulesOf(flags)
  const minBase = countOf(flags, 'min-base')
  const lexicon = await io.readRoles()
  const input = await readForReport(flags, io)
  const report = asUsage(() =>
    describeSegments(input.survey, by.split(','), rules, {
      confLevel: input.file.options.drivers.confLevel,
      roles: rolesOf(input.survey, lexicon),
      ...(minBase === undefined ? {} : { minBase }),
    })
  )
  await writeReport(input, io, report, (style) => renderSegments(report, style, input.file.title))
}
