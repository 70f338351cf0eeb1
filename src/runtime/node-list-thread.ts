import { Worker } from 'node:worker_threads'
import type { Log } from '../http/app-env.ts'
import type { ListJob } from '../service/surveys/survey-context.ts'
import type { ListReply } from './node-lists.ts'

/** A thread that computes lists. */
export type ListThread = {
  /** Resolves once the list is kept. */
  compute(job: ListJob): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the thread that computes the lists which readers wait for.
 *
 * @param path - file of the database
 */
export function startListThread(path: string, log: Log): ListThread {
  const thread = new Worker(new URL('./node-lists.ts', import.meta.url), { workerData: { path } })
  const waiting = new Map<number, (error: Error | null) => void>()
  let count = 0
  const settle = (number: number, error: Error | null) => {
    const done = waiting.get(number)
    waiting.delete(number)
    done?.(error)
  }
  thread.on('message', ({ number, error }: ListReply) => {
    settle(number, error === null ? null : new Error(error))
  })
  thread.on('error', (error) => {
    log({ level: 'error', event: 'list-thread-error', error: `${error.stack ?? error}` })
    for (const number of [...waiting.keys()]) settle(number, error)
  })
  return {
    compute(job) {
      count += 1
      const number = count
      return new Promise((resolve, reject) => {
        waiting.set(number, (error) => (error === null ? resolve() : reject(error)))
        thread.postMessage({ number, job })
      })
    },
    async stop() {
      const exited = new Promise((resolve) => thread.once('exit', resolve))
      thread.postMessage('stop')
      await exited
    },
  }
}
