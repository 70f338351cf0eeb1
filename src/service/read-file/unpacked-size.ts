const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50

/** Sizes of the fixed parts of both records, in bytes. */
const END_BYTES = 22
const ENTRY_BYTES = 46

/** The end record may be followed by a comment of this many bytes. */
const MAX_COMMENT_BYTES = 65_535

/**
 * How many bytes a zip archive says it unpacks to.
 *
 * A small file can unpack to gigabytes; this is known without unpacking it. Archives of 4 GB and more
 * (zip64) count as endless.
 *
 * @param bytes - the whole archive
 * @returns bytes of all entries together; null when this is no zip archive
 * @see APPNOTE.TXT 6.3.10, sections 4.3.12 and 4.3.16
 */
export function unpackedSize(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  if (end === null) return null
  const entryCount = view.getUint16(end + 10, true)
  let offset = view.getUint32(end + 16, true)
  let total = 0
  for (let entry = 0; entry < entryCount; entry += 1) {
    if (offset + ENTRY_BYTES > bytes.byteLength) return null
    if (view.getUint32(offset, true) !== DIRECTORY_ENTRY) return null
    const size = view.getUint32(offset + 24, true)
    total += size === 0xffffffff ? Number.POSITIVE_INFINITY : size
    // Name, extra field and comment follow the fixed part.
    const lengths = [28, 30, 32].map((field) => view.getUint16(offset + field, true))
    offset += ENTRY_BYTES + lengths.reduce((sum, length) => sum + length, 0)
  }
  return total
}

function endOfDirectory(view: DataView): number | null {
  const last = view.byteLength - END_BYTES
  for (let offset = last; offset >= Math.max(0, last - MAX_COMMENT_BYTES); offset -= 1) {
    if (view.getUint32(offset, true) === END_OF_DIRECTORY) return offset
  }
  return null
}
