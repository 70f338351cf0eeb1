// The thread of a Node server that computes lists which somebody waits for. Imports have another, so that no reader
// waits for one, and the thread that answers requests never stands still.

import { parentPort, workerData } from 'node:worker_threads'
import { createStoredService } from '../service/stored-service.ts'
import { computeFromTags } from '../service/surveys/current-theme-list.ts'
import { createListCache } from '../service/surveys/list-cache.ts'
import type { ListJob } from '../service/surveys/survey-context.ts'
import { createSurveyStore } from '../store/create-survey-store.ts'
import { openSqliteDatabase } from '../store/sqlite-database.ts'

/** A list to compute, and its answer. */
export type ListMessage = { readonly number: number; readonly job: ListJob }
export type ListReply = { readonly number: number; readonly error: string | null }

const port = parentPort
if (!port) throw new Error('expected to be started as a thread')

/** What `node-store.ts` gives the thread; it is the only one that starts it. */
const { path } = workerData as { readonly path: string }

const notHere = () => {
  throw new Error('expected only lists to be computed in this thread')
}
const database = openSqliteDatabase(path)
const service = createStoredService({
  store: createSurveyStore(database),
  getParts: notHere,
  readRoles: notHere,
  access: { isOpenWithoutKeys: false, operatorKeyHash: null },
  refresh: { debounceMs: 0, inlineResponseCount: 0 },
  uploads: { save: notHere, open: notHere, remove: notHere },
  uploadLimits: { maxBytes: 0, maxWholeBytes: 0 },
  secrets: { canSeal: false, seal: notHere, open: notHere },
  fetch: notHere,
  outgoing: { allowsPrivateTargets: false, post: notHere },
  nowMs: () => Date.now(),
  createId: notHere,
  createSecret: notHere,
  later: notHere,
  // This thread computes; others keep what they serve.
  lists: createListCache(0),
})

let last: Promise<void> = Promise.resolve()

async function compute({ number, job }: ListMessage): Promise<void> {
  let error: string | null = null
  try {
    await computeFromTags(service.surveyContext(job.workspaceId), job)
  } catch (thrown) {
    error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  }
  port?.postMessage({ number, error } satisfies ListReply)
}

port.on('message', (message: ListMessage | 'stop') => {
  last = last.then(async () => {
    if (message !== 'stop') return compute(message)
    await database.close()
    process.exit(0)
  })
})
