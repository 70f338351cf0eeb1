import { rolesOf } from '../service/insight/describe-accounts.ts'
import { describeWeighting, readPopulation } from '../service/insight/describe-weighting.ts'
import { renderWeighting } from '../service/render/insight/render-weighting.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { jsonFile } from './json-file.ts'
import { lastOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `whyscore weight FILE --by FIELD --population FILE.json`: groups counted as in the population.
 *
 * @param argv - arguments after `weight`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function weight(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['by', 'population'])
  const by = lastOf(flags, 'by')
  const path = lastOf(flags, 'population')
  if (by === undefined || path === undefined) {
    throw new UsageError('expected --by FIELD and --population FILE.json')
  }
  const population = readPopulation(await jsonFile('population', path))
  const lexicon = await io.readRoles()
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const { confLevel } = file.options.drivers
  const report = asUsage(() =>
    describeWeighting(survey, rolesOf(survey, lexicon), { by, population, confLevel })
  )
  await writeReport(input, io, report, (style) => renderWeighting(report, style, file.title))
}
