// Start-up: processor time of the bundle's top level in workerd, and the way to the first answers.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { repeatedResponses } from '../e2e/demonstration.ts'
import { analyzeAt } from '../e2e/describe-api.ts'
import { OFFLINE, startNode, startWorker } from '../e2e/start-server.ts'
import { machine, printTable, quantile } from './measure.ts'

const ROUNDS = 5

type Profile = {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** Prints milliseconds. */
export default async function run(): Promise<void> {
  process.stdout.write(`${machine()}\n`)
  const times = Array.from({ length: ROUNDS }, topLevelMs)
  process.stdout.write(
    `top level of the bundle in workerd: median ${quantile(times, 0.5).toFixed(0)} ms of processor time (${times.map((t) => t.toFixed(0)).join(' ')})\n`
  )
  const responses = await repeatedResponses(10)
  const rows: (string | number)[][] = []
  for (const start of [() => startNode({ LOG: 'off' }), startWorker]) {
    const server = await start()
    try {
      const answerMs = async () => {
        const startMs = performance.now()
        await (await analyzeAt(server, { responses })).text()
        return Math.round(performance.now() - startMs)
      }
      rows.push([server.name, Math.round(server.startMs), await answerMs(), await answerMs()])
    } finally {
      await server.stop()
    }
  }
  printTable([
    ['runtime', 'process to first answer ms', 'first analysis of 10 ms', 'second ms'],
    ...rows,
  ])
}

/** Time in which the profiler saw the isolate at work before the first request. */
function topLevelMs(): number {
  const folder = mkdtempSync(join(tmpdir(), 'whyscore-profile-'))
  try {
    const root = fileURLToPath(new URL('../..', import.meta.url))
    const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js')
    const file = join(folder, 'startup.cpuprofile')
    execFileSync(process.execPath, [wrangler, 'check', 'startup', '--outfile', file], {
      cwd: root,
      stdio: 'ignore',
      env: { ...process.env, ...OFFLINE },
    })
    const profile: Profile = JSON.parse(readFileSync(file, 'utf8'))
    const idle = new Set(
      profile.nodes
        .filter(({ callFrame }) => callFrame.functionName === '(idle)')
        .map(({ id }) => id)
    )
    const atWork = profile.timeDeltas.filter((_, i) => !idle.has(profile.samples[i] ?? -1))
    return atWork.reduce((sum, microseconds) => sum + microseconds, 0) / 1_000
  } finally {
    rmSync(folder, { recursive: true })
  }
}
