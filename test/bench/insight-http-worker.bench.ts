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

type Heap = {
  start(): void
  /** The most megabytes seen since the start; part of them could have been collected. */
  stop(): Promise<number>
  close(): void
}

/** Watches the JavaScript heap of the Worker through its inspector. */
async function openHeap(port: number): Promise<Heap> {
  const list = await fetch(`http://127.0.0.1:${port}/json`)
  const [target] = (await list.json()) as { webSocketDebuggerUrl: string }[]
  // The proxy in front of the inspector refuses pages of other sites, and takes who names none for one.
  const options = { headers: { origin: 'http://localhost' } }
  const socket = new (WebSocket as new (url: string, options: object) => WebSocket)(
    target?.webSocketDebuggerUrl ?? '',
    options
  )
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', reject, { once: true })
  })
  type Usage = { readonly usedSize?: number; readonly backingStorageSize?: number }
  const waiting = new Map<number, (result: Usage) => void>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data))
    waiting.get(id)?.(result ?? {})
    waiting.delete(id)
  })
  let lastId = 0
  const ask = (method: string) =>
    new Promise<Usage>((resolve) => {
      waiting.set(++lastId, resolve)
      socket.send(JSON.stringify({ id: lastId, method }))
    })
  const usedMb = async () => {
    const { usedSize = 0, backingStorageSize = 0 } = await ask('Runtime.getHeapUsage')
    return Math.round((usedSize + backingStorageSize) / 1e6)
  }
  await ask('Runtime.enable')
  let isOn = false
  let peakMb = 0
  let watching = Promise.resolve()
  return {
    start() {
      isOn = true
      peakMb = 0
      watching = (async () => {
        while (isOn) {
          peakMb = Math.max(peakMb, await usedMb())
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      })()
    },
    async stop() {
      isOn = false
      await watching
      return peakMb
    },
    close: () => socket.close(),
  }
}
