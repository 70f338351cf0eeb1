import Papa from 'papaparse'

/** Delimiters that exports use; the order decides ties. */
const DELIMITERS = [',', ';', '\t', '|'] as const

/** Characters from which delimiter and line ending are told. */
const SNIFF_CHARS = 64_000

/** Characters parsed at a time. */
const BLOCK_CHARS = 256_000

/** One row of a grid; `problem` where it could not be read for sure. */
export type GridRow = { readonly cells: readonly string[]; readonly problem?: string }

/** Rows of delimited text, with what was told from its beginning. */
export type DelimitedText = {
  readonly delimiter: string
  readonly rows: AsyncIterable<GridRow>
}

/**
 * Splits delimited text into rows, piece by piece.
 *
 * Quoted cells may hold delimiters, doubled quotes and line breaks. Rows may differ in length. A row with a
 * quote left open has a problem: it has swallowed rows below it, and nobody would miss them.
 *
 * @param text - pieces of the text
 * @param delimiter - when known, such as a tab for TSV
 */
export async function splitDelimitedText(
  text: AsyncIterable<string>,
  delimiter?: string
): Promise<DelimitedText> {
  const pieces = text[Symbol.asyncIterator]()
  let start = ''
  while (start.length < SNIFF_CHARS) {
    const piece = await pieces.next()
    if (piece.done) break
    start += piece.value
  }
  const chosen = delimiter ?? sniffDelimiter(start)
  const newline = sniffNewline(start)
  return { delimiter: chosen, rows: rowsOf(start, pieces, { delimiter: chosen, newline }) }
}

type ParserConfig = { readonly delimiter: string; readonly newline: '\r\n' | '\n' | '\r' }

async function* rowsOf(
  start: string,
  pieces: AsyncIterator<string>,
  config: ParserConfig
): AsyncGenerator<GridRow> {
  let pending = start
  let neededChars = BLOCK_CHARS
  for (let isLast = false; !isLast; ) {
    const piece = await pieces.next()
    if (piece.done) isLast = true
    else pending += piece.value
    if (!isLast && pending.length < neededChars) continue
    const parsed = parseBlock(pending, config, isLast)
    // A row longer than a block is tried again only when twice as much has come.
    neededChars = parsed.end > 0 ? BLOCK_CHARS : pending.length * 2
    pending = pending.slice(parsed.end)
    yield* parsed.rows
  }
}

function parseBlock(text: string, config: ParserConfig, isLast: boolean) {
  const parser = new Papa.Parser(config)
  const { data, errors, meta } = parser.parse(text, 0, !isLast) as Papa.ParseResult<string[]>
  const strayQuotes = new Set(errors.flatMap(({ type, row }) => (type === 'Quotes' ? [row] : [])))
  const rows = data.map((found, index): GridRow => {
    // A carriage return stays behind when a file mixes its line endings.
    const cells = config.newline === '\n' ? withoutCarriageReturn(found) : found
    if (!strayQuotes.has(index)) return { cells }
    const swallowed = swallowedRows(cells, config.delimiter)
    return swallowed === 0 ? { cells } : { cells, problem: strayQuoteWords(swallowed) }
  })
  return { rows, end: meta.cursor }
}

/** Lines within cells that have as many delimiters as a row: people seldom write so, files with a stray quote do. */
function swallowedRows(cells: readonly string[], delimiter: string): number {
  const usual = Math.max(1, cells.length - 1)
  const lines = cells.flatMap((cell) => cell.split(/\r\n|\n|\r/).slice(1))
  return lines.filter((line) => line.split(delimiter).length > usual).length
}

function strayQuoteWords(rows: number): string {
  const swallowed = rows === 1 ? 'the row below' : `${rows.toLocaleString('en')} rows below`
  return `expected a closing quote and doubled quotes inside, got a quote left open that takes in ${swallowed}`
}

function withoutCarriageReturn(row: string[]): string[] {
  const last = row.at(-1)
  return last?.endsWith('\r') ? [...row.slice(0, -1), last.slice(0, -1)] : row
}

/** The delimiter that gives the most columns in the most rows. */
function sniffDelimiter(text: string): string {
  const config = { newline: sniffNewline(text), preview: 50 }
  const scored = DELIMITERS.map((delimiter) => {
    const parser = new Papa.Parser({ ...config, delimiter })
    const { data } = parser.parse(text, 0, false) as Papa.ParseResult<string[]>
    const widths = data.filter((row) => row.some((cell) => cell !== '')).map((row) => row.length)
    const usual = median(widths)
    const agreeing = widths.filter((width) => width === usual).length / Math.max(1, widths.length)
    return { delimiter, score: usual > 1 ? agreeing * Math.log2(usual) : 0 }
  })
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.score > 0 ? best.delimiter : ','
}

function sniffNewline(text: string): ParserConfig['newline'] {
  // Line breaks inside quotes may be of another kind than those between rows.
  const bare = text.replaceAll(/"(?:[^"]|"")*"/g, '""')
  const count = (pattern: RegExp) => bare.match(pattern)?.length ?? 0
  const [both, feed, back] = [count(/\r\n/g), count(/(?<!\r)\n/g), count(/\r(?!\n)/g)]
  if (both > 0 && both >= feed) return '\r\n'
  return back > feed ? '\r' : '\n'
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
