import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OFFLINE } from '../e2e/start-server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Bundles the Worker as a deployment would, into a new folder whose path it returns. */
export function bundleWorker(): string {
  const out = mkdtempSync(join(tmpdir(), 'whyscore-bundle-'))
  const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
  execFileSync(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', out], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...OFFLINE },
  })
  return out
}
