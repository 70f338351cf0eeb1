import { UnreadableFileError } from './file-error.ts'
import { unpackedSize } from './unpacked-size.ts'

/** A workbook that unpacks to more would not fit into the memory of a server. */
const MAX_UNPACKED_BYTES = 200_000_000

/** The sheet of a workbook that holds responses. */
export type WorkbookSheet = {
  readonly sheetName: string
  /** Names of the other sheets that have content. */
  readonly otherSheets: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

type Cell = string | number | boolean | Date | null

/**
 * Reads the largest sheet of an XLSX workbook.
 *
 * @param name - file name, for messages
 * @param bytes - the whole file
 * @throws {UnreadableFileError} if it is not a workbook or has no content
 */
export async function readWorkbook(name: string, bytes: Uint8Array): Promise<WorkbookSheet> {
  const unpackedBytes = unpackedSize(bytes)
  if (unpackedBytes !== null && unpackedBytes > MAX_UNPACKED_BYTES) {
    throw new UnreadableFileError(
      name,
      `expected a workbook of at most ${MAX_UNPACKED_BYTES / 1_000_000} MB unpacked, got ${Math.round(unpackedBytes / 1_000_000)} MB; delete what is not needed, or export CSV`
    )
  }
  // Loaded at first use: most requests and files never need it.
  const { default: readXlsxFile } = await import('read-excel-file/universal')
  const copy = new Uint8Array(bytes)
  let sheets: Awaited<ReturnType<typeof readXlsxFile>>
  try {
    sheets = await readXlsxFile(copy.buffer)
  } catch {
    throw new UnreadableFileError(
      name,
      'expected an XLSX workbook, got a file that is damaged or protected by a password; save it again, or export CSV'
    )
  }
  const filled = sheets.filter(({ data }) => data.length > 0)
  const largest = filled.reduce<(typeof filled)[number] | null>(
    (best, sheet) => (best && best.data.length >= sheet.data.length ? best : sheet),
    null
  )
  if (!largest) throw new UnreadableFileError(name, 'expected responses, got an empty workbook')
  return {
    sheetName: largest.sheet,
    otherSheets: filled.filter((sheet) => sheet !== largest).map(({ sheet }) => sheet),
    rows: largest.data.map((row) => row.map((cell) => cellText(cell as Cell))),
  }
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().replace('.000Z', 'Z')
  return String(cell)
}
