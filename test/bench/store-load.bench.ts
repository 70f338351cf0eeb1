// Fifty dashboards that poll ranked lists, idle and during an import: `--responses 1000000 --clients 50 --rows 20000`.

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importSchema } from '../../src/http/schemas/import-schema.ts'
import { repeatedCsv } from '../e2e/demonstration.ts'
import { type Server, startNode } from '../e2e/start-server.ts'
import { fillLargeSurvey, openBenchContext } from './large-survey.ts'
import { machine, printTable } from './measure.ts'
import { LOAD_HEAD, loadRow, numberFlag, peakMemoryMb, readLoad } from './read-load.ts'

/** How long readers read with nothing else going on. */
const IDLE_MS = 10_000

/** Pause between two looks at the import. */
const PAUSE_MS = 500

/** What dashboards ask for, in turn. */
const QUERIES = [
  '',
  '?segment.Plan=basic',
  '?segment.Plan=plus',
  '?scoreGroup=detractor',
  '?sort=mentions',
]

/** Prints what readers see. A fill takes minutes; `--folder DIR` uses the database in it, or fills it and lets it be. */
export default async function run(argv: readonly string[]): Promise<void> {
  const count = numberFlag(argv, '--responses', 1_000_000)
  const clients = numberFlag(argv, '--clients', 50)
  const rowCount = numberFlag(argv, '--rows', 20_000)
  const flag = argv.indexOf('--folder')
  const own = flag === -1 ? null : (argv[flag + 1] ?? null)
  const folder = own ?? mkdtempSync(join(tmpdir(), 'whyscore-bench-'))
  process.stdout.write(
    `${machine()}; clauses of corpora/northlink put together to ${count} responses\n`
  )
  try {
    if (!existsSync(join(folder, 'whyscore.db'))) await fill(folder, count)
    const server = await startNode({ LOG: 'off', DATA_DIR: folder, RATE_LIMIT: '0' })
    try {
      await measure(server, { clients, rowCount })
    } finally {
      await server.stop()
    }
  } finally {
    if (own === null) rmSync(folder, { recursive: true })
  }
}

async function fill(folder: string, count: number): Promise<void> {
  const { context, close } = await openBenchContext(join(folder, 'whyscore.db'))
  const startMs = performance.now()
  await fillLargeSurvey(context, 'large', { count })
  await close()
  process.stdout.write(`kept in ${seconds(performance.now() - startMs)}\n`)
}

async function measure(
  { url, pid }: Server,
  { clients, rowCount }: { readonly clients: number; readonly rowCount: number }
): Promise<void> {
  const lists = QUERIES.map((query) => `${url}/v1/surveys/large/themes${query}`)
  for (const list of lists) {
    const startMs = performance.now()
    await (await fetch(list)).arrayBuffer()
    const query = new URL(list).search || 'the whole survey'
    process.stdout.write(`first list of ${query}: ${seconds(performance.now() - startMs)}\n`)
  }
  const rows = []
  for (const [name, some] of [
    ['one client', 1],
    [`${clients} clients`, clients],
  ] as const) {
    const endMs = performance.now() + IDLE_MS
    rows.push(
      loadRow(`idle, ${name}`, await readLoad(lists, some, () => performance.now() < endMs))
    )
  }
  const startMs = performance.now()
  const started = await fetch(`${url}/v1/surveys/large/imports`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: await repeatedCsv(rowCount),
  })
  let current = importSchema.parse(await started.json())
  const isRunning = () => current.state === 'queued' || current.state === 'running'
  const load = readLoad(lists, clients, isRunning)
  while (isRunning()) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    const answer = await fetch(`${url}/v1/surveys/large/imports/${current.id}`)
    current = importSchema.parse(await answer.json())
  }
  process.stdout.write(
    `${current.state}: ${current.acceptedCount} rows imported in ${seconds(performance.now() - startMs)} meanwhile; peak memory of the server ${peakMemoryMb(pid)} MB\n`
  )
  rows.push(loadRow(`importing, ${clients} clients`, await load))
  printTable([LOAD_HEAD, ...rows])
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}
