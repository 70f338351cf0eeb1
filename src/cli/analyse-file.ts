// From a file and flags to an analysis: what every command that reads a file has in common.

import { writeFile } from 'node:fs/promises'
import type { Analysis, AnalysisRequest, IncludePart } from '../domain/analysis.ts'
import { UnknownTaxonomyError } from '../domain/errors.ts'
import type { RejectedResponse } from '../domain/response.ts'
import { analyseResponses } from '../service/analyse-responses.ts'
import { type ReadFile, readResponsesFile } from '../service/read-file/read-responses-file.ts'
import { mergeOptions } from '../service/request/merge-options.ts'
import {
  type AnalysisOptions,
  buildRequest,
  InvalidRequestError,
  readOptions,
} from '../service/request/read-analysis-request.ts'
import { fileSource, stdinSource } from './file-source.ts'
import type { CliIo } from './io.ts'
import { jsonFile } from './json-file.ts'
import type { AnalyzeArguments } from './parse-arguments.ts'
import { createProgress } from './progress.ts'
import { mappingText, rejectedCsv, rejectedText } from './report-input.ts'
import { UsageError } from './usage-error.ts'

/** A file that has been analysed. */
export type AnalysedFile = {
  readonly request: AnalysisRequest
  readonly analysis: Analysis
  readonly options: AnalysisOptions
  /** Heading: `--title`, else the name of the file. */
  readonly title: string
}

/**
 * Reads and analyses the file of a command; tells on standard error how it was understood.
 *
 * @param args - arguments as written
 * @param io - streams, engine, clock
 * @param parts - parts that the analysis must include; null leaves the choice to the request
 * @throws {UsageError} if a flag is wrong
 * @throws {AppError} if the input cannot be used
 */
export async function analyseFile(
  args: AnalyzeArguments,
  io: CliIo,
  parts: readonly IncludePart[] | null
): Promise<AnalysedFile> {
  const flags = await withTaxonomy(args)
  // Wrong flags are told before a long file is read.
  checkedOptions(flags)
  const progress = createProgress(io, args.isQuiet)
  const source = args.file === '-' ? await stdinSource(io.stdin) : await fileSource(args.file)
  const file = await readResponsesFile(source, {
    scaleOf: (fileOptions) => checkedOptions(mergeOptions(fileOptions, flags)).scale,
    overrides: args.overrides,
    encoding: args.encoding,
    onRows: (rowCount) => progress.show('Reading rows', rowCount),
  })
  await progress.end()
  await reportInput(args, file, io)
  const options = checkedOptions(mergeOptions(file.options, flags))
  const include = parts ?? options.include
  const read = buildRequest({ ...options, include }, file.read)
  const engine = await io.loadEngine()
  const analysis = await analyseResponses(engine, read, (stage, done, total) =>
    progress.show(STAGE_WORDS[stage], done, total)
  ).catch((error: unknown) => {
    if (!(error instanceof UnknownTaxonomyError)) throw error
    throw new UsageError(`--taxonomy: ${error.message}`)
  })
  await progress.end()
  return { request: read.request, analysis, options, title: args.title ?? source.name }
}

const STAGE_WORDS = {
  reading: 'Reading comments',
  themes: 'Finding themes',
  effects: 'Estimating effects',
} as const

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
    ? await jsonFile('taxonomy', args.taxonomy)
    : args.taxonomy
  return { ...args.options, themes: { ...(args.options.themes as object), taxonomy } }
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

/** An output file that cannot be written, told by the name of its flag. */
export function unwritable(flag: string, path: string, error: unknown): UsageError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
  return new UsageError(`--${flag}: cannot write to ${path} (${code})`)
}
