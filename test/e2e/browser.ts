import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** False where tests of the page must be left out; said once, on standard error. */
export const HAS_CHROMIUM = existsSync(CHROMIUM)
if (!HAS_CHROMIUM) {
  process.stderr.write(`Skipped: tests of the page need Chromium at ${CHROMIUM} (set CHROMIUM)\n`)
}

/** Starts the browser of the system. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
}

/** Builds the page, as `npm start` does before the server starts. */
export function buildPage(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url))
  // Under the test runner the environment says "test", which would build the page for development.
  const env = { ...process.env, NODE_ENV: 'production' }
  execFileSync(process.execPath, [vite, 'build'], { cwd: root, env })
}
