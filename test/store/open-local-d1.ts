import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { D1Database } from '@cloudflare/workers-types'
import { getPlatformProxy } from 'wrangler'
import { openD1Database } from '../../src/store/d1-database.ts'
import type { Database } from '../../src/store/database.ts'

const MIGRATIONS = fileURLToPath(new URL('../../src/store/migrations', import.meta.url))
const CONFIG = fileURLToPath(new URL('./d1-database.toml', import.meta.url))

/** Keeps the local platform from looking anything up on the network. */
const OFFLINE = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  NO_UPDATE_NOTIFIER: '1',
}

/** An empty D1 in workerd, in memory, with all migrations applied. */
export async function openLocalD1(): Promise<Database> {
  Object.assign(process.env, OFFLINE)
  const proxy = await getPlatformProxy<{ readonly DB: D1Database }>({
    configPath: CONFIG,
    persist: false,
  })
  const binding = proxy.env.DB
  for (const name of readdirSync(MIGRATIONS).sort()) {
    const statements = readFileSync(`${MIGRATIONS}/${name}`, 'utf8')
      .replace(/^--.*$/gm, '')
      .split(';')
      .filter((statement) => statement.trim() !== '')
    await binding.batch(statements.map((statement) => binding.prepare(statement)))
  }
  return { ...openD1Database(binding), close: () => proxy.dispose() }
}
