// Entry of Cloudflare Workers. It does as little as possible before the first request.

import type { MessageBatch, ScheduledController } from '@cloudflare/workers-types'
import { createEngine } from '../analysis/create-engine.ts'
import type { Log } from '../http/app-env.ts'
import { createApp } from '../http/create-app.ts'
import type { SurveyTask } from '../service/surveys/survey-context.ts'
import { lazily } from './lazily.ts'
import { type Config, readConfig } from './read-config.ts'
import { loadParts } from './worker-engine.ts'
import { openWorkerStore, sendTask, type WorkerBindings } from './worker-store.ts'
import { MAX_ALERTS_A_RUN, runTasks } from './worker-tasks.ts'

const getParts = lazily(loadParts)
const getEngine = lazily(async () => createEngine(await getParts()))

/** How often rules look at all surveys, for periods that ended. */
const LOOK_MINUTES = 10

type Env = Readonly<Record<string, unknown>> & WorkerBindings

/** Serves the app and does the queued work; settings come from the bindings of `wrangler.toml`. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const config = readConfig(env)
    const app = createApp({
      getEngine,
      limits: config.limits,
      log: logOf(config),
      now: () => Date.now(),
      createRequestId: () => crypto.randomUUID(),
      rateLimit: { requestsPerMinute: config.requestsPerMinute, binding: env.RATE_LIMITER },
      corsOrigins: config.corsOrigins,
      stored: await openWorkerStore(env, config, getParts),
    })
    return app.fetch(request)
  },

  async queue(batch: MessageBatch<SurveyTask>, env: Env): Promise<void> {
    const config = readConfig(env)
    await runTasks(batch, await openWorkerStore(env, config, getParts), {
      again: (task, pauseMs) => sendTask(env.TASKS, task, { ...config, pauseMs }),
      log: logOf(config),
    })
  },

  /** Every minute: sends alerts again that could not be sent, and forgets old keys; every tenth: lets rules look at all surveys. */
  async scheduled({ scheduledTime }: ScheduledController, env: Env): Promise<void> {
    const config = readConfig(env)
    const stored = await openWorkerStore(env, config, getParts)
    await stored.forgetExpired()
    const isTenth = new Date(scheduledTime).getUTCMinutes() % LOOK_MINUTES === 0
    for (const task of isTenth ? await stored.alertTasks() : []) {
      await sendTask(env.TASKS, task, config)
    }
    await stored.deliverDue(MAX_ALERTS_A_RUN)
  },
}

function logOf({ isLogOn }: Config): Log {
  return (entry) => {
    if (isLogOn || entry.level === 'error') console.log(JSON.stringify(entry))
  }
}
