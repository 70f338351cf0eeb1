import { describeJsonMistake } from '../request/json-mistake.ts'
import { UnreadableFileError } from './file-error.ts'

/** One parsed line or entry; `problem` where it could not be read. */
export type JsonRecord =
  | { readonly record: Readonly<Record<string, unknown>>; readonly problem?: never }
  | { readonly problem: string; readonly record?: never }

/**
 * Reads JSON Lines piece by piece. Blank lines are skipped; a broken line is a problem of that row alone.
 *
 * @param text - pieces of the text
 */
export async function* jsonLines(text: AsyncIterable<string>): AsyncGenerator<JsonRecord> {
  let pending = ''
  for await (const piece of text) {
    const lines = (pending + piece).split('\n')
    pending = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield jsonRecord(line)
  }
  if (pending.trim() !== '') yield jsonRecord(pending)
}

function jsonRecord(line: string): JsonRecord {
  try {
    return recordOf(JSON.parse(line))
  } catch {
    return { problem: 'expected a JSON object on one line, got text that is not JSON' }
  }
}

function recordOf(value: unknown): JsonRecord {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { record: value as Record<string, unknown> }
  }
  return { problem: 'expected a JSON object, got another value' }
}

/** A JSON file: a list of objects, or the body of a request. */
export type JsonFile =
  | { readonly kind: 'records'; readonly records: readonly JsonRecord[] }
  | {
      readonly kind: 'request'
      readonly records: readonly JsonRecord[]
      readonly body: RequestBody
    }

/** A request body in a file, its responses still as written. */
export type RequestBody = {
  readonly responses: readonly unknown[]
  readonly options: Readonly<Record<string, unknown>>
}

/**
 * Reads a JSON file.
 *
 * @param name - file name, for messages
 * @param text - whole text
 * @throws {UnreadableFileError} if it is neither a list nor an object with `responses`
 */
export function parseJsonFile(name: string, text: string): JsonFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UnreadableFileError(
      name,
      `expected JSON, got text that is not: ${describeJsonMistake(text)}. If each line is an object of its own, name the file .jsonl`
    )
  }
  if (Array.isArray(value)) return { kind: 'records', records: value.map(recordOf) }
  const { responses, ...options } = (value ?? {}) as { responses?: unknown }
  if (!Array.isArray(responses)) {
    throw new UnreadableFileError(
      name,
      'expected a list of objects, or an object with a list under "responses"'
    )
  }
  return { kind: 'request', records: responses.map(recordOf), body: { responses, options } }
}
