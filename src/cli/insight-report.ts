// What segments, accounts, trends and cases have in common: a file is analysed and joined, a report printed as a
// table or as JSON.

import { open } from 'node:fs/promises'
import type { IncludePart } from '../domain/analysis.ts'
import { InvalidOptionError } from '../domain/errors.ts'
import { type JoinedSurvey, joinResponses } from '../service/insight/join-responses.ts'
import { type RecordsReport, readRecords, withRecords } from '../service/insight/read-records.ts'
import { recordsWords } from '../service/render/insight/render-records.ts'
import { createStyle, type Style, wrap } from '../service/render/terminal-text.ts'
import { type AnalysedFile, analyseFile, unwritable } from './analyse-file.ts'
import { fileSource } from './file-source.ts'
import type { CliIo } from './io.ts'
import { lastOf, type OwnFlags, takeFlags } from './own-flags.ts'
import { type AnalyzeArguments, parseAnalyzeArguments } from './parse-arguments.ts'
import { UsageError } from './usage-error.ts'

/** Width of a table of segments or periods when nothing limits it: names and bars need more than text. */
const TABLE_COLUMNS = 140

/** A file ready for a report. */
export type ReportInput = {
  readonly args: AnalyzeArguments
  readonly file: AnalysedFile
  readonly survey: JoinedSurvey
  /** What became of `--records`; null without it. */
  readonly records: RecordsReport | null
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
  const own = takeFlags(flags.rest, ['records'])
  const args = parseAnalyzeArguments(own.rest)
  if (args.format !== 'table' && args.format !== 'json') {
    throw new UsageError(`--format: expected table or json, got "${args.format}"`)
  }
  const path = lastOf(own, 'records')
  const records = path === undefined ? null : await readRecords(await fileSource(path))
  const file = await analyseFile(args, io, parts)
  const survey = joinResponses(file.request, file.analysis)
  if (records === null) return { args, file, survey, records: null }
  const joined = withRecords(survey, records)
  return { args, file, survey: joined.survey, records: joined.report }
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
  { args, records }: ReportInput,
  io: CliIo,
  report: object,
  render: (style: Style) => string
): Promise<void> {
  const isToFile = args.out !== null
  const isTerminal = !isToFile && io.stdout.isTerminal
  const columns = (isTerminal && io.stdout.columns) || TABLE_COLUMNS
  const text =
    args.format === 'json'
      ? `${JSON.stringify(records === null ? report : { ...report, records })}\n`
      : withWords(render(createStyle(columns, isTerminal && !io.isColourOff)), records, columns)
  if (args.out === null) return io.stdout.write(text)
  const path = args.out
  const file = await open(path, 'w').catch((error: unknown) => {
    throw unwritable('out', path, error)
  })
  await file.write(text)
  await file.close()
}

function withWords(text: string, records: RecordsReport | null, columns: number): string {
  if (records === null) return text
  const words = recordsWords(records).map((sentence) => wrap(sentence, columns))
  return `${text}\n${words.join('\n')}\n`
}
