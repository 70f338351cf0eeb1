// An import on Node while clients read ranked lists: time, memory, latency. `--rows 20000 --clients 50`

import { importSchema } from '../../src/http/schemas/import-schema.ts'
import { repeatedCsv, repeatedResponses } from '../e2e/demonstration.ts'
import { startNode } from '../e2e/start-server.ts'
import { machine, printTable } from './measure.ts'
import { LOAD_HEAD, loadRow, numberFlag, peakMemoryMb, readLoad } from './read-load.ts'

/** Pause between two looks at the import. */
const PAUSE_MS = 500

/** Prints the time and memory of the import, and what readers saw meanwhile. */
export default async function run(argv: readonly string[]): Promise<void> {
  const rowCount = numberFlag(argv, '--rows', 20_000)
  const clients = numberFlag(argv, '--clients', 50)
  const server = await startNode({ LOG: 'off' })
  const send = (path: string, type: string, body: string) =>
    fetch(`${server.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body })
  try {
    await send('/v1/surveys', 'application/json', '{"id":"wave"}')
    const responses = await repeatedResponses(1_000)
    await send('/v1/surveys/wave/responses', 'application/json', JSON.stringify({ responses }))
    const themes = `${server.url}/v1/surveys/wave/themes`
    await (await fetch(themes)).text()
    const startMs = performance.now()
    const started = await send('/v1/surveys/wave/imports', 'text/csv', await repeatedCsv(rowCount))
    let current = importSchema.parse(await started.json())
    const isRunning = () => current.state === 'queued' || current.state === 'running'
    const load = readLoad(themes, clients, isRunning)
    while (isRunning()) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      const answer = await fetch(`${server.url}/v1/surveys/wave/imports/${current.id}`)
      current = importSchema.parse(await answer.json())
    }
    const tookMs = performance.now() - startMs
    process.stdout.write(
      `${machine()}; corpora/northlink repeated\n${current.state}: ${current.acceptedCount} rows in ${(tookMs / 1_000).toFixed(1)} s (${Math.round((1_000 * current.acceptedCount) / tookMs)} rows a second) with ${clients} clients reading, peak memory ${peakMemoryMb(server.pid)} MB\n`
    )
    printTable([LOAD_HEAD, loadRow('list, while importing', await load)])
  } finally {
    await server.stop()
  }
}
