import type { Context } from 'hono'
import { AppError } from '../domain/errors.ts'
import { describeJsonMistake } from '../service/request/json-mistake.ts'
import type { AppEnv } from './app-env.ts'

/** Content types that carry JSON. */
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i

/** A body above the limit of the route. */
export class RequestTooLargeError extends AppError {
  constructor(maxBytes: number) {
    const most = `${(maxBytes / 1_000_000).toLocaleString('en')} MB`
    super(
      'request-too-large',
      `expected a body of at most ${most}; send fewer responses at a time, or use the command line`
    )
  }
}

/**
 * Reads and parses a JSON body.
 *
 * @param c - context of the request
 * @param maxBytes - longest body
 * @returns the parsed value
 * @throws {AppError} `unsupported-media-type`, `request-too-large` or `unreadable-request`
 */
export async function readJsonBody(c: Context<AppEnv>, maxBytes: number): Promise<unknown> {
  const type = c.req.header('content-type')
  if (!type || !JSON_TYPE.test(type)) {
    const got = type ? `"${type.slice(0, 100)}"` : 'none'
    throw new AppError(
      'unsupported-media-type',
      `expected the header "content-type: application/json", got ${got}`
    )
  }
  return parseJson(decodeUtf8(await readBody(c, maxBytes)))
}

/** The text of a body. @throws {AppError} `request-too-large`, or `unreadable-request` unless it is UTF-8 */
export async function readTextBody(c: Context<AppEnv>, maxBytes: number): Promise<string> {
  return decodeUtf8(await readBody(c, maxBytes))
}

/**
 * Reads a body of any type, piece by piece.
 *
 * @param c - context of the request
 * @param maxBytes - longest body
 * @returns the pieces in order
 * @throws {RequestTooLargeError} if there are more bytes
 * @throws {AppError} `unsupported-media-type` if they are compressed
 */
export async function readBody(c: Context<AppEnv>, maxBytes: number): Promise<Uint8Array[]> {
  const encoding = c.req.header('content-encoding') ?? 'identity'
  if (encoding.toLowerCase() !== 'identity') {
    throw new AppError(
      'unsupported-media-type',
      `expected a body without content-encoding, got "${encoding.slice(0, 100)}"; send it uncompressed`
    )
  }
  // The declared length spares reading; the count while reading is what protects.
  if (Number(c.req.header('content-length') ?? 0) > maxBytes)
    throw new RequestTooLargeError(maxBytes)
  return readBytes(c.req.raw.body, maxBytes)
}

async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number
): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = []
  if (!body) return chunks
  let byteCount = 0
  const reader = body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    byteCount += part.value.byteLength
    if (byteCount > maxBytes) {
      await reader.cancel()
      throw new RequestTooLargeError(maxBytes)
    }
    chunks.push(part.value)
  }
  return chunks
}

function decodeUtf8(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    const parts = chunks.map((chunk) => decoder.decode(chunk, { stream: true }))
    return parts.join('') + decoder.decode()
  } catch {
    throw new AppError(
      'unreadable-request',
      'expected a body encoded as UTF-8; save or send the data as UTF-8 and try again'
    )
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === '') {
    throw new AppError('unreadable-request', 'expected a JSON object, got an empty body')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError(
      'unreadable-request',
      `expected JSON, got text that is not: ${describeJsonMistake(text)}`
    )
  }
}
