// Every report of a large survey over HTTP on workerd with D1: time, processor time and memory of the Worker's heap.
// `--responses 100000`

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Server, startWorker } from '../e2e/start-server.ts'
import { CALLS_HEAD, callTwice, fillInsightSurvey, INSIGHT_PATHS } from './insight-calls.ts'
import { machine, printTable } from './measure.ts'
import { numberFlag } from './read-load.ts'
import { type Heap, openHeap } from './worker-heap.ts'

/** Prints milliseconds and megabytes of each call. */
export default async function run(argv: readonly string[]): Promise<void> {
  const count = numberFlag(argv, '--responses', 100_000)
  const folder = mkdtempSync(join(tmpdir(), 'whyscore-bench-'))
  try {
    process.stdout.write(`workerd on ${machine()}; ${count.toLocaleString('en')} responses\n`)
    const source = await fillInsightSurvey(folder, count)
    const vars = { LOG: 'off', RATE_LIMIT: '0' }
    const server = await startWorker(vars, (into) => copyIntoD1(source, into))
    const rows: (string | number)[][] = []
    let heap: Heap | null = null
    try {
      heap = await openHeap(server.inspectorPort)
      const pids = workerdsOf(server)
      for (const path of INSIGHT_PATHS) {
        heap.start()
        const row = await callTwice(server.url, path, pids)
        rows.push([...row, await heap.stop()])
        process.stdout.write(`${rows.at(-1)?.join('  ')}\n`)
      }
    } finally {
      heap?.close()
      await server.stop()
    }
    printTable([[...CALLS_HEAD, 'heap MB'], ...rows])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Copies all rows of a SQLite file into the local D1 below a folder, which has the same tables. */
function copyIntoD1(source: string, folder: string): void {
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
    (name) => /d1.*\.sqlite$/i.test(name) && !name.endsWith('metadata.sqlite')
  )
  if (file === undefined) throw new Error('expected a D1 database')
  const d1 = new DatabaseSync(join(folder, file))
  d1.exec(`ATTACH '${source}' AS filled; PRAGMA foreign_keys = OFF`)
  const tables = d1
    .prepare(
      `SELECT name FROM filled.sqlite_master WHERE type = 'table'
        AND name NOT LIKE 'sqlite_%' AND name <> 'migrations'`
    )
    .all()
  for (const { name } of tables) {
    d1.exec(`DELETE FROM main."${name}"; INSERT INTO main."${name}" SELECT * FROM filled."${name}"`)
  }
  d1.close()
}

/** The processes of workerd that wrangler has started: the Worker with its database, and the proxy before it. */
function workerdsOf({ pid }: Server): number[] {
  const parents = [pid]
  const found: number[] = []
  for (const parent of parents) {
    const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
    for (const child of children.split(' ').filter((each) => each !== '')) {
      const name = readFileSync(`/proc/${child}/comm`, 'utf8').trim()
      if (name === 'workerd') found.push(Number(child))
      else parents.push(Number(child))
    }
  }
  return found
}
