import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ByteSource } from '../service/read-file/byte-source.ts'
import { UnreadableFileError } from '../service/read-file/file-error.ts'

/**
 * A file on disk.
 *
 * @throws {UnreadableFileError} if it does not exist, is a folder or may not be read
 */
export async function fileSource(path: string): Promise<ByteSource> {
  const name = basename(path)
  try {
    const info = await stat(path)
    if (info.isDirectory()) {
      throw new UnreadableFileError(path, 'expected a file, got a folder')
    }
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error
    throw new UnreadableFileError(path, 'expected a file that exists and may be read, found none')
  }
  return { name, open: () => createReadStream(path) }
}

/**
 * Standard input as JSON Lines. It can be read only once, so it is held in memory.
 *
 * @param stdin - pieces of the input
 */
export async function stdinSource(stdin: AsyncIterable<Uint8Array>): Promise<ByteSource> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stdin) chunks.push(chunk)
  return {
    name: 'standard-input.jsonl',
    async *open() {
      yield* chunks
    },
  }
}
