import { describeTrends } from '../service/insight/describe-trends.ts'
import { renderTrends } from '../service/render/insight/render-trends.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { choiceOf, countOf, lastOf, takeFlags } from './own-flags.ts'

/** Units of the periods that `--period` takes. */
export const UNITS = ['day', 'week', 'month', 'quarter'] as const

/**
 * Runs `whyscore trends FILE`.
 *
 * @param argv - arguments after `trends`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function trends(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['period', 'time-zone', 'min-base'])
  const unit = choiceOf(flags, 'period', UNITS, 'month')
  const minBase = countOf(flags, 'min-base')
  const input = await readForReport(flags, io)
  const report = asUsage(() =>
    describeTrends(input.survey, {
      unit,
      timeZone: lastOf(flags, 'time-zone') ?? 'UTC',
      confLevel: input.file.options.drivers.confLevel,
      seed: input.file.options.seed,
      ...(minBase === undefined ? {} : { minBase }),
    })
  )
  await writeReport(input, io, report, (style) => renderTrends(report, style, input.file.title))
}
