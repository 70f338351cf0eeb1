import { describeBenchmark } from '../service/insight/describe-benchmark.ts'
import { renderBenchmark } from '../service/render/insight/render-benchmark.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { lastOf, numberOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `whyscore benchmark FILE --value N --source TEXT`: the NPS beside a figure from outside.
 *
 * @param argv - arguments after `benchmark`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function benchmark(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['value', 'source', 'std-error'])
  const npsPoints = numberOf(flags, 'value')
  const source = lastOf(flags, 'source')
  if (npsPoints === undefined || source === undefined) {
    throw new UsageError('expected --value N and --source TEXT: the figure, and where it is from')
  }
  const stdErrorPoints = numberOf(flags, 'std-error')
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const figure = { npsPoints, source, ...(stdErrorPoints !== undefined && { stdErrorPoints }) }
  const report = asUsage(() => describeBenchmark(survey, figure, file.options.drivers.confLevel))
  await writeReport(input, io, report, (style) => renderBenchmark(report, style, file.title))
}
