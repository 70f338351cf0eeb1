// Memory of the isolate and time on workerd: a whole analysis of 5,000 comments, and discovery alone on 20,000 clauses and more.

import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { repeatedResponses } from '../e2e/demonstration.ts'
import { analyzeAt } from '../e2e/describe-api.ts'
import { startWorker } from '../e2e/start-server.ts'
import { bundleWorker } from './bundle-worker.ts'
import { differentResponses } from './different-responses.ts'
import { startLimitedWorker } from './limited-worker.ts'
import { machine, printTable } from './measure.ts'
import { openHeap } from './worker-heap.ts'

/** Megabytes that the old generation of a process may have. */
const LIMITS_MB = [80, 96, 112]
const WORKER_LIMITS_MB = [64, 80, 112]

/** What is asked of workerd. */
type Works = readonly (readonly [name: string, body: object])[]

/** Whether an analysis of 5,000 comments ends within a limit. */
function printLimited(limitMb: number): void {
  const script = fileURLToPath(new URL('limited-analysis.ts', import.meta.url))
  const flags = [`--max-old-space-size=${limitMb}`, '--max-semi-space-size=4', script]
  const { status, stdout } = spawnSync(process.execPath, flags, { encoding: 'utf8' })
  const outcome = status === 0 ? stdout : 'out of memory'
  process.stdout.write(
    `5,000 different comments on Node, heap limited to ${limitMb} MB: ${outcome}\n`
  )
}

/** Whether the works end within a limit on workerd; one that breaks the isolate ends the rest. */
async function printLimitedWorker(folder: string, limitMb: number, works: Works): Promise<void> {
  const { url, stop } = await startLimitedWorker(folder, limitMb)
  for (const [name, body] of works) {
    const headers = { 'content-type': 'application/json' }
    const sent = { method: 'POST', headers, body: JSON.stringify(body) }
    const length = await fetch(`${url}/analyze`, sent)
      .then((response) => (response.ok ? response.text() : ''))
      .then(({ length }) => length)
      .catch(() => 0)
    const outcome = length > 0 ? `${Math.round(length / 1e3)} kB` : 'out of memory'
    process.stdout.write(`${name} on workerd, heap limited to ${limitMb} MB: ${outcome}\n`)
    if (length === 0) break
  }
  stop()
}

/** Prints the most megabytes seen; part of them could have been collected. */
export default async function run(): Promise<void> {
  LIMITS_MB.forEach(printLimited)
  process.stdout.write(`workerd on ${machine()}\n`)
  const works: Works = [
    ['whole analysis, 5,000 of the demonstration', { responses: await repeatedResponses(5_000) }],
    ['whole analysis, 5,000 different comments', { responses: differentResponses(5_000) }],
    [
      'discovery without a taxonomy, 10,000 comments',
      { responses: differentResponses(10_000), themes: { taxonomy: 'none' } },
    ],
  ]
  const folder = bundleWorker()
  for (const limitMb of WORKER_LIMITS_MB) await printLimitedWorker(folder, limitMb, works)
  rmSync(folder, { recursive: true })
  const rows: (string | number)[][] = []
  const server = await startWorker({ LOG: 'off', RATE_LIMIT: '0', MAX_RESPONSES: '10000' })
  try {
    const heap = await openHeap(server.inspectorPort)
    for (const [name, body] of works) {
      heap.start()
      const startMs = performance.now()
      const response = await analyzeAt(server, body)
      const { length } = await response.text()
      const tookMs = Math.round(performance.now() - startMs)
      rows.push([name, response.status, Math.round(length / 1e3), tookMs, await heap.stop()])
      process.stdout.write(`${rows.at(-1)?.join('  ')}\n`)
    }
    heap.close()
  } finally {
    await server.stop()
  }
  printTable([['work', 'status', 'answer kB', 'ms', 'heap MB'], ...rows])
}
