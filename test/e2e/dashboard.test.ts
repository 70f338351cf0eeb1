import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { buildPage } from './browser.ts'
import { describeAxe } from './dashboard-axe.ts'
import { describeDetails } from './dashboard-details.ts'
import { describeDashboard } from './describe-dashboard.ts'
import { startNode } from './start-server.ts'

const PAGE = fileURLToPath(new URL('../../dist/page/', import.meta.url))

/** Script of the first load, gzipped. */
const MAX_SCRIPT_BYTES = 200_000

describe('the first load', () => {
  it('needs at most 200 kB of script, and no inline script or style', () => {
    buildPage()
    const html = readFileSync(`${PAGE}index.html`, 'utf8')
    expect(html).not.toMatch(/<style|style=|<script>|\son\w+=/)
    const scripts = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, path]) => path)
    expect(scripts.length).toBeGreaterThan(0)
    const bytes = scripts.map((path) => gzipSync(readFileSync(PAGE + path)).byteLength)
    expect(bytes.reduce((sum, length) => sum + length, 0)).toBeLessThan(MAX_SCRIPT_BYTES)
  })
})

describeDashboard(
  'Node',
  () => startNode(),
  (visitor) => {
    describeAxe(visitor)
    // Last: once there is a key, the server asks everybody for one.
    describeDetails(visitor)
  }
)
