import { describeQuadrants } from '../service/insight/describe-quadrants.ts'
import { renderQuadrants } from '../service/render/insight/render-quadrants.ts'
import { readForReport, writeReport } from './insight-report.ts'
import type { CliIo } from './io.ts'
import { takeFlags } from './own-flags.ts'

/**
 * Runs `whyscore quadrant FILE`: themes by importance and performance.
 *
 * @param argv - arguments after `quadrant`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function quadrant(argv: readonly string[], io: CliIo): Promise<void> {
  const input = await readForReport(takeFlags(argv, []), io)
  const report = describeQuadrants(input.file.analysis)
  await writeReport(input, io, report, (style) => renderQuadrants(report, style, input.file.title))
}
