import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url))

/** How long a write waits for another thread's write. */
const BUSY_TIMEOUT_MS = 15_000

/** How long an erasure waits for readers to let go of the log. */
const FORGET_TIMEOUT_MS = 250

/** Compiled statements kept; the store has fewer different ones. */
const MAX_PREPARED = 200

/** Page cache, in the negative KiB that SQLite wants. */
const CACHE_KIB = -65_536

/**
 * Opens a database file, creates it if need be, and brings it up to date.
 *
 * @param path - file, or `:memory:`
 */
export function openSqliteDatabase(path: string): Database {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const connection = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS })
  // Write-ahead: readers go on while an import writes. NORMAL keeps every commit over a crash of the
  // process, and the file whole over a loss of power.
  connection.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
     PRAGMA secure_delete = ON; PRAGMA cache_size = ${CACHE_KIB}; PRAGMA temp_store = MEMORY`
  )
  migrate(connection)
  const run = createRunner(connection)
  return {
    query: createQueryBuilder(run),
    async batch(statements) {
      connection.exec('BEGIN IMMEDIATE')
      try {
        for (const statement of statements) run(statement)
        connection.exec('COMMIT')
      } catch (error) {
        connection.exec('ROLLBACK')
        throw error
      }
    },
    async forget() {
      // The log holds pages as they were. A reader in the way leaves that to the next checkpoint: waiting would stop
      // every request.
      connection.exec(
        `PRAGMA busy_timeout = ${FORGET_TIMEOUT_MS}; PRAGMA wal_checkpoint(TRUNCATE);
         PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`
      )
    },
    async close() {
      connection.close()
    },
  }
}

/** Applies the migrations that the file has not seen, each in one transaction. */
function migrate(connection: DatabaseSync): void {
  connection.exec('BEGIN IMMEDIATE')
  try {
    connection.exec(
      'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT'
    )
    const applied = new Set(
      connection
        .prepare('SELECT name FROM migrations')
        .all()
        .map((row) => row.name)
    )
    const insert = connection.prepare(
      `INSERT INTO migrations (name, applied_at) VALUES (?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))`
    )
    for (const name of readdirSync(MIGRATIONS).sort()) {
      if (!name.endsWith('.sql') || applied.has(name)) continue
      connection.exec(readFileSync(`${MIGRATIONS}/${name}`, 'utf8'))
      insert.run(name)
    }
    connection.exec('COMMIT')
  } catch (error) {
    connection.exec('ROLLBACK')
    throw error
  }
}

type Run = (query: CompiledQuery) => QueryResult<unknown>

function createRunner(connection: DatabaseSync): Run {
  const prepared = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql)
    if (known) return known
    if (prepared.size >= MAX_PREPARED) prepared.clear()
    const statement = connection.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
  return (query) => {
    const statement = prepare(query.sql)
    // The query builder passes on only what callers gave: text, numbers and null.
    const parameters = query.parameters as readonly SQLInputValue[]
    if (statement.columns().length > 0) return { rows: statement.all(...parameters) }
    const { changes } = statement.run(...parameters)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }
}

function createQueryBuilder(run: Run): Kysely<Tables> {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      // Rows have the columns that the query names; the builder's types say which.
      return run(query) as QueryResult<R>
    },
    streamQuery() {
      throw new Error('expected a query without a stream')
    },
  }
  const noTransactions = async () => {
    throw new Error('expected a batch: there are no other transactions')
  }
  const driver: Driver = {
    async init() {},
    acquireConnection: async () => connection,
    beginTransaction: noTransactions,
    commitTransaction: noTransactions,
    rollbackTransaction: noTransactions,
    async releaseConnection() {},
    async destroy() {},
  }
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })
}
