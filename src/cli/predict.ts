import { describePrediction } from '../service/insight/describe-prediction.ts'
import { renderPrediction } from '../service/render/insight/render-prediction.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { lastOf, listOf, takeFlags } from './own-flags.ts'

/**
 * Runs `whyscore predict FILE`: who is at risk, and what marks them.
 *
 * @param argv - arguments after `predict`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function predict(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['outcome', 'fields'])
  const input = await readForReport(flags, io)
  const { survey, file } = input
  const report = asUsage(() =>
    describePrediction(
      survey,
      survey.facts.map(({ id }) => id),
      {
        outcome: lastOf(flags, 'outcome'),
        fields: listOf(flags, 'fields'),
        confLevel: file.options.drivers.confLevel,
      }
    )
  )
  await writeReport(input, io, report, (style) => renderPrediction(report, style, file.title))
}
