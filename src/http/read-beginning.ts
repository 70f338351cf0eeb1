/**
 * The first bytes of a body, up to the end of a line where it is longer.
 *
 * @param maxBytes - most bytes to read; the rest is not waited for
 */
export async function readBeginning(
  body: ReadableStream<Uint8Array>,
  maxBytes: number
): Promise<Uint8Array> {
  const reader = body.getReader()
  const pieces: Uint8Array[] = []
  let byteCount = 0
  let isWhole = true
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    pieces.push(part.value)
    byteCount += part.value.byteLength
    if (byteCount > maxBytes) {
      isWhole = false
      await reader.cancel()
      break
    }
  }
  const bytes = new Uint8Array(byteCount)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.byteLength
  }
  if (isWhole) return bytes
  const lineEnd = bytes.lastIndexOf(10, maxBytes)
  return bytes.subarray(0, lineEnd < 0 ? maxBytes : lineEnd + 1)
}
