import type { CompiledQuery, Kysely, RawBuilder } from 'kysely'
import type { Tables } from './tables.ts'

/** One SQL database. Batches are the only transactions, since D1 has no others. */
export type Database = {
  readonly query: Kysely<Tables>
  /** Runs the statements in order; all of them or none. */
  batch(statements: readonly CompiledQuery[]): Promise<void>
  /** Removes what was deleted from files beside the database, where it has any. */
  forget?(): Promise<void>
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
  return chunksOf(values).map(({ text }) => text)
}

/** Rows as JSON, and their ids alone, which are far quicker to read again. */
export type RowChunk = { readonly rows: string; readonly ids: string }

/**
 * JSON lists of rows, each short enough for one parameter, and the lists of their ids.
 *
 * @param rows - plain JSON with an id
 */
export function rowChunks(rows: readonly { readonly id: string }[]): RowChunk[] {
  return chunksOf(rows).map(({ text, values }) => ({
    rows: text,
    ids: JSON.stringify(values.map(({ id }) => id)),
  }))
}

function chunksOf<T>(values: readonly T[]): { readonly text: string; readonly values: T[] }[] {
  const chunks: { readonly text: string; readonly values: T[] }[] = []
  let parts: string[] = []
  let length = 0
  let start = 0
  const close = (end: number) => {
    if (parts.length > 0)
      chunks.push({ text: `[${parts.join(',')}]`, values: values.slice(start, end) })
    parts = []
    length = 0
    start = end
  }
  values.forEach((value, index) => {
    const text = JSON.stringify(value)
    if (length + text.length > MAX_PARAMETER_CHARS) close(index)
    parts.push(text)
    length += text.length + 1
  })
  close(values.length)
  return chunks
}

/** SQL text and parameters of a statement, for a batch. */
export function compile(database: Database, statement: RawBuilder<unknown>): CompiledQuery {
  return statement.compile(database.query)
}
