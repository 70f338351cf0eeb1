import { UnreadableFileError } from './file-error.ts'

/** Kinds of files that can be read. */
export type FileFormat = 'csv' | 'tsv' | 'xlsx' | 'jsonl' | 'json'

const FORMAT_OF_ENDING: Readonly<Record<string, FileFormat>> = {
  csv: 'csv',
  txt: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
}

/** First bytes of files that people mistake for text, and what to do instead. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook (.xls); save it as .xlsx or CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF; export the responses as CSV or XLSX instead'],
  [[0x1f, 0x8b], 'a gzip archive; unpack it first'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture; export the responses as CSV or XLSX instead'],
  [[0xff, 0xd8, 0xff], 'a JPEG picture; export the responses as CSV or XLSX instead'],
  [[0x53, 0x51, 0x4c, 0x69], 'a SQLite database; export the responses as CSV instead'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file; export the responses as CSV instead'],
]

const ZIP_SIGNATURE = [0x50, 0x4b, 0x03, 0x04]

/**
 * Tells the format from the first bytes and the ending of the name.
 *
 * @param name - file name
 * @param head - first bytes of the file; a few hundred are enough
 * @throws {UnreadableFileError} if the file is empty, binary or of an unknown kind
 */
export function detectFormat(name: string, head: Uint8Array): FileFormat {
  if (head.byteLength === 0) {
    throw new UnreadableFileError(name, 'expected responses, got an empty file')
  }
  const isLike = (bytes: readonly number[]) => bytes.every((byte, i) => head[i] === byte)
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  const format = FORMAT_OF_ENDING[ending]
  if (isLike(ZIP_SIGNATURE)) {
    // Excel users rename files; the content decides.
    if (format !== undefined) return 'xlsx'
    throw new UnreadableFileError(name, 'found a zip archive; unpack it first, or name it .xlsx')
  }
  const signature = SIGNATURES.find(([bytes]) => isLike(bytes))
  if (signature) throw new UnreadableFileError(name, `found ${signature[1]}`)
  if (format === 'xlsx') {
    throw new UnreadableFileError(
      name,
      'the name says XLSX, but the content does not; save it again as .xlsx, or name it .csv if it is text'
    )
  }
  if (format === undefined) {
    throw new UnreadableFileError(
      name,
      `expected a name that ends in .csv, .tsv, .xlsx, .jsonl or .json, got "${ending ? `.${ending}` : name}"`
    )
  }
  return format
}
