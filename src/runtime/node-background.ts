// The background thread of a Node server: it refreshes ranked lists, so that requests never wait for it.

import { parentPort, workerData } from 'node:worker_threads'
import type { LogEntry } from '../http/app-env.ts'
import { createStoredService } from '../service/stored-service.ts'
import { runTask } from '../service/surveys/run-task.ts'
import type { RefreshPolicy, SurveyTask } from '../service/surveys/survey-context.ts'
import { createSurveyStore } from '../store/create-survey-store.ts'
import { openSqliteDatabase } from '../store/sqlite-database.ts'
import { createId, createSecret } from './identifiers.ts'
import { lazily } from './lazily.ts'
import { loadParts } from './node-engine.ts'

/** What `node-store.ts` gives the thread; it is the only one that starts it. */
const { path, refresh } = workerData as {
  readonly path: string
  readonly refresh: RefreshPolicy
}

const port = parentPort
if (!port) throw new Error('expected to be started as a thread')

const database = openSqliteDatabase(path)
const service = createStoredService({
  store: createSurveyStore(database),
  getParts: lazily(loadParts),
  access: { isOpenWithoutKeys: false, operatorKeyHash: null },
  refresh,
  nowMs: () => Date.now(),
  createId,
  createSecret,
  later: async (task) => enqueue(task),
})

/** Tasks by what they are about: asking twice for the same thing does it once. */
const waiting = new Map<string, SurveyTask>()
let isRunning = false
let isStopping = false

function enqueue(task: SurveyTask): void {
  waiting.set(JSON.stringify(task), task)
  if (!isRunning) {
    isRunning = true
    // Pushes often come in a row: the list is computed once after them.
    setTimeout(drain, refresh.debounceMs)
  }
}

async function drain(): Promise<void> {
  for (const [key, task] of waiting) {
    if (isStopping) break
    waiting.delete(key)
    try {
      await runTask(service.surveyContext(task.workspaceId), task)
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      port?.postMessage({
        level: 'error',
        event: 'task-failed',
        kind: task.kind,
        error: text,
      } satisfies LogEntry)
    }
    // Lets messages in between two tasks.
    await new Promise((resolve) => setImmediate(resolve))
  }
  isRunning = false
  if (isStopping) await stop()
}

async function stop(): Promise<void> {
  await database.close()
  port?.close()
  process.exit(0)
}

port.on('message', (message: SurveyTask | { readonly kind: 'stop' }) => {
  if (message.kind !== 'stop') {
    enqueue(message)
    return
  }
  isStopping = true
  if (!isRunning) void stop()
})
