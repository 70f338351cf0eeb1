import { describeAccounts, rolesOf } from '../service/insight/describe-accounts.ts'
import { renderAccounts } from '../service/render/insight/render-accounts.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { lastOf, takeFlags } from './own-flags.ts'

/**
 * Runs `whyscore accounts FILE`.
 *
 * @param argv - arguments after `accounts`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function accounts(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['revenue'])
  const lexicon = await io.readRoles()
  const input = await readForReport(flags, io)
  const report = asUsage(() =>
    describeAccounts(input.survey, rolesOf(input.survey, lexicon), {
      confLevel: input.file.options.drivers.confLevel,
      revenueField: lastOf(flags, 'revenue'),
    })
  )
  await writeReport(input, io, report, (style) => renderAccounts(report, style, input.file.title))
}
