import type { ByteSource } from './byte-source.ts'
import { readAllBytes, readHead } from './byte-source.ts'
import { decodeText, detectEncoding, type Encoding } from './decode-text.ts'
import { type GridRow, splitDelimitedText } from './delimited-rows.ts'
import { UnreadableFileError } from './file-error.ts'
import { detectFormat, type FileFormat } from './file-format.ts'
import { type Column, readHeader } from './header-rows.ts'
import { type JsonRecord, jsonLines, parseJsonFile, type RequestBody } from './json-records.ts'
import { readWorkbook } from './workbook-rows.ts'

/** Rows that are looked at to tell what the columns hold. */
const SAMPLE_ROWS = 500

/** Bytes from which format and encoding are told. */
const HEAD_BYTES = 4_096

/** One row of a table; `problem` where the row itself could not be read. */
export type TableRow =
  | { readonly cells: readonly string[]; readonly problem?: never }
  | { readonly problem: string; readonly cells?: never }

/** Any file as columns and rows. */
export type Table = {
  readonly format: FileFormat
  /** What was found about the file, for people: encoding, delimiter, sheet. */
  readonly about: string
  readonly columns: readonly Column[]
  readonly sample: readonly (readonly string[])[]
  /** All rows, those of the sample included. */
  readonly rows: AsyncIterable<TableRow>
  /** Set when the file is the body of a request. */
  readonly request: RequestBody | null
}

/**
 * Opens a file of any supported format as a table.
 *
 * @param source - the file
 * @param encoding - when the caller knows better than the content tells
 * @throws {UnreadableFileError} if it is empty, binary or damaged
 */
export async function openTable(source: ByteSource, encoding?: Encoding): Promise<Table> {
  const head = await readHead(source, HEAD_BYTES)
  const format = detectFormat(source.name, head)
  if (format === 'xlsx') {
    const sheet = await readWorkbook(source.name, await readAllBytes(source))
    const others = sheet.otherSheets.length > 0 ? `, not ${sheet.otherSheets.join(', ')}` : ''
    return gridTable(source, asyncOf(sheet.rows.map((cells) => ({ cells }))), {
      format,
      about: `sheet ${sheet.sheetName}${others}`,
    })
  }
  const found = encoding ?? (await detectEncoding(source, head))
  const text = decodeText(source, found)
  if (format === 'jsonl') return recordTable(source, jsonLines(text), { format, about: found })
  if (format === 'json') {
    const file = parseJsonFile(source.name, await joined(text))
    const request = file.kind === 'request' ? file.body : null
    return recordTable(source, asyncOf(file.records), { format, about: found, request })
  }
  const { delimiter, rows } = await splitDelimitedText(text, format === 'tsv' ? '\t' : undefined)
  return gridTable(source, rows, { format, about: `${found}, ${DELIMITER_NAMES[delimiter]}` })
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
}

type About = {
  readonly format: FileFormat
  readonly about: string
  readonly request?: RequestBody | null
}

/** Rows of cells under a header. */
async function gridTable(
  source: ByteSource,
  rows: AsyncIterable<GridRow>,
  about: About
): Promise<Table> {
  const { first, rest } = await takeFirst(rows, SAMPLE_ROWS)
  const header = readHeader(first.map(({ cells }) => cells))
  if (!header) throw new UnreadableFileError(source.name, 'expected a header and rows, got neither')
  const data = first.slice(header.firstDataRow).filter(({ cells }) => isFilled(cells))
  const widest = Math.max(header.columns.length, usualWidth(data))
  const name = header.dialect === 'plain' ? '' : `, ${header.dialect} header`
  return {
    format: about.format,
    about: about.about + name,
    columns: header.columns,
    sample: data.flatMap((row) => (row.problem === undefined ? [row.cells] : [])),
    request: null,
    rows: (async function* () {
      for (const row of data) yield checkedRow(row, widest)
      for await (const row of rest) if (isFilled(row.cells)) yield checkedRow(row, widest)
    })(),
  }
}

/** Half of the rows are at most this wide: a header may lack the names of its last columns. */
function usualWidth(rows: readonly GridRow[]): number {
  const widths = rows.map(({ cells }) => filledWidth(cells)).sort((a, b) => a - b)
  return widths[Math.floor((widths.length - 1) / 2)] ?? 0
}

/** A comment cut at a comma nobody quoted would be analysed as if it were whole. */
function checkedRow({ cells, problem }: GridRow, widest: number): TableRow {
  if (problem !== undefined) return { problem }
  const width = filledWidth(cells)
  if (width <= widest) return { cells }
  return {
    problem: `expected at most ${widest} cells, got ${width}; put quotes around a cell that holds the delimiter`,
  }
}

/** Cells up to the last that is filled. */
function filledWidth(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1
}

/** Objects, the fields of which become columns. */
async function recordTable(
  source: ByteSource,
  records: AsyncIterable<JsonRecord>,
  about: About
): Promise<Table> {
  const { first, rest } = await takeFirst(records, SAMPLE_ROWS)
  const flat = first.flatMap(({ record }) => (record ? [flatten(record)] : []))
  const names = [...new Set(flat.flatMap((record) => [...record.keys()]))]
  if (names.length === 0) {
    const problem = first[0]?.problem
    throw new UnreadableFileError(source.name, problem ?? 'expected objects with fields, got none')
  }
  const toRow = (entry: JsonRecord): TableRow => {
    if (!entry.record) return { problem: entry.problem }
    const record = flatten(entry.record)
    return { cells: names.map((name) => record.get(name) ?? '') }
  }
  return {
    format: about.format,
    about: about.about,
    columns: names.map((name) => ({ name, headings: [name] })),
    sample: flat.map((record) => names.map((name) => record.get(name) ?? '')),
    request: about.request ?? null,
    rows: (async function* () {
      for (const entry of first) yield toRow(entry)
      for await (const entry of rest) yield toRow(entry)
    })(),
  }
}

/** Fields as text; those of an inner object stand beside the others, lists are left out. */
function flatten(record: Readonly<Record<string, unknown>>): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(record)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [inner, entry] of Object.entries(value)) flat.set(inner, cellOf(entry))
    } else flat.set(key, cellOf(value))
  }
  return flat
}

function cellOf(value: unknown): string {
  return value === null || typeof value === 'object' || value === undefined ? '' : String(value)
}

function isFilled(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.trim() !== '')
}

async function takeFirst<T>(
  items: AsyncIterable<T>,
  count: number
): Promise<{ first: T[]; rest: AsyncIterable<T> }> {
  const iterator = items[Symbol.asyncIterator]()
  const first: T[] = []
  while (first.length < count) {
    const item = await iterator.next()
    if (item.done) break
    first.push(item.value)
  }
  return { first, rest: { [Symbol.asyncIterator]: () => iterator } }
}

async function* asyncOf<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

async function joined(text: AsyncIterable<string>): Promise<string> {
  const parts: string[] = []
  for await (const part of text) parts.push(part)
  return parts.join('')
}
