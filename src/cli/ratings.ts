import { describeRatings } from '../service/insight/describe-ratings.ts'
import { renderRatings } from '../service/render/insight/render-ratings.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { countOf, lastOf, numberOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `whyscore ratings FILE --at-least N | --at-most N`: top-2-box, disagreement, "6 or less".
 *
 * @param argv - arguments after `ratings`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function ratings(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['field', 'at-least', 'at-most', 'min-base'])
  const [atLeast, atMost] = [numberOf(flags, 'at-least'), numberOf(flags, 'at-most')]
  if (atLeast === undefined && atMost === undefined) {
    throw new UsageError('expected --at-least N, --at-most N or both')
  }
  const range = {
    ...(atLeast !== undefined && { atLeast }),
    ...(atMost !== undefined && { atMost }),
  }
  const field = lastOf(flags, 'field') ?? 'score'
  const minBase = countOf(flags, 'min-base')
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const { confLevel } = file.options.drivers
  const report = asUsage(() =>
    describeRatings(
      survey,
      survey.facts.map(({ score }) => score),
      { field, range, confLevel, minBase }
    )
  )
  await writeReport(input, io, report, (style) => renderRatings(report, style, file.title))
}
