import type { ByteSource } from './byte-source.ts'
import { UnreadableFileError } from './file-error.ts'

/** Encodings that survey tools and spreadsheets write. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** Encodings in the order in which a flag offers them. */
export const ENCODINGS: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']

/**
 * Tells the encoding of a text file by reading it once.
 *
 * A byte order mark decides; else zero bytes at every second place mean UTF-16; else text that is
 * valid UTF-8 is UTF-8; else it is Windows-1252, as Excel saves "CSV" in western countries.
 *
 * @param source - the file
 * @param head - its first bytes
 * @throws {UnreadableFileError} if the content is not text
 */
export async function detectEncoding(source: ByteSource, head: Uint8Array): Promise<Encoding> {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const wide = wideEncoding(head)
  if (wide) return wide
  const isUtf8 = await isValidUtf8(source)
  if (isBinary(head)) {
    throw new UnreadableFileError(
      source.name,
      'found binary data where text was expected; export the responses as CSV (UTF-8) or XLSX'
    )
  }
  return isUtf8 ? 'utf-8' : 'windows-1252'
}

/** Streams the text of a file; a byte order mark is left out. */
export async function* decodeText(source: ByteSource, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of source.open()) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

async function isValidUtf8(source: ByteSource): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of source.open()) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** UTF-16 without a mark: western text then has a zero in nearly every second byte. */
function wideEncoding(head: Uint8Array): Encoding | null {
  const zeros = [0, 0]
  for (const [index, byte] of head.entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  }
  const pairs = Math.floor(head.byteLength / 2)
  const [even = 0, odd = 0] = zeros
  if (pairs < 2) return null
  if (odd > 0.6 * pairs && even < 0.1 * pairs) return 'utf-16le'
  return even > 0.6 * pairs && odd < 0.1 * pairs ? 'utf-16be' : null
}

/** Control characters other than tab, line feed, form feed and carriage return do not occur in text. */
function isBinary(head: Uint8Array): boolean {
  const controls = head.filter((b) => b < 9 || (b > 13 && b < 32) || b === 11).length
  return head.includes(0) || controls > 0.02 * head.byteLength
}
