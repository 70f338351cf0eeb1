import type { D1Database, ExecutionContext } from '@cloudflare/workers-types'
import type { EngineParts } from '../analysis/create-engine.ts'
import type { Log } from '../http/app-env.ts'
import { sha256 } from '../service/hash.ts'
import { createStoredService, type StoredService } from '../service/stored-service.ts'
import { runTask } from '../service/surveys/run-task.ts'
import type { SurveyTask } from '../service/surveys/survey-context.ts'
import { createSurveyStore } from '../store/create-survey-store.ts'
import { openD1Database } from '../store/d1-database.ts'
import { createId, createSecret } from './identifiers.ts'
import type { Config } from './read-config.ts'

/** Bindings of `wrangler.toml` that stored surveys use. */
export type WorkerBindings = { readonly DB: D1Database }

/** Stored surveys over D1, for the time of one request. */
export async function openWorkerStore(
  { DB }: WorkerBindings,
  config: Config,
  {
    getParts,
    log,
    execution,
  }: {
    readonly getParts: () => Promise<EngineParts>
    readonly log: Log
    readonly execution: ExecutionContext
  }
): Promise<StoredService> {
  const later = async (task: SurveyTask) => {
    const run = runTask(stored.surveyContext(task.workspaceId), task)
    execution.waitUntil(
      run.catch((error: unknown) => {
        log({ level: 'error', event: 'task-failed', kind: task.kind, error: String(error) })
      })
    )
  }
  const stored: StoredService = createStoredService({
    store: createSurveyStore(openD1Database(DB)),
    getParts,
    access: {
      isOpenWithoutKeys: config.access === 'open',
      operatorKeyHash: config.adminKey === null ? null : await sha256(config.adminKey),
    },
    refresh: config.refresh,
    nowMs: () => Date.now(),
    createId,
    createSecret,
    later,
  })
  return stored
}
