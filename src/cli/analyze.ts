import { open, readFile, writeFile } from 'node:fs/promises'
import type { Analysis, IncludePart } from '../domain/analysis.ts'
import { type AppError, UnknownTaxonomyError } from '../domain/errors.ts'
import type { RejectedResponse } from '../domain/response.ts'
import { analyseResponses } from '../service/analyse-responses.ts'
import { type ReadFile, readResponsesFile } from '../service/read-file/read-responses-file.ts'
import { renderCsv } from '../service/render/render-csv.ts'
import { renderHtml } from '../service/render/render-html.ts'
import { renderJson, renderJsonLines } from '../service/render/render-json.ts'
import { renderTable } from '../service/render/render-table.ts'
import type { Report } from '../service/render/report.ts'
import { createStyle } from '../service/render/terminal-text.ts'
import {
  type AnalysisOptions,
  buildRequest,
  InvalidRequestError,
  readOptions,
} from '../service/request/read-analysis-request.ts'
import { fileSource, stdinSource } from './file-source.ts'
import type { CliIo } from './io.ts'
import { type AnalyzeArguments, type Format, parseAnalyzeArguments } from './parse-arguments.ts'
import { createProgress } from './progress.ts'
import { mappingText, rejectedCsv, rejectedText } from './report-input.ts'
import { UsageError } from './usage-error.ts'

/** Width of the table when the output is not a terminal, and the widest on one. */
const TABLE_COLUMNS = 100

/** Parts that each form of output needs; null leaves the choice to the request. */
const PARTS: Readonly<Record<Format, readonly IncludePart[] | null>> = {
  table: ['quotes'],
  csv: ['quotes'],
  html: ['quotes'],
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
  const flags = await withTaxonomy(args)
  // Wrong flags are told before a long file is read.
  checkedOptions(flags)
  const progress = createProgress(io, args.isQuiet)
  const source = args.file === '-' ? await stdinSource(io.stdin) : await fileSource(args.file)
  const file = await readResponsesFile(source, {
    scaleOf: (fileOptions) => checkedOptions(merged(fileOptions, flags)).scale,
    overrides: args.overrides,
    encoding: args.encoding,
    onRows: (rowCount) => progress.show('Reading rows', rowCount),
  })
  await progress.end()
  await reportInput(args, file, io)
  const options = checkedOptions(merged(file.options, flags))
  const include = PARTS[args.format] ?? options.include
  const request = buildRequest({ ...options, include }, file.read)
  const engine = await io.loadEngine()
  const analysis = await analyseResponses(engine, request, (stage, done, total) =>
    progress.show(STAGE_WORDS[stage], done, total)
  ).catch((error: unknown) => {
    if (!(error instanceof UnknownTaxonomyError)) throw error
    throw new UsageError(`--taxonomy: ${error.message}`)
  })
  await progress.end()
  await writeResult(args, { analysis, options, title: args.title ?? source.name }, io)
}

const STAGE_WORDS = {
  reading: 'Reading comments',
  themes: 'Finding themes',
  effects: 'Estimating effects',
} as const

/** Flags weigh more than what a JSON request body says. */
function merged(
  file: Readonly<Record<string, unknown>>,
  flags: Readonly<Record<string, unknown>>
): Record<string, unknown> {
  const inner = (key: string) => {
    const both = { ...(file[key] as object | undefined), ...(flags[key] as object | undefined) }
    return key in file || key in flags ? { [key]: both } : {}
  }
  return { ...file, ...flags, ...inner('themes'), ...inner('drivers') }
}

/** A wrong option from a flag is wrong usage, and is told by the name of the flag. */
function checkedOptions(input: Readonly<Record<string, unknown>>): AnalysisOptions {
  try {
    return readOptions(input)
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error
    const details = error.errors.map(({ pointer, detail }) => `${flagOf(pointer)}: ${detail}`)
    throw new UsageError(details.join('\n'))
  }
}

function flagOf(pointer: string): string {
  const name = pointer.split('/').find((part) => part !== '' && !/^(themes|drivers)$/.test(part))
  return `--${(name ?? pointer).replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

async function withTaxonomy(args: AnalyzeArguments): Promise<Record<string, unknown>> {
  if (args.taxonomy === undefined) return { ...args.options }
  const taxonomy = args.taxonomy.endsWith('.json')
    ? await readTaxonomyFile(args.taxonomy)
    : args.taxonomy
  return { ...args.options, themes: { ...(args.options.themes as object), taxonomy } }
}

async function readTaxonomyFile(path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    throw new UsageError(`--taxonomy: expected a file that exists, found none at ${path}`)
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw new UsageError(`--taxonomy: expected JSON in ${path}, got text that is not`)
  }
}

async function reportInput(args: AnalyzeArguments, file: ReadFile, io: CliIo): Promise<void> {
  const { rejected } = file.read
  if (!args.isQuiet) await io.stderr.write(mappingText(args.file, file))
  if (rejected.length > 0) await io.stderr.write(rejectedText(rejected))
  if (args.rejectedOut !== null) await writeRejected(args.rejectedOut, rejected)
}

async function writeRejected(path: string, rejected: readonly RejectedResponse[]): Promise<void> {
  await writeFile(path, rejectedCsv(rejected)).catch((error: unknown) => {
    throw unwritable('rejected', path, error)
  })
}

type Result = {
  readonly analysis: Analysis
  readonly options: AnalysisOptions
  readonly title: string
}

async function writeResult(args: AnalyzeArguments, result: Result, io: CliIo): Promise<void> {
  if (args.out === null) {
    for (const piece of pieces(args.format, result, io)) await io.stdout.write(piece)
    return
  }
  const path = args.out
  const file = await open(path, 'w').catch((error: unknown) => {
    throw unwritable('out', path, error)
  })
  try {
    for (const piece of pieces(args.format, result, null)) await file.write(piece)
  } finally {
    await file.close()
  }
}

/** The result as text; `io` is null when it goes to a file, which has no colours and no width. */
function pieces(format: Format, result: Result, io: CliIo | null): Iterable<string> {
  const { analysis, options, title } = result
  const { confLevel, minMentions, adjustFor } = options.drivers
  const report: Report = { title, analysis, confLevel, minMentions, adjustFor }
  switch (format) {
    case 'json':
      return withLineEnd(renderJson(analysis))
    case 'jsonl':
      return renderJsonLines(analysis)
    case 'csv':
      return [renderCsv(analysis)]
    case 'html':
      return [renderHtml(report)]
    case 'table': {
      const isTerminal = io?.stdout.isTerminal ?? false
      const columns = Math.min(TABLE_COLUMNS, (isTerminal && io?.stdout.columns) || TABLE_COLUMNS)
      return [renderTable(report, createStyle(columns, isTerminal && !io?.isColourOff))]
    }
  }
}

function* withLineEnd(pieces: Iterable<string>): Generator<string> {
  yield* pieces
  yield '\n'
}

function unwritable(flag: string, path: string, error: unknown): UsageError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
  return new UsageError(`--${flag}: cannot write to ${path} (${code})`)
}

/** Text of an error that the person at the terminal can mend. */
export function errorText(error: AppError): string {
  const further = error.errors.slice(1, 10).map(({ pointer, detail }) => `  ${pointer}: ${detail}`)
  return [`whyscore: ${error.message}`, ...further].join('\n')
}
