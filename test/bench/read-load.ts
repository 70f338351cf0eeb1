import { readFileSync } from 'node:fs'
import { quantile } from './measure.ts'

/** What readers of a list saw. */
export type ReadLoad = {
  readonly requestCount: number
  readonly errorCount: number
  readonly medianMs: number
  readonly p99Ms: number
}

/**
 * Reads an address over and over from many clients at once.
 *
 * Half of the reads send the `ETag` of the answer before, as browsers do.
 *
 * @param urls - addresses to read, in turn
 * @param clients - how many at once
 * @param goesOn - asked before each request
 */
export async function readLoad(
  urls: string | readonly string[],
  clients: number,
  goesOn: () => boolean
): Promise<ReadLoad> {
  const times: number[] = []
  let errorCount = 0
  const etags = new Map<string, string>()
  let turn = 0
  const client = async () => {
    while (goesOn()) {
      const url = typeof urls === 'string' ? urls : (urls[turn++ % urls.length] ?? '')
      const etag = times.length % 2 === 0 ? etags.get(url) : undefined
      const startMs = performance.now()
      try {
        const response = await fetch(url, { headers: etag ? { 'if-none-match': etag } : {} })
        await response.arrayBuffer()
        etags.set(url, response.headers.get('etag') ?? '')
        if (!response.ok && response.status !== 304) errorCount += 1
      } catch {
        errorCount += 1
      }
      times.push(performance.now() - startMs)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return {
    requestCount: times.length,
    errorCount,
    medianMs: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
  }
}

/** A row of a table: requests, errors, median and 99th percentile. */
export function loadRow(name: string, load: ReadLoad): (string | number)[] {
  return [name, load.requestCount, load.errorCount, load.medianMs.toFixed(1), load.p99Ms.toFixed(1)]
}

/** Head of a table of such rows. */
export const LOAD_HEAD = ['reading', 'requests', 'errors', 'median ms', 'p99 ms']

/** Most memory that a process has held, in MB; 0 where the system does not say. */
export function peakMemoryMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024)
  } catch {
    return 0
  }
}

/** The whole number after a flag, such as `--responses 1000000`. */
export function numberFlag(argv: readonly string[], flag: string, fallback: number): number {
  const at = argv.indexOf(flag)
  return at === -1 ? fallback : Number(argv[at + 1])
}
