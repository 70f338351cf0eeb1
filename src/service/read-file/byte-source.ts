/** A file that can be read from its start more than once, without being held in memory. */
export type ByteSource = {
  /** Name with its ending, for messages and to tell the format. */
  readonly name: string
  open(): AsyncIterable<Uint8Array>
}

/** A source that is already in memory, such as an upload. */
export function byteSourceOf(name: string, bytes: Uint8Array | readonly Uint8Array[]): ByteSource {
  return {
    name,
    async *open() {
      if (bytes instanceof Uint8Array) yield bytes
      else yield* bytes
    },
  }
}

/** The first bytes of a source. */
export async function readHead(source: ByteSource, byteCount: number): Promise<Uint8Array> {
  const head = new Uint8Array(byteCount)
  let length = 0
  for await (const chunk of source.open()) {
    const part = chunk.subarray(0, byteCount - length)
    head.set(part, length)
    length += part.byteLength
    if (length === byteCount) break
  }
  return head.subarray(0, length)
}

/** All bytes of a source, for formats that cannot be read piece by piece. */
export async function readAllBytes(source: ByteSource): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of source.open()) {
    chunks.push(chunk)
    length += chunk.byteLength
  }
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}
