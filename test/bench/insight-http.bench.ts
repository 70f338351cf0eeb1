// Every report of a large survey over HTTP on Node: the first call, and the next while nothing changed.
// `--responses 100000`

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNode } from '../e2e/start-server.ts'
import { CALLS_HEAD, callTwice, fillInsightSurvey, INSIGHT_PATHS } from './insight-calls.ts'
import { machine, printTable } from './measure.ts'
import { numberFlag, peakMemoryMb } from './read-load.ts'

/** Prints milliseconds of each call. */
export default async function run(argv: readonly string[]): Promise<void> {
  const count = numberFlag(argv, '--responses', 100_000)
  const folder = mkdtempSync(join(tmpdir(), 'whyscore-bench-'))
  try {
    process.stdout.write(`${machine()}; ${count.toLocaleString('en')} responses\n`)
    await fillInsightSurvey(folder, count)
    const server = await startNode({ LOG: 'off', DATA_DIR: folder })
    const rows: (string | number)[][] = []
    try {
      for (const path of INSIGHT_PATHS) rows.push(await callTwice(server.url, path, [server.pid]))
      process.stdout.write(`peak memory of the server ${peakMemoryMb(server.pid)} MB\n`)
    } finally {
      await server.stop()
    }
    printTable([CALLS_HEAD, ...rows])
  } finally {
    rmSync(folder, { recursive: true })
  }
}
