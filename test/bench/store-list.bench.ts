// A ranked list of a large survey: how long it takes to compute, and how long to read. `--responses 1000000`

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { maskResponses } from '../../src/analysis/mask-responses.ts'
import { computeNow } from '../../src/service/surveys/current-theme-list.ts'
import { createSurvey } from '../../src/service/surveys/survey-verbs.ts'
import { tagBatch } from '../../src/service/surveys/tag-batch.ts'
import { demonstrationResponses } from '../e2e/demonstration.ts'
import { startNode } from '../e2e/start-server.ts'
import { openBenchContext } from './large-survey.ts'
import { machine, printTable } from './measure.ts'
import { LOAD_HEAD, loadRow, numberFlag, peakMemoryMb, readLoad } from './read-load.ts'

const BATCH = 1_000

/** Times that each list is read; by 10 clients at once in the last row. */
const READS = 1_000

/** Prints the time to fill, to compute and to read. */
export default async function run(argv: readonly string[]): Promise<void> {
  const count = numberFlag(argv, '--responses', 1_000_000)
  const folder = mkdtempSync(join(tmpdir(), 'whyscore-bench-'))
  try {
    process.stdout.write(`${machine()}; corpora/northlink repeated to ${count} responses\n`)
    await fill(join(folder, 'whyscore.db'), count)
    await readLists(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function fill(path: string, count: number): Promise<void> {
  const { context, close } = await openBenchContext(path)
  // Finding themes is not what is measured: those of the taxonomy do.
  const settings = { themes: { discover: false }, drivers: { adjustFor: ['Plan'] } }
  await createSurvey(context, { id: 'large', segmentFields: ['Plan', 'Region'], ...settings })
  const data = await context.store.openSurvey('large')
  if (!data) throw new Error('expected the survey that was just made')
  const at = new Date().toISOString()
  const responses = maskResponses(await demonstrationResponses())
  const tagged = await tagBatch({ tag: context.tag, data, responses, at })
  const startMs = performance.now()
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => {
      const response = tagged[(from + i) % tagged.length]
      if (!response) throw new Error('the demonstration corpus is empty')
      const number = from + i
      return { ...response, id: `r${number}`, respondentId: `p${number}` }
    })
    await data.saveResponses({ responses: batch, receivedAt: at, importId: null, usage: [] })
  }
  const filledMs = performance.now()
  await computeNow(context, 'large', {})
  const computedMs = performance.now()
  process.stdout.write(
    `kept in ${seconds(filledMs - startMs)}, list computed in ${seconds(computedMs - filledMs)}, peak memory ${peakMemoryMb(process.pid)} MB\n`
  )
  await close()
}

async function readLists(folder: string): Promise<void> {
  const server = await startNode({ LOG: 'off', DATA_DIR: folder })
  const themes = `${server.url}/v1/surveys/large/themes`
  const rows: (string | number)[][] = []
  try {
    await (await fetch(themes)).text()
    for (const [name, url, clients] of [
      ['list, one client', themes, 1],
      ['list, 10 clients', themes, 10],
    ] as const) {
      let left = READS
      rows.push(loadRow(name, await readLoad(url, clients, () => left-- > 0)))
    }
    const startMs = performance.now()
    await (await fetch(`${themes}?segment.Plan=basic`)).text()
    process.stdout.write(`first list of a segment: ${seconds(performance.now() - startMs)}\n`)
  } finally {
    await server.stop()
  }
  printTable([LOAD_HEAD, ...rows])
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}
