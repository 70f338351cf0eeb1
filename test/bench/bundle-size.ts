// Measures the Worker bundle: `npm run size`. Fails above the limit of Cloudflare's free plan.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { OFFLINE } from '../e2e/start-server.ts'

/** Below Cloudflare's free limit of 3 MiB, so that nobody has to argue about units. */
const MAX_GZIPPED_BYTES = 3_000_000

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const out = mkdtempSync(join(tmpdir(), 'whyscore-bundle-'))
try {
  const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
  execFileSync(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', out], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...OFFLINE },
  })
  const parts = readdirSync(out)
    .filter((name) => !name.endsWith('.map') && name !== 'README.md')
    .map((name) => {
      const bytes = readFileSync(join(out, name))
      return { name, raw: bytes.byteLength, gzipped: gzipSync(bytes, { level: 9 }).byteLength }
    })
    .sort((a, b) => b.gzipped - a.gzipped)
  for (const { name, raw, gzipped } of parts) {
    console.log(`${kilobytes(gzipped)} gzipped ${kilobytes(raw)} raw  ${name}`)
  }
  const total = parts.reduce((sum, { gzipped }) => sum + gzipped, 0)
  console.log(`${kilobytes(total)} gzipped in all, of ${kilobytes(MAX_GZIPPED_BYTES)}`)
  if (total > MAX_GZIPPED_BYTES) {
    console.error('the bundle is too large')
    process.exitCode = 1
  }
} finally {
  rmSync(out, { recursive: true })
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KiB`.padStart(10)
}
