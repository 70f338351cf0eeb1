import type { SegmentValue } from '../../domain/response.ts'
import type { Scale } from '../../domain/scale.ts'
import { counted } from '../render/plain-words.ts'
import { jsonPointer } from '../request/json-pointer.ts'
import {
  createResponseReader,
  type PointerOf,
  type ReadResponses,
  requestPointer,
} from '../request/response-reader.ts'
import type { ByteSource } from './byte-source.ts'
import { labelledNumber } from './column-profile.ts'
import type { ColumnField } from './column-words.ts'
import { createDateReader, type DateReader } from './date-reader.ts'
import type { Encoding } from './decode-text.ts'
import { UnreadableFileError } from './file-error.ts'
import type { FileFormat } from './file-format.ts'
import type { RequestBody } from './json-records.ts'
import { type ColumnOverrides, type MappedColumn, recogniseColumns } from './recognise-columns.ts'
import { openTable, type Table } from './table.ts'

/** How to read a file. */
export type ReadFileOptions = {
  /** Decided by the caller from the options that the file itself may carry. */
  readonly scaleOf: (fileOptions: Readonly<Record<string, unknown>>) => Scale
  readonly overrides: ColumnOverrides
  readonly encoding?: Encoding | undefined
  /** Before the ids of rows in files without an id column, where ids of several files meet. */
  readonly rowIdPrefix?: string | undefined
  /** Called now and then with the number of rows read. */
  readonly onRows?: ((rowCount: number) => void) | undefined
}

/** Responses of a file, and how its columns were understood. */
export type ReadFile = {
  readonly format: FileFormat
  /** Encoding, delimiter, sheet and header, for people. */
  readonly about: string
  readonly mapping: readonly MappedColumn[]
  /** What a person should know: dates that could not be read, scores that look like another scale. */
  readonly notes: readonly string[]
  readonly read: ReadResponses
  /** Options that a JSON request body carries beside its responses. */
  readonly options: Readonly<Record<string, unknown>>
}

/** Values that spreadsheets and data tools write for "no score". */
const NO_SCORE = /^(n\/?a|nan|null|none|-|–)$/i

const PROGRESS_STEP_ROWS = 1_000

/**
 * Reads a file of responses: CSV, TSV, XLSX, JSON Lines or JSON.
 *
 * Delimited text and JSON Lines are read piece by piece. Blank rows are skipped; a row that cannot be
 * accepted is rejected alone, with a pointer `/rows/<index>/<column>`, rows counted from 0.
 *
 * @param source - the file
 * @param options - scale, named columns, encoding
 * @throws {UnreadableFileError | MissingColumnError} if the file cannot be used as a whole
 */
export async function readResponsesFile(
  source: ByteSource,
  options: ReadFileOptions
): Promise<ReadFile> {
  const { format, about, mapping, scale, ...opened } = await openResponsesFile(source, options)
  const reader = createResponseReader(scale, opened.pointerOf)
  for await (const { index, row, problem } of opened.rows) {
    if (problem !== undefined) reader.reject(index, problem)
    else reader.read(row, index)
    if ((index + 1) % PROGRESS_STEP_ROWS === 0) options.onRows?.(index + 1)
  }
  const notes = opened.notes()
  return { format, about, mapping, notes, read: reader.finish(), options: opened.options }
}

/** A row of a file as a response that is yet to be checked, or why the row could not be read. */
export type FileRow =
  | { readonly index: number; readonly row: unknown; readonly problem?: never }
  | { readonly index: number; readonly problem: string; readonly row?: never }

/** A file whose rows are read one by one, so that its size does not matter. */
export type OpenedFile = Pick<ReadFile, 'format' | 'about' | 'mapping' | 'options'> & {
  readonly scale: Scale
  readonly rows: AsyncIterable<FileRow>
  readonly pointerOf: PointerOf
  /** Complete once all rows have been read. */
  notes(): string[]
}

/**
 * Opens a file of responses and recognises its columns; rows are read as they are asked for.
 *
 * @param source - the file
 * @param options - scale, named columns, encoding
 * @throws {UnreadableFileError | MissingColumnError} if the file cannot be used as a whole
 */
export async function openResponsesFile(
  source: ByteSource,
  options: ReadFileOptions
): Promise<OpenedFile> {
  const table = await openTable(source, options.encoding)
  if (table.sample.length === 0) throw new UnreadableFileError(source.name, await whyNoRow(table))
  const scale = options.scaleOf(table.request?.options ?? {})
  const isRenamed = Object.values(options.overrides).some((column) => column !== undefined)
  if (table.request && !isRenamed) return openRequestBody(table, table.request, scale)
  const mapping = recogniseColumns(table.columns, table.sample, {
    scale,
    overrides: options.overrides,
    fileName: source.name,
  })
  const rowReader = createRowReader(mapping, table, options.rowIdPrefix ?? '')
  return {
    format: table.format,
    about: table.about,
    mapping,
    scale,
    options: table.request?.options ?? {},
    pointerOf: rowPointer(mapping),
    notes: () => [...scaleNotes(mapping, table, scale), ...rowReader.notes()],
    rows: (async function* (): AsyncGenerator<FileRow> {
      let index = 0
      for await (const { cells, problem } of table.rows) {
        yield problem === undefined
          ? { index, row: rowReader.toResponse(cells, index) }
          : { index, problem }
        index += 1
      }
    })(),
  }
}

