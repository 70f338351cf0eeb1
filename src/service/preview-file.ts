import { AppError } from '../domain/errors.ts'
import type { Question, RejectedResponse, SurveyResponse } from '../domain/response.ts'
import type { ScaleName } from '../domain/scale.ts'
import type { FileRequest } from './analyse-file.ts'
import { labelledNumber } from './read-file/column-profile.ts'
import { type ColumnField, plainHeading } from './read-file/column-words.ts'
import type { FileFormat } from './read-file/file-format.ts'
import type { ReadFile } from './read-file/read-responses-file.ts'
import type { ColumnOverrides } from './read-file/recognise-columns.ts'
import { readLimitedFile } from './read-file/row-limit.ts'
import { openTable, type Table } from './read-file/table.ts'
import { readOptions } from './request/read-analysis-request.ts'

/** A column, what it was taken for and some of its values. */
export type PreviewColumn = {
  readonly name: string
  readonly field: ColumnField
  readonly reason: string
  /** Different values from the first rows, shortened. */
  readonly samples: readonly string[]
}

/** How a file would be read. */
export type FilePreview = {
  readonly format: FileFormat
  /** Encoding, delimiter, sheet and header, for people. */
  readonly about: string
  readonly columns: readonly PreviewColumn[]
  readonly acceptedCount: number
  readonly rejectedCount: number
  /** The first rejected rows with their reasons. */
  readonly rejected: readonly RejectedResponse[]
  readonly notes: readonly string[]
  /** Why nothing can be analysed with these columns; null when it can. */
  readonly problem: string | null
  readonly suggestedScale: ScaleName
  readonly suggestedQuestion: Question
  readonly responses?: readonly SurveyResponse[]
}

const SAMPLES = 3
const SAMPLE_CHARS = 120
const SHOWN_REJECTED = 200

/** Fewer scores say nothing about their scale. */
const MIN_SCORES = 5

/**
 * Reads a file without analysing it: columns with samples, how many rows are acceptable, and why others are not.
 *
 * A file without a recognisable comment column is no error here: `problem` says so, and the caller names one.
 *
 * @param request - the file, named columns, scale
 * @param withResponses - whether to return the accepted responses too
 * @throws {AppError} if the file cannot be read as a table, or a named column does not exist
 */
export async function previewFile(
  request: Omit<FileRequest, 'options'> & { readonly scale: unknown },
  withResponses: boolean
): Promise<FilePreview> {
  const { source, overrides, maxRows } = request
  const { scale } = readOptions(request.scale === undefined ? {} : { scale: request.scale })
  const table = await openTable(source)
  const file = await readLimitedFile(source, { scaleOf: () => scale, overrides }, maxRows).catch(
    (error: unknown) => {
      const isUndecided = error instanceof AppError && error.code === 'missing-column'
      if (isUndecided && (overrides.comment ?? null) === null) return null
      throw error
    }
  )
  const columns = table.columns.map(({ name }, index) => ({
    name,
    field: file ? (file.mapping[index]?.field ?? 'ignored') : namedField(overrides, name),
    reason: withoutFlags(file?.mapping[index]?.reason ?? ''),
    samples: samplesOf(table, index),
  }))
  return {
    format: table.format,
    about: table.about,
    columns,
    acceptedCount: file?.read.responses.length ?? 0,
    rejectedCount: file?.read.rejected.length ?? 0,
    rejected: file?.read.rejected.slice(0, SHOWN_REJECTED) ?? [],
    notes: file?.notes.map(withoutFlags) ?? [],
    problem: problemOf(file),
    suggestedScale: suggestedScale(table, columns),
    suggestedQuestion: suggestedQuestion(columns),
    ...(withResponses && { responses: file?.read.responses ?? [] }),
  }
}

function problemOf(file: ReadFile | null): string | null {
  if (!file) return 'no column looks like comments; choose the one that holds them'
  if (file.read.responses.length > 0) return null
  return 'no row can be accepted with these columns and this scale'
}

/** What the caller said that a column holds, while the comments are still to be found. */
function namedField(overrides: ColumnOverrides, name: string): ColumnField {
  if (overrides.segments?.includes(name)) return 'segment'
  const fields = ['score', 'id', 'at', 'respondentId', 'accountId', 'role'] as const
  return fields.find((field) => overrides[field] === name) ?? 'ignored'
}

/** Hints at flags help at the command line only. */
function withoutFlags(text: string): string {
  const parts = text.split('; ').filter((part) => !part.includes('--'))
  return parts.join('; ')
}

function samplesOf(table: Table, index: number): string[] {
  const values = new Set<string>()
  for (const row of table.sample) {
    const value = (row[index] ?? '').trim()
    if (value === '') continue
    values.add(value.length > SAMPLE_CHARS ? `${value.slice(0, SAMPLE_CHARS - 1)}…` : value)
    if (values.size === SAMPLES) break
  }
  return [...values]
}

/** Scores that never leave 1–5 are more likely stars than low marks. */
function suggestedScale(table: Table, columns: readonly PreviewColumn[]): ScaleName {
  const index = columns.findIndex(({ field }) => field === 'score')
  const scores = table.sample.flatMap((row) => labelledNumber(row[index] ?? '') ?? [])
  if (index < 0 || scores.length < MIN_SCORES) return 'nps'
  return Math.min(...scores) >= 1 && Math.max(...scores) <= 5 ? 'stars5' : 'nps'
}

/** What was asked, from the heading of the comments. */
function suggestedQuestion(columns: readonly PreviewColumn[]): Question {
  const heading = plainHeading(columns.find(({ field }) => field === 'comment')?.name ?? '')
  if (/\b(improve\w*|do better|change|like least|missing)\b/.test(heading)) return 'improve'
  return /\b(like (the )?(most|best)|do well|praise|enjoy\w*)\b/.test(heading) ? 'praise' : 'reason'
}
