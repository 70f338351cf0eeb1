import { open } from 'node:fs/promises'
import type { IncludePart } from '../domain/analysis.ts'
import type { AppError } from '../domain/errors.ts'
import { monthsOf } from '../service/analyse-file.ts'
import { renderCsv } from '../service/render/render-csv.ts'
import { renderHtml } from '../service/render/render-html.ts'
import { renderJson, renderJsonLines } from '../service/render/render-json.ts'
import { renderTable } from '../service/render/render-table.ts'
import type { Report } from '../service/render/report.ts'
import { createStyle } from '../service/render/terminal-text.ts'
import { type AnalysedFile, analyseFile, unwritable } from './analyse-file.ts'
import type { CliIo } from './io.ts'
import { type AnalyzeArguments, type Format, parseAnalyzeArguments } from './parse-arguments.ts'

/** Width of the table when the output is not a terminal, and the widest on one. */
const TABLE_COLUMNS = 100

/** Parts that each form of output needs; null leaves the choice to the request. */
const PARTS: Readonly<Record<Format, readonly IncludePart[] | null>> = {
  table: ['quotes'],
  csv: ['quotes'],
  html: ['quotes', 'responses'],
  jsonl: ['responses'],
  json: null,
}

/**
 * Runs `whyscore analyze`.
 *
 * @param argv - arguments after `analyze`
 * @param io - streams, engine, clock
 * @throws {UsageError} if the command is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function analyze(argv: readonly string[], io: CliIo): Promise<void> {
  const args = parseAnalyzeArguments(argv)
  await writeResult(args, await analyseFile(args, io, PARTS[args.format]), io)
}

async function writeResult(args: AnalyzeArguments, result: AnalysedFile, io: CliIo): Promise<void> {
  if (args.out === null) {
    for (const piece of pieces(args, result, io)) await io.stdout.write(piece)
    return
  }
  const path = args.out
  const file = await open(path, 'w').catch((error: unknown) => {
    throw unwritable('out', path, error)
  })
  try {
    for (const piece of pieces(args, result, null)) await file.write(piece)
  } finally {
    await file.close()
  }
}

/** The result as text; `io` is null when it goes to a file, which has no colours and no width. */
function pieces(args: AnalyzeArguments, result: AnalysedFile, io: CliIo | null): Iterable<string> {
  const { analysis, options, title } = result
  const { confLevel, minMentions, adjustFor } = options.drivers
  const report: Report = { title, analysis, confLevel, minMentions, adjustFor }
  switch (args.format) {
    case 'json':
      return withLineEnd(renderJson(analysis))
    case 'jsonl':
      return renderJsonLines(analysis)
    case 'csv':
      return [renderCsv(analysis)]
    case 'html':
      return [renderHtml({ ...report, months: monthsOf(result.request, analysis) })]
    case 'table': {
      const isTerminal = io?.stdout.isTerminal ?? false
      const columns = Math.min(TABLE_COLUMNS, (isTerminal && io?.stdout.columns) || TABLE_COLUMNS)
      const style = createStyle(columns, isTerminal && !io?.isColourOff)
      return [renderTable(report, style, args.shownCount)]
    }
  }
}

function* withLineEnd(pieces: Iterable<string>): Generator<string> {
  yield* pieces
  yield '\n'
}

/** Text of an error that the person at the terminal can mend. */
export function errorText(error: AppError): string {
  const further = error.errors.slice(1, 10).map(({ pointer, detail }) => `  ${pointer}: ${detail}`)
  return [`whyscore: ${error.message}`, ...further].join('\n')
}