/** A quote left open in the first row takes in all rows below. */
async function whyNoRow({ rows }: Table): Promise<string> {
  for await (const { problem } of rows) if (problem !== undefined) return `in row 1 ${problem}`
  return 'expected rows under the header, got none'
}

/** A request body names its fields itself: nothing has to be recognised. */
function openRequestBody(table: Table, body: RequestBody, scale: Scale): OpenedFile {
  return {
    format: table.format,
    about: `${table.about}, the body of a request`,
    mapping: [],
    scale,
    options: body.options,
    pointerOf: requestPointer,
    notes: () => [],
    rows: (async function* (): AsyncGenerator<FileRow> {
      for (const [index, row] of body.responses.entries()) yield { index, row }
    })(),
  }
}

type RowReader = {
  toResponse(cells: readonly string[], index: number): Readonly<Record<string, unknown>>
  notes(): string[]
}

function createRowReader(
  mapping: readonly MappedColumn[],
  table: Table,
  rowIdPrefix: string
): RowReader {
  const columnOf = (field: ColumnField) => mapping.find((column) => column.field === field)
  const [id, score, comment, at] = (['id', 'score', 'comment', 'at'] as const).map(columnOf)
  const texts = mapping.filter(({ field }) => /^(respondentId|accountId|role)$/.test(field))
  const segments = mapping
    .filter(({ field }) => field === 'segment')
    .map((column) => ({ column, read: segmentReader(column, table) }))
  const dates = at && createDateReader(filledCells(table, at.index))
  let unreadDates = 0
  const readDate = (cell: string, reader: DateReader | null | undefined) => {
    if (cell.trim() === '') return undefined
    const date = reader?.read(cell)
    if (!date) unreadDates += 1
    return date ?? undefined
  }
  return {
    toResponse: (cells, index) => ({
      id: (id && cells[id.index]?.trim()) || `${rowIdPrefix}row-${index + 1}`,
      comment: comment && cells[comment.index],
      score: score && scoreOf(cells[score.index] ?? ''),
      at: at && readDate(cells[at.index] ?? '', dates),
      ...Object.fromEntries(texts.map(({ field, index: i }) => [field, cells[i]?.trim()])),
      segments: Object.fromEntries(
        segments.flatMap(({ column, read }) => {
          const value = read(cells[column.index] ?? '')
          return value === undefined ? [] : [[column.column, value]]
        })
      ),
    }),
    notes: () =>
      unreadDates === 0
        ? []
        : [`no date could be read in "${at?.column}" in ${counted(unreadDates, 'row')}`],
  }
}

/** A label beside the number is left out; what is neither stays, to be rejected with its reason. */
function scoreOf(cell: string): string | number {
  if (NO_SCORE.test(cell.trim())) return ''
  return labelledNumber(cell) ?? cell
}

/** Numbers stay numbers only where the whole column is numbers, so that "007" and "12b" stay text together. */
function segmentReader(
  column: MappedColumn,
  table: Table
): (cell: string) => SegmentValue | undefined {
  const cells = filledCells(table, column.index)
  const isNumeric = cells.every((cell) => Number.isFinite(Number(cell)))
  const isBoolean = cells.every((cell) => /^(true|false)$/i.test(cell))
  return (cell) => {
    const text = cell.trim()
    if (text === '') return undefined
    if (isNumeric && Number.isFinite(Number(text))) return Number(text)
    return isBoolean && /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text
  }
}

function filledCells(table: Table, index: number): string[] {
  return table.sample.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '')
}

/** Scores that never leave 1–5 on a scale up to 10 are more likely stars. */
function scaleNotes(mapping: readonly MappedColumn[], table: Table, scale: Scale): string[] {
  const column = mapping.find(({ field }) => field === 'score')
  if (!column)
    return ['no column looks like scores, so themes are not ranked; name it with --score']
  const scores = filledCells(table, column.index).flatMap((cell) => labelledNumber(cell) ?? [])
  const [least, most] = [Math.min(...scores), Math.max(...scores)]
  if (scores.length < 20 || scale.max < 10 || most > 5 || least < 1) return []
  return [`all scores lie from ${least} to ${most}; if they are stars, add --scale stars5`]
}

function rowPointer(mapping: readonly MappedColumn[]) {
  return (index: number, field: string, key?: string): string => {
    const column = key ?? mapping.find((mapped) => mapped.field === field)?.column
    return jsonPointer(['rows', index, ...(column === undefined ? [] : [column])])
  }
}
