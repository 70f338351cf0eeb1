import { describeAccounts, rolesOf } from '../service/insight/describe-accounts.ts'
import { describeCoverage } from '../service/insight/describe-coverage.ts'
import { renderAccounts } from '../service/render/insight/render-accounts.ts'
import { renderCoverage } from '../service/render/insight/render-coverage.ts'
import { fileSource } from './file-source.ts'
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
  const flags = takeFlags(argv, ['revenue', 'invited'])
  const lexicon = await io.readRoles()
  const path = lastOf(flags, 'invited')
  const invited = path === undefined ? null : await fileSource(path)
  const input = await readForReport(flags, io)
  const { confLevel } = input.file.options.drivers
  const report = asUsage(() =>
    describeAccounts(input.survey, rolesOf(input.survey, lexicon), {
      confLevel,
      revenueField: lastOf(flags, 'revenue'),
    })
  )
  const coverage =
    invited && (await describeCoverage(input.survey, invited, { roleLexicon: lexicon, confLevel }))
  const answer = invited === null ? report : { ...report, coverage }
  await writeReport(input, io, answer, (style) => {
    const accountsText = renderAccounts(report, style, input.file.title)
    return coverage === null ? accountsText : accountsText + renderCoverage(coverage, style)
  })
}
