import { describeSummary } from '../service/insight/describe-summary.ts'
import { renderSummary } from '../service/render/insight/render-summary.ts'
import { asUsage, readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { listOf, takeFlags } from './own-flags.ts'
import { UsageError } from './usage-error.ts'

/** Bands given as `0:good,50:excellent`. @throws {UsageError} if one has another form */
function bandOf(text: string): { from: number; label: string } {
  const match = /^([-−]?\d+(?:\.\d+)?):(.+)$/.exec(text)
  if (match === null) throw new UsageError(`--bands: expected POINTS:WORD, got "${text}"`)
  return { from: Number(match[1]?.replace('−', '-')), label: (match[2] ?? '').trim() }
}

/**
 * Runs `whyscore summary FILE`: the survey in sentences, with quotes.
 *
 * @param argv - arguments after `summary`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function summary(argv: readonly string[], io: CliIo): Promise<void> {
  const flags = takeFlags(argv, ['bands'])
  const bands = (listOf(flags, 'bands') ?? []).map(bandOf)
  const input = await readForReport(flags, io, ['responses', 'quotes'])
  const report = asUsage(() => describeSummary(input.file.analysis, bands))
  await writeReport(input, io, report, (style) => renderSummary(report, style, input.file.title))
}
