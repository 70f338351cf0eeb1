import { describeCorrelations } from '../service/insight/describe-correlations.ts'
import { renderCorrelations } from '../service/render/insight/render-correlations.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { listOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `whyscore correlate FILE --with FIELD[,FIELD]`: scores and themes beside numbers of the caller.
 *
 * @param argv - arguments after `correlate`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function correlate(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['with'])
  const fields = listOf(flags, 'with')
  if (fields === undefined) throw new UsageError('expected --with FIELD or --with FIELD,FIELD')
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const { confLevel } = file.options.drivers
  const report = asUsage(() =>
    describeCorrelations(
      survey,
      survey.facts.map(({ score }) => score),
      { fields, confLevel }
    )
  )
  await writeReport(input, io, report, (style) => renderCorrelations(report, style, file.title))
}
