// The background thread of a Node server: it imports files, refreshes ranked lists and sends alerts, so that requests
// never wait for it.

import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { tagResponses } from '../analysis/tag-responses.ts'
import type { LogEntry } from '../http/app-env.ts'
import { failImport } from '../service/imports/run-import.ts'
import { createSecretBox } from '../service/secrets/secret-box.ts'
import { createStoredService } from '../service/stored-service.ts'
import { runTask } from '../service/surveys/run-task.ts'
import type { RefreshPolicy, SurveyTask, UploadLimits } from '../service/surveys/survey-context.ts'
import { createSurveyStore } from '../store/create-survey-store.ts'
import { openSqliteDatabase } from '../store/sqlite-database.ts'
import { createId, createSecret, randomBytes } from './identifiers.ts'
import { lazily } from './lazily.ts'
import { loadParts, readRoles } from './node-engine.ts'
import { createNodePost } from './node-post.ts'
import { tagInTwo } from './node-tag-thread.ts'
import { createNodeUploads } from './node-uploads.ts'

/** What `node-store.ts` gives the thread; it is the only one that starts it. */
const settings = workerData as {
  readonly path: string
  readonly uploadFolder: string
  readonly refresh: RefreshPolicy
  readonly uploadLimits: UploadLimits
  readonly secretsKey: string | null
  readonly allowsPrivateTargets: boolean
  /** To the thread that tags. */
  readonly tagPort: MessagePort
}

/** Responses tagged by the other thread in one go; pushes wait for it meanwhile. */
const MAX_SHARED_RESPONSES = 1_000

/** How often rules look at all surveys, for periods that ended and for what a crash cut off; and old keys are forgotten. */
const LOOK_MS = 60_000

/** Alerts of one round, so that a stop does not wait for long. */
const MAX_ALERTS_A_ROUND = 100

/** How long a stop waits for receivers. */
const STOP_WAIT_MS = 2_000

/** Longest wait between two looks at the queue of alerts. */
const LONGEST_WAIT_MS = 5_000
/** A list is computed again no sooner than so many times as long as it took, or than `MAX_REST_MS`. */
const REST_FACTOR = 3
const MAX_REST_MS = 5_000

/** Pause before looking again at lists that rest. */
const WAIT_MS = 100

/** An import that fails for no reason of its own is tried so often. */
const MAX_ATTEMPTS = 3

const port = parentPort
if (!port) throw new Error('expected to be started as a thread')

const database = openSqliteDatabase(settings.path)
const store = createSurveyStore(database)
const getParts = lazily(loadParts)
const service = createStoredService({
  store,
  getParts,
  tag: tagInTwo(
    settings.tagPort,
    async (request) => tagResponses(await getParts(), request),
    MAX_SHARED_RESPONSES
  ),
  readRoles,
  access: { isOpenWithoutKeys: false, operatorKeyHash: null },
  refresh: settings.refresh,
  uploads: createNodeUploads(settings.uploadFolder),
  uploadLimits: settings.uploadLimits,
  secrets: createSecretBox(settings.secretsKey, randomBytes),
  fetch: (address, init) => fetch(address, init),
  nowMs: () => Date.now(),
  createId,
  createSecret,
  outgoing: createNodePost(settings.allowsPrivateTargets),
  later: async (task) => enqueue(task),
})

/** Tasks by what they are about: asking twice for the same thing does it once. */
const waiting = new Map<string, SurveyTask>()
const attempts = new Map<string, number>()
/** Until when lists rest, in the milliseconds of `performance.now`. */
const rests = new Map<string, number>()
let isRunning = false
let isStopping = false

function enqueue(task: SurveyTask): void {
  waiting.set(JSON.stringify(task), task)
  if (isRunning) return
  isRunning = true
  // Pushes often come in a row: the list is computed once after them.
  setTimeout(drain, task.kind === 'refresh' ? settings.refresh.debounceMs : 0)
}

async function drain(): Promise<void> {
  while (waiting.size > 0 && !isStopping) {
    await runWaiting(() => true)
    if (waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
  }
  isRunning = false
  if (isStopping) await stop()
}

async function runWaiting(isWanted: (task: SurveyTask) => boolean): Promise<void> {
  for (const [key, task] of [...waiting]) {
    if (isStopping || !isWanted(task) || !isDue(key)) continue
    waiting.delete(key)
    const startMs = performance.now()
    await run(key, task)
    const endMs = performance.now()
    const restMs = Math.min(MAX_REST_MS, REST_FACTOR * (endMs - startMs))
    if (task.kind === 'refresh') rests.set(key, endMs + restMs)
    await nextMessages()
  }
}

/** False while a list rests: one that takes long to compute must not hold up imports all the time. */
function isDue(key: string): boolean {
  const untilMs = rests.get(key) ?? 0
  if (untilMs > performance.now()) return false
  rests.delete(key)
  return true
}

async function run(key: string, task: SurveyTask): Promise<void> {
  try {
    const againMs = await runTask(service.surveyContext(task.workspaceId), task, {
      maxChunks: Number.POSITIVE_INFINITY,
      goesOn: betweenChunks,
    })
    // Fetches from survey tools are tried again later; a restart takes them up at once.
    if (againMs !== null) setTimeout(() => enqueue(task), againMs).unref()
    void sendAlerts()
  } catch (error) {
    report(task, error)
    const count = (attempts.get(key) ?? 0) + 1
    attempts.set(key, count)
    if (task.kind !== 'import') return
    if (count < MAX_ATTEMPTS) waiting.set(key, task)
    else await failImport(service.surveyContext(task.workspaceId), task, 'an unexpected error')
  }
}

/** A long import lets the lists of other surveys through. */
async function betweenChunks(): Promise<boolean> {
  await nextMessages()
  await runWaiting(({ kind }) => kind === 'refresh')
  return !isStopping
}

let sending: Promise<void> | null = null
let nextRound: NodeJS.Timeout | undefined

/** Sends what is due and comes back when more is. Rounds never overlap. */
function sendAlerts(): Promise<void> {
  sending ??= sendRound().finally(() => {
    sending = null
  })
  return sending
}

async function sendRound(): Promise<void> {
  clearTimeout(nextRound)
  let waitMs = LONGEST_WAIT_MS
  try {
    const nextAt = await service.deliverDue(MAX_ALERTS_A_ROUND)
    if (nextAt !== null) waitMs = Math.min(LONGEST_WAIT_MS, Math.max(0, nextAt - Date.now()))
  } catch (error) {
    report({ kind: 'alerts' }, error)
  }
  if (!isStopping) nextRound = setTimeout(sendAlerts, waitMs)
}

async function lookAtAll(): Promise<void> {
  try {
    await service.forgetExpired()
    for (const task of await service.alertTasks()) enqueue(task)
  } catch (error) {
    report({ kind: 'alerts' }, error)
  }
}

function nextMessages(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function report({ kind }: Pick<SurveyTask, 'kind'>, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const entry: LogEntry = { level: 'error', event: 'task-failed', kind, error: text }
  port?.postMessage(entry)
}

async function stop(): Promise<void> {
  clearTimeout(nextRound)
  // What is on its way is noted, unless the receiver is slow: then it is sent again later.
  await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, STOP_WAIT_MS))])
  await database.close()
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

// Imports that a crash or a restart cut off.
for (const found of await store.listUnfinishedImports()) enqueue({ kind: 'import', ...found })
// Responses that a survey tool announced before it.
for (const found of await store.listOpenFetches()) enqueue({ kind: 'fetch', ...found })

setInterval(lookAtAll, LOOK_MS)
await lookAtAll()
void sendAlerts()
