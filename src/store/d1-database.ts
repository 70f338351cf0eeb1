import type { D1Database } from '@cloudflare/workers-types'
import { Kysely } from 'kysely'
import { D1Dialect } from 'kysely-d1'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/**
 * The database behind a D1 binding. Migrations are applied by `wrangler d1 migrations apply`.
 *
 * @param binding - the binding, such as `env.DB`
 */
export function openD1Database(binding: D1Database): Database {
  return {
    query: new Kysely<Tables>({ dialect: new D1Dialect({ database: binding }) }),
    async batch(statements) {
      if (statements.length === 0) return
      await binding.batch(
        statements.map(({ sql, parameters }) => binding.prepare(sql).bind(...parameters))
      )
    },
    async close() {},
  }
}
