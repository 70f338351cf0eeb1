import type { R2Bucket, R2MultipartUpload, R2UploadedPart } from '@cloudflare/workers-types'
import type { UploadStore } from '../service/imports/upload-store.ts'

/** R2 takes parts of at least 5 MiB, all of one length but the last. */
const PART_BYTES = 8 * 1024 * 1024

/** Uploads as objects of an R2 bucket. */
export function createWorkerUploads(bucket: R2Bucket): UploadStore {
  return {
    async save(key, body, maxBytes) {
      let upload: R2MultipartUpload | null = null
      const parts: R2UploadedPart[] = []
      let byteCount = 0
      for await (const { bytes, isLast } of partsOf(body)) {
        byteCount += bytes.byteLength
        if (byteCount > maxBytes) {
          await upload?.abort()
          return null
        }
        // A file of one part needs no multipart upload.
        if (isLast && parts.length === 0) await bucket.put(key, bytes)
        else {
          upload ??= await bucket.createMultipartUpload(key)
          parts.push(await upload.uploadPart(parts.length + 1, bytes))
        }
      }
      await upload?.complete(parts)
      return byteCount
    },
    async *open(key) {
      const object = await bucket.get(key)
      if (!object) throw new Error(`expected the upload ${key} in the bucket`)
      const reader = object.body.getReader()
      for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
    },
    async remove(key) {
      await bucket.delete(key)
    },
  }
}

async function* partsOf(
  body: ReadableStream<Uint8Array>
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly isLast: boolean }> {
  const reader = body.getReader()
  let part = new Uint8Array(PART_BYTES)
  let length = 0
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    let rest = read.value
    while (rest.byteLength > 0) {
      if (length === PART_BYTES) {
        yield { bytes: part, isLast: false }
        part = new Uint8Array(PART_BYTES)
        length = 0
      }
      const piece = rest.subarray(0, PART_BYTES - length)
      part.set(piece, length)
      length += piece.byteLength
      rest = rest.subarray(piece.byteLength)
    }
  }
  yield { bytes: part.subarray(0, length), isLast: true }
}
