// Every report of a large survey in a JavaScript heap as small as that of a Worker: `--responses 100000 --heap 128`.
// The process has all lexicons in memory, as a Worker has; one that needs more dies.

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createEngine } from '../../src/analysis/create-engine.ts'
import { createApp } from '../../src/http/create-app.ts'
import { ANALYZE_LIMITS } from '../../src/service/request/limits.ts'
import { fillInsightSurvey, INSIGHT_PATHS } from './insight-calls.ts'
import { openBenchService } from './large-survey.ts'
import { machine } from './measure.ts'
import { numberFlag } from './read-load.ts'

/** A Worker's young generation is part of its 128 MB as well. */
const YOUNG_MB = 8

/** Prints whether all reports fit. */
export default async function run(argv: readonly string[]): Promise<void> {
  const count = numberFlag(argv, '--responses', 100_000)
  const heapMb = numberFlag(argv, '--heap', 128)
  const folder = mkdtempSync(join(tmpdir(), 'whyscore-bench-'))
  try {
    process.stdout.write(`${machine()}; ${count.toLocaleString('en')} responses\n`)
    const path = await fillInsightSurvey(folder, count)
    const limits = [
      `--max-old-space-size=${heapMb - 2 * YOUNG_MB}`,
      `--max-semi-space-size=${YOUNG_MB}`,
    ]
    const self = fileURLToPath(import.meta.url)
    const child = await promisify(execFile)(process.execPath, [...limits, self, path]).catch(
      (error: { stdout: string; stderr: string }) => error
    )
    const isDone = !('code' in child)
    process.stdout.write(child.stdout)
    const said = child.stderr.split('\n').find((line) => /FATAL|Error/.test(line)) ?? ''
    process.stdout.write(isDone ? `all fit into ${heapMb} MB\n` : `the next one did not: ${said}\n`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Asks for every report in this process. */
async function askAll(path: string): Promise<void> {
  const { stored, parts, close } = await openBenchService(path)
  const app = createApp({
    getEngine: async () => createEngine(parts),
    limits: ANALYZE_LIMITS,
    log: () => {},
    now: () => Date.now(),
    createRequestId: () => 'bench',
    stored,
  })
  for (const each of INSIGHT_PATHS) {
    const startMs = performance.now()
    const answer = await app.request(`/v1/surveys/large${each}`)
    const { length } = await answer.text()
    if (!answer.ok) throw new Error(`${each}: ${answer.status}`)
    const ms = Math.round(performance.now() - startMs)
    process.stdout.write(`${each}: ${ms} ms, ${Math.round(length / 1_000)} kB\n`)
  }
  await close()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await askAll(process.argv[2] ?? '')
