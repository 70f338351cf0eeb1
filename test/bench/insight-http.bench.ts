// Every report of a large survey over HTTP on Node: the first call, and the next while nothing changed.
// `--responses 100000`

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNode } from '../e2e/start-server.ts'
import { fillLargeSurvey, openBenchContext } from './large-survey.ts'
import { machine, printTable } from './measure.ts'
import { numberFlag, peakMemoryMb } from './read-load.ts'

const DAY_MS = 86_400_000

/** Four thousand accounts, two years, six fields beside the plan. */
function more(index: number) {
  const pick = <T>(values: readonly T[], step: number) =>
    values[Math.floor(index / step) % values.length] as T
  return {
    accountId: `a${(index * 7919) % 4_000}`,
    role: pick(['Champion', 'CFO', 'IT manager', 'Operator', 'Buyer'], 3),
    at: new Date(Date.UTC(2024, 5, 1) + ((index * 104_729) % 730) * DAY_MS).toISOString(),
    segments: {
      Region: pick(['North', 'South', 'East', 'West'], 5),
      channel: pick(['email', 'sms', 'app'], 11),
      tenureMonths: (index * 31) % 120,
      seats: (index * 17) % 500,
      revenue: 100 + ((index * 13) % 4_000),
    },
  }
}

const PATHS = [
  '/themes',
  '/segments?by=Plan',
  '/segments?by=Plan,Region',
  '/segments?by=Plan&segment.Region=North',
  '/segments?by=Plan&from=2025-06-01',
  '/accounts?revenue=revenue',
  '/accounts/a17',
  '/trends?period=month&timeZone=Europe/London',
  '/trends?period=day',
  '/cases',
  '/promoters',
  '/correlations?field=revenue',
  '/prediction',
  '/groups?fields=tenureMonths,seats',
  '/theme-contrasts',
  '/theme-pairs',
  '/comparisons?by=Plan&within=Region',
  '/changes',
  '/action-effect?at=2025-06-01&days=90',
  '/forecast',
  '/invited',
] as const

/** Processor time of a process in milliseconds, in steps of ten; 0 where the system does not say. */
function cpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')
    return (Number(fields[13]) + Number(fields[14])) * 10
  } catch {
    return 0
  }
}

/** Prints milliseconds of each call. */
export default async function run(argv: readonly string[]): Promise<void> {
  const count = numberFlag(argv, '--responses', 100_000)
  const folder = mkdtempSync(join(tmpdir(), 'whyscore-bench-'))
  try {
    process.stdout.write(`${machine()}; ${count.toLocaleString('en')} responses\n`)
    const { context, close } = await openBenchContext(join(folder, 'whyscore.db'))
    await fillLargeSurvey(context, 'large', { count, more })
    await close()
    const server = await startNode({ LOG: 'off', DATA_DIR: folder })
    const rows: (string | number)[][] = []
    try {
      for (const path of PATHS) {
        const times: number[] = []
        let bytes = 0
        for (const _ of ['first', 'next']) {
          const [startMs, startCpuMs] = [performance.now(), cpuMs(server.pid)]
          const answer = await fetch(`${server.url}/v1/surveys/large${path}`)
          bytes = (await answer.arrayBuffer()).byteLength
          if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
          times.push(performance.now() - startMs, cpuMs(server.pid) - startCpuMs)
        }
        rows.push([path, ...times.map(Math.round), Math.round(bytes / 1_000)])
      }
      process.stdout.write(`peak memory of the server ${peakMemoryMb(server.pid)} MB\n`)
    } finally {
      await server.stop()
    }
    printTable([['', 'first ms', 'of the processor', 'next ms', 'of the processor', 'kB'], ...rows])
  } finally {
    rmSync(folder, { recursive: true })
  }
}
