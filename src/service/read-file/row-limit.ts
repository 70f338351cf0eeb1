import { AppError } from '../../domain/errors.ts'
import type { ByteSource } from './byte-source.ts'
import { type ReadFile, type ReadFileOptions, readResponsesFile } from './read-responses-file.ts'

/**
 * Reads a file of responses unless it has too many rows.
 *
 * @param source - the file
 * @param options - scale and named columns
 * @param maxRows - most rows
 * @throws {AppError} `request-too-large`, and everything that `readResponsesFile` throws
 */
export async function readLimitedFile(
  source: ByteSource,
  options: ReadFileOptions,
  maxRows: number
): Promise<ReadFile> {
  const check = (rowCount: number) => {
    if (rowCount <= maxRows) return
    throw new AppError(
      'request-too-large',
      `expected at most ${maxRows.toLocaleString('en')} rows at a time, got more; split the file, or use the command line, which has no limit`
    )
  }
  const file = await readResponsesFile(source, { ...options, onRows: check })
  check(file.read.responses.length + file.read.rejected.length)
  return file
}
