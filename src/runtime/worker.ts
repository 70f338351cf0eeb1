// Entry of Cloudflare Workers. It does as little as possible before the first request.

import { createApp } from '../http/create-app.ts'
import { lazily } from './lazily.ts'
import { readConfig } from './read-config.ts'
import { loadEngine } from './worker-engine.ts'

const getEngine = lazily(loadEngine)

/** Serves the app; settings come from the bindings of `wrangler.toml`. */
export default {
  async fetch(request: Request, env: Readonly<Record<string, unknown>>): Promise<Response> {
    const config = readConfig(env)
    const app = createApp({
      getEngine,
      limits: config.limits,
      log: (entry) => {
        if (config.isLogOn || entry.level === 'error') console.log(JSON.stringify(entry))
      },
      now: () => Date.now(),
      createRequestId: () => crypto.randomUUID(),
    })
    return app.fetch(request)
  },
}
