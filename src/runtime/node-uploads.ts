import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { UploadStore } from '../service/imports/upload-store.ts'

/** Thrown inside `save` only. */
class TooLongError extends Error {}

/** Uploads as files of one folder. */
export function createNodeUploads(folder: string): UploadStore {
  const pathOf = (key: string) => join(folder, key)
  return {
    async save(key, body, maxBytes) {
      await mkdir(folder, { recursive: true })
      const partial = `${pathOf(key)}.partial`
      let byteCount = 0
      try {
        await pipeline(
          Readable.from(piecesOf(body)),
          async function* (pieces: AsyncIterable<Uint8Array>) {
            for await (const piece of pieces) {
              byteCount += piece.byteLength
              if (byteCount > maxBytes) throw new TooLongError()
              yield piece
            }
          },
          createWriteStream(partial)
        )
      } catch (error) {
        await rm(partial, { force: true })
        if (error instanceof TooLongError) return null
        throw error
      }
      // Only a file that came in whole gets its name.
      await rename(partial, pathOf(key))
      return byteCount
    },
    open: (key) => createReadStream(pathOf(key)),
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
}
