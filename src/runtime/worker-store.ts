import type { D1Database, Queue, R2Bucket } from '@cloudflare/workers-types'
import type { EngineParts } from '../analysis/create-engine.ts'
import type { RateLimitBinding } from '../http/rate-limit.ts'
import { sha256 } from '../service/hash.ts'
import { createSecretBox } from '../service/secrets/secret-box.ts'
import { createStoredService, type StoredService } from '../service/stored-service.ts'
import { createListCache } from '../service/surveys/list-cache.ts'
import type { SurveyTask } from '../service/surveys/survey-context.ts'
import { createSurveyStore } from '../store/create-survey-store.ts'
import { openD1Database } from '../store/d1-database.ts'
import { createId, createSecret, randomBytes } from './identifiers.ts'
import type { Config } from './read-config.ts'
import { readRoles } from './worker-engine.ts'
import { createWorkerPost } from './worker-post.ts'
import { createWorkerUploads } from './worker-uploads.ts'

/** Bindings of `wrangler.toml` that stored surveys use. */
export type WorkerBindings = {
  readonly DB: D1Database
  readonly UPLOADS: R2Bucket
  readonly TASKS: Queue<SurveyTask>
  readonly RATE_LIMITER?: RateLimitBinding
}

/** One isolate answers many requests, each of which opens the store anew. */
const lists = createListCache(4_000_000)

/** Stored surveys over D1, R2 and Queues. */
export async function openWorkerStore(
  { DB, UPLOADS, TASKS }: WorkerBindings,
  config: Config,
  getParts: () => Promise<EngineParts>
): Promise<StoredService> {
  return createStoredService({
    store: createSurveyStore(openD1Database(DB)),
    getParts,
    readRoles,
    access: {
      isOpenWithoutKeys: config.access === 'open',
      operatorKeyHash: config.adminKey === null ? null : await sha256(config.adminKey),
    },
    refresh: config.refresh,
    uploads: createWorkerUploads(UPLOADS),
    uploadLimits: config.uploadLimits,
    secrets: createSecretBox(config.secretsKey, randomBytes),
    fetch: (address, init) => fetch(address, init),
    nowMs: () => Date.now(),
    createId,
    createSecret,
    outgoing: createWorkerPost(config.allowsPrivateTargets),
    later: (task) => sendTask(TASKS, task, config),
    lists,
  })
}

/** Queues a task. A list is refreshed after a pause, since pushes often come in a row. */
export async function sendTask(
  tasks: Queue<SurveyTask>,
  task: SurveyTask,
  { refresh, pauseMs = 0 }: Pick<Config, 'refresh'> & { readonly pauseMs?: number }
): Promise<void> {
  const delayMs = task.kind === 'refresh' ? refresh.debounceMs : pauseMs
  const delaySeconds = Math.ceil(delayMs / 1_000)
  await tasks.send(task, { delaySeconds })
}
