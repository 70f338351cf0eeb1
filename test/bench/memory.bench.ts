// Memory of the isolate and time on workerd: a whole analysis of 5,000 comments, and discovery alone on 20,000 clauses and more.

import type { SurveyResponse } from '../../src/domain/response.ts'
import { repeatedResponses } from '../e2e/demonstration.ts'
import { analyzeAt } from '../e2e/describe-api.ts'
import { startWorker } from '../e2e/start-server.ts'
import { commentsOf } from '../quality/theme-names.quality.ts'
import { readRows } from '../quality/theme-sets.ts'
import { machine, printTable } from './measure.ts'
import { openHeap } from './worker-heap.ts'

/** Comments that differ: those of all corpora, then two of them together. */
function differentResponses(count: number): readonly SurveyResponse[] {
  const rows = readRows('corpora/labelled-clauses/data.jsonl') ?? []
  const comments = [...new Set(rows.map(({ industry }) => String(industry)))].flatMap(commentsOf)
  const at = (i: number) => comments[i % comments.length] ?? ''
  return Array.from({ length: count }, (_, i) => ({
    id: `r${i}`,
    comment: i < comments.length ? at(i) : `${at(i)} ${at(i * 7 + 31)}`,
    score: (i * 7) % 11,
  }))
}

/** Prints the most megabytes seen; part of them could have been collected. */
export default async function run(): Promise<void> {
  process.stdout.write(`workerd on ${machine()}\n`)
  const works: [string, object][] = [
    ['whole analysis, 5,000 of the demonstration', { responses: await repeatedResponses(5_000) }],
    ['whole analysis, 5,000 different comments', { responses: differentResponses(5_000) }],
    [
      'discovery without a taxonomy, 10,000 comments',
      { responses: differentResponses(10_000), themes: { taxonomy: 'none' } },
    ],
  ]
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
