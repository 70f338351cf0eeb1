// Entry of Cloudflare Workers. It does as little as possible before the first request.

import type { ExecutionContext } from '@cloudflare/workers-types'
import { createEngine } from '../analysis/create-engine.ts'
import type { Log } from '../http/app-env.ts'
import { createApp } from '../http/create-app.ts'
import { lazily } from './lazily.ts'
import { readConfig } from './read-config.ts'
import { loadParts } from './worker-engine.ts'
import { openWorkerStore, type WorkerBindings } from './worker-store.ts'

const getParts = lazily(loadParts)
const getEngine = lazily(async () => createEngine(await getParts()))

type Env = Readonly<Record<string, unknown>> & WorkerBindings

/** Serves the app; settings come from the bindings of `wrangler.toml`. */
export default {
  async fetch(request: Request, env: Env, execution: ExecutionContext): Promise<Response> {
    const config = readConfig(env)
    const log: Log = (entry) => {
      if (config.isLogOn || entry.level === 'error') console.log(JSON.stringify(entry))
    }
    const app = createApp({
      getEngine,
      limits: config.limits,
      log,
      now: () => Date.now(),
      createRequestId: () => crypto.randomUUID(),
      stored: await openWorkerStore(env, config, { getParts, log, execution }),
    })
    return app.fetch(request)
  },
}
