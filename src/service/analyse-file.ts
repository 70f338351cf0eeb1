import type { Analysis, AnalysisRequest, Engine, ProgressListener } from '../domain/analysis.ts'
import { analyseResponses } from './analyse-responses.ts'
import { joinResponses } from './insight/join-responses.ts'
import { type MonthCounts, monthCounts } from './insight/month-counts.ts'
import type { ByteSource } from './read-file/byte-source.ts'
import type { ColumnOverrides } from './read-file/recognise-columns.ts'
import { readLimitedFile } from './read-file/row-limit.ts'
import { mergeOptions } from './request/merge-options.ts'
import { type AnalysisOptions, buildRequest, readOptions } from './request/read-analysis-request.ts'

/** A file and how to read and analyse it. */
export type FileRequest = {
  readonly source: ByteSource
  readonly overrides: ColumnOverrides
  /** Options in the shape of a request body, only those that were given. */
  readonly options: Readonly<Record<string, unknown>>
  readonly maxRows: number
}

/** An analysis and the options that it was made with. */
export type FileAnalysis = {
  readonly analysis: Analysis
  readonly options: AnalysisOptions
  /** The course of time for a report; null without enough times, or without `responses` in the analysis. */
  months(): MonthCounts | null
}

/** What a report shows of the course of time. */
export function monthsOf(request: AnalysisRequest, analysis: Analysis): MonthCounts | null {
  return analysis.responses ? monthCounts(joinResponses(request, analysis).columns) : null
}

/**
 * Analyses the responses of a file.
 *
 * @param engine - pipeline to run
 * @param request - file, columns, options
 * @param onProgress - called as the analysis goes on
 * @throws {AppError} if the file, a column or an option cannot be used, or no row is acceptable
 */
export async function analyseFile(
  engine: Engine,
  request: FileRequest,
  onProgress?: ProgressListener
): Promise<FileAnalysis> {
  const { source, overrides, maxRows } = request
  const optionsOf = (inFile: Readonly<Record<string, unknown>>) =>
    readOptions(mergeOptions(inFile, request.options))
  // Wrong options are told before a long file is read.
  readOptions(request.options)
  const scaleOf = (inFile: Readonly<Record<string, unknown>>) => optionsOf(inFile).scale
  const file = await readLimitedFile(source, { scaleOf, overrides }, maxRows)
  const options = optionsOf(file.options)
  const read = buildRequest(options, file.read)
  const analysis = await analyseResponses(engine, read, onProgress)
  return { analysis, options, months: () => monthsOf(read.request, analysis) }
}
