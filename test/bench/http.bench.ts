// Latency of POST /analyze as a client sees it, on Node and on workerd.

import { repeatedResponses } from '../e2e/demonstration.ts'
import { analyzeAt } from '../e2e/describe-api.ts'
import { startNode, startWorker } from '../e2e/start-server.ts'
import { machine, printTable, quantile } from './measure.ts'

/** Responses in a request, and how many requests are sent. */
const LOADS = [
  [1, 100],
  [100, 20],
  [1_000, 5],
] as const

/** Prints median and 99th percentile in milliseconds. */
export default async function run(): Promise<void> {
  const responses = await repeatedResponses(1_000)
  const rows: (string | number)[][] = []
  for (const start of [() => startNode({ LOG: 'off' }), startWorker]) {
    const server = await start()
    try {
      await (await analyzeAt(server, { responses: responses.slice(0, 100) })).text()
      for (const [count, requests] of LOADS) {
        const times: number[] = []
        for (let i = 0; i < requests; i += 1) {
          const startMs = performance.now()
          await (
            await analyzeAt(server, { responses: responses.slice(i % 7, (i % 7) + count) })
          ).text()
          times.push(performance.now() - startMs)
        }
        rows.push([
          server.name,
          count,
          requests,
          Math.round(quantile(times, 0.5)),
          Math.round(quantile(times, 0.99)),
        ])
      }
    } finally {
      await server.stop()
    }
  }
  process.stdout.write(`${machine()}; responses of corpora/northlink\n`)
  printTable([['runtime', 'responses', 'requests', 'median ms', 'p99 ms'], ...rows])
}
