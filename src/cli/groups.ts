import { describeGroups } from '../service/insight/describe-groups.ts'
import { renderGroups } from '../service/render/insight/render-groups.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { countOf, listOf, takeFlags } from './own-flags.ts'

/**
 * Runs `whyscore groups FILE`: respondents who are alike, or that there are no such groups.
 *
 * @param argv - arguments after `groups`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function groups(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['fields', 'max-groups', 'min-base'])
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const report = asUsage(() =>
    describeGroups(survey, {
      fields: listOf(flags, 'fields'),
      maxGroups: countOf(flags, 'max-groups'),
      minBase: countOf(flags, 'min-base'),
      confLevel: file.options.drivers.confLevel,
      seed: file.options.seed,
    })
  )
  await writeReport(input, io, report, (style) => renderGroups(report, style, file.title))
}
