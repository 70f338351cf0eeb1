import { grouped } from '../service/render/plain-words.ts'
import type { CliIo } from './io.ts'

/** Shows on a terminal how far a long run is. */
export type Progress = {
  show(what: string, done: number, total?: number): void
  /** Wipes the line. */
  end(): Promise<void>
}

/** Runs shorter than this show nothing. */
const QUIET_MS = 1_000
const REDRAW_MS = 100

/** Progress on standard error, when it is a terminal and the run takes its time. */
export function createProgress(io: CliIo, isQuiet: boolean): Progress {
  const startMs = io.now()
  let lastMs = startMs
  let isShown = false
  if (isQuiet || !io.stderr.isTerminal) return { show: () => {}, end: async () => {} }
  return {
    show(what, done, total) {
      const nowMs = io.now()
      if (nowMs - startMs < QUIET_MS || nowMs - lastMs < REDRAW_MS) return
      lastMs = nowMs
      isShown = true
      const of = total ? ` of ${grouped(total)} (${Math.floor((100 * done) / total)} %)` : ''
      const count = done > 0 ? ` ${grouped(done)}${of}` : ''
      void io.stderr.write(`\r\u001b[K${what}${count} …`)
    },
    async end() {
      if (isShown) await io.stderr.write('\r\u001b[K')
    },
  }
}
