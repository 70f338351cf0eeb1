// Measures the Worker bundle: `npm run size`. Fails above the limit of Cloudflare's free plan.

import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bundleWorker } from './bundle-worker.ts'

/** Below Cloudflare's free limit of 3 MiB, so that nobody has to argue about units. */
const MAX_GZIPPED_BYTES = 3_000_000

const out = bundleWorker()
try {
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
