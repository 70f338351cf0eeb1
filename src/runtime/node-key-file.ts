import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecret } from './identifiers.ts'

/**
 * The key that secrets are encrypted with on one's own machine: made at the first start, readable by its owner alone.
 *
 * @param folder - `DATA_DIR`
 */
export function keyFile(folder: string): string {
  const path = join(folder, 'secrets.key')
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, createSecret(), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!isThere) throw error
  }
  return readFileSync(path, 'utf8')
}
