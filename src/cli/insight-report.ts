// What segments, accounts, trends and cases have in common: a file is analysed and joined, a report printed as a
// table or as JSON.

import { open } from 'node:fs/promises'
import type { IncludePart } from '../domain/analysis.ts'
import { InvalidOptionError } from '../domain/errors.ts'
import { type JoinedSurvey, joinResponses } from '../service/insight/join-responses.ts'
import { createStyle, type Style } from '../service/render/terminal-text.ts'
import { type AnalysedFile, analyseFile, unwritable } from './analyse-file.ts'
import type { CliIo } from './io.ts'
import type { OwnFlags } from './own-flags.ts'
import { type AnalyzeArguments, parseAnalyzeArguments } from './parse-arguments.ts'
import { UsageError } from './usage-error.ts'

/** Width of a table of segments or periods when nothing limits it: names and bars need more than text. */
const TABLE_COLUMNS = 140

/** A file ready for a report. */
export type ReportInput = {
  readonly args: AnalyzeArguments
  readonly file: AnalysedFile
  readonly survey: JoinedSurvey
}

/**
 * Analyses the file of a report command.
 *
 * @param flags - what is left of the arguments once the command has taken its own
 * @param io - streams, engine, clock
 * @param parts - parts that the analysis must include; `responses` is one of them
 * @throws {UsageError} if a flag is wrong or the format is not `table` or `json`
 * @throws {AppError} if the input cannot be used
 */
export async function readForReport(
  flags: OwnFlags,
  io: CliIo,
  parts: readonly IncludePart[] = ['responses']
): Promise<ReportInput> {
  const args = parseAnalyzeArguments(flags.rest)
  if (args.format !== 'table' && args.format !== 'json') {
    throw new UsageError(`--format: expected table or json, got "${args.format}"`)
  }
  const file = await analyseFile(args, io, parts)
  return { args, file, survey: joinResponses(file.request, file.analysis) }
}

/**
 * Makes a report; options that it refuses are wrong usage.
 *
 * @throws {UsageError} if an option cannot be used
 */
export function asUsage<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof InvalidOptionError) throw new UsageError(error.message)
    throw error
  }
}

/** Prints a report as a table or as JSON, to standard output or to the file of `--out`. */
export async function writeReport(
  { args }: ReportInput,
  io: CliIo,
  report: unknown,
  render: (style: Style) => string
): Promise<void> {
  const isToFile = args.out !== null
  const isTerminal = !isToFile && io.stdout.isTerminal
  const columns = (isTerminal && io.stdout.columns) || TABLE_COLUMNS
  const text =
    args.format === 'json'
      ? `${JSON.stringify(report)}\n`
      : render(createStyle(columns, isTerminal && !io.isColourOff))
  if (args.out === null) return io.stdout.write(text)
  const path = args.out
  const file = await open(path, 'w').catch((error: unknown) => {
    throw unwritable('out', path, error)
  })
  await file.write(text)
  await file.close()
}
