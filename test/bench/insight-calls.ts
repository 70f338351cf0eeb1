import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillLargeSurvey, openBenchContext } from './large-survey.ts'

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

/** Every report, some with a filter. */
export const INSIGHT_PATHS = [
  '/themes',
  '/segments?by=Plan',
  '/segments?by=Plan,Region',
  '/segments?by=Plan&segment.Region=North',
  '/segments?by=Plan&from=2025-06-01',
  '/accounts?revenue=revenue',
  '/accounts?limit=1000',
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
  '/passives',
  '/impact?on=revenue',
  '/ratings?atLeast=9',
  '/weighting?by=role&population.champion=100&population.end-user=900',
  '/retention?on=revenue',
  '/requests',
  '/departments',
  '/cautions',
  '/quadrants',
  '/written-summary',
] as const

/** Makes the file of a survey `large` in a folder. @returns its path */
export async function fillInsightSurvey(folder: string, count: number): Promise<string> {
  const path = join(folder, 'whyscore.db')
  const { context, close } = await openBenchContext(path)
  await fillLargeSurvey(context, 'large', { count, more })
  await close()
  return path
}

/** Processor time of a process in milliseconds, in steps of ten; 0 where the system does not say. */
function cpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')
    return (Number(fields[13]) + Number(fields[14])) * 10
  } catch {
    return 0
  }
}

/** Head of the table of `callTwice`. */
export const CALLS_HEAD = ['', 'first ms', 'of the processor', 'next ms', 'of the processor', 'kB']

/**
 * Asks for a report twice: computed anew, and while nothing has changed.
 *
 * @param url - of the server
 * @param path - of the report, below the survey
 * @param pids - processes whose time counts
 * @throws {Error} if an answer is a problem
 */
export async function callTwice(
  url: string,
  path: string,
  pids: readonly number[]
): Promise<(string | number)[]> {
  const cpu = () => pids.reduce((sum, pid) => sum + cpuMs(pid), 0)
  const times: number[] = []
  let bytes = 0
  for (const _ of ['first', 'next']) {
    const [startMs, startCpuMs] = [performance.now(), cpu()]
    const answer = await fetch(`${url}/v1/surveys/large${path}`)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`)
    bytes = text.length
    times.push(performance.now() - startMs, cpu() - startCpuMs)
  }
  return [path, ...times.map(Math.round), Math.round(bytes / 1_000)]
}
