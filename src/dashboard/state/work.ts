import { batch, signal } from '@preact/signals'
import type { ApiProblem, Progress } from '../api-client.ts'
import { asProblem } from './filtering.ts'

/** What the service is doing for us. */
export type Work = {
  readonly label: string
  readonly detail: string
  readonly progress?: Progress
  /** True when what is shown stays, dimmed, instead of giving way. */
  readonly isInPlace?: boolean
}

/** One piece of work at a time; the next one ends the one before. */
export function createWork() {
  const work = signal<Work | null>(null)
  const problem = signal<ApiProblem | null>(null)
  let running = new AbortController()
  return {
    work,
    problem,
    async during(label: Work, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
      running.abort()
      const controller = new AbortController()
      running = controller
      batch(() => {
        work.value = label
        problem.value = null
      })
      await run(controller.signal).catch((error: unknown) => {
        if (!controller.signal.aborted) problem.value = asProblem(error)
      })
      if (running === controller) work.value = null
    },
    /** Takes note of progress while the work is not ended. */
    progressOf: (signal: AbortSignal) => (progress: Progress) => {
      if (!signal.aborted && work.value) work.value = { ...work.value, progress }
    },
    relabel(label: Work) {
      work.value = label
    },
    stop() {
      running.abort()
      batch(() => {
        work.value = null
        problem.value = null
      })
    },
  }
}
