import type { CompiledQuery, Kysely, RawBuilder } from 'kysely'
import type { Tables } from './tables.ts'

/** One SQL database. Batches are the only transactions, since D1 has no others. */
export type Database = {
  readonly query: Kysely<Tables>
  /** Runs the statements in order; all of them or none. */
  batch(statements: readonly CompiledQuery[]): Promise<void>
  close(): Promise<void>
}

/** Longest JSON parameter; D1 takes at most 2 MB a value, and characters can take three bytes. */
export const MAX_PARAMETER_CHARS = 600_000

/**
 * JSON lists of the values, each short enough for one parameter.
 *
 * @param values - plain JSON
 * @returns texts like `[…]`; none for no values
 */
export function jsonChunks(values: readonly unknown[]): string[] {
  const chunks: string[] = []
  let parts: string[] = []
  let length = 0
  for (const value of values) {
    const text = JSON.stringify(value)
    if (parts.length > 0 && length + text.length > MAX_PARAMETER_CHARS) {
      chunks.push(`[${parts.join(',')}]`)
      parts = []
      length = 0
    }
    parts.push(text)
    length += text.length + 1
  }
  if (parts.length > 0) chunks.push(`[${parts.join(',')}]`)
  return chunks
}

/** SQL text and parameters of a statement, for a batch. */
export function compile(database: Database, statement: RawBuilder<unknown>): CompiledQuery {
  return statement.compile(database.query)
}
