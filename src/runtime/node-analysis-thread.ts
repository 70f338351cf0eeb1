import { Worker } from 'node:worker_threads'
import type { Analysis, Engine, ProgressListener } from '../domain/analysis.ts'
import type { Log } from '../http/app-env.ts'
import type { AnalysisMessage, AnalysisReply } from './node-analyses.ts'

/** Requests of fewer responses take some 20 ms, less than a thread needs to start. */
const MIN_RESPONSES = 100

type Waiting = {
  settle(analysis: Analysis | null): void
  readonly onProgress: ProgressListener | undefined
}

/**
 * An engine that runs large analyses in a thread of their own. The thread starts with the first of them, and again after
 * it broke down.
 *
 * @param here - runs small ones, and those that the thread fails with
 */
export function withAnalysisThread(here: Engine, log: Log): Engine {
  let ask: ReturnType<typeof startThread> | null = null
  return Object.freeze({
    ...here,
    async analyse(request, onProgress) {
      if (request.responses.length < MIN_RESPONSES) return here.analyse(request, onProgress)
      ask ??= startThread(log, () => {
        ask = null
      })
      return (await ask(request, onProgress)) ?? here.analyse(request, onProgress)
    },
  } satisfies Engine)
}

function startThread(log: Log, onEnd: () => void) {
  const thread = new Worker(new URL('./node-analyses.ts', import.meta.url))
  const waiting = new Map<number, Waiting>()
  let count = 0
  thread.on('message', (reply: AnalysisReply) => {
    const asker = waiting.get(reply.number)
    if ('progress' in reply) {
      void asker?.onProgress?.(...reply.progress)
      return
    }
    waiting.delete(reply.number)
    asker?.settle(reply.analysis)
  })
  thread.on('error', (error) => {
    log({ level: 'error', event: 'analysis-thread-error', error: `${error.stack ?? error}` })
  })
  thread.on('exit', () => {
    onEnd()
    for (const { settle } of waiting.values()) settle(null)
  })
  // It keeps nothing, so a stop need not wait for it.
  thread.unref()
  return (request: AnalysisMessage['request'], onProgress: ProgressListener | undefined) => {
    count += 1
    const number = count
    return new Promise<Analysis | null>((settle) => {
      waiting.set(number, { settle, onProgress })
      const isWatched = onProgress !== undefined
      thread.postMessage({ number, request, isWatched } satisfies AnalysisMessage)
    })
  }
}
