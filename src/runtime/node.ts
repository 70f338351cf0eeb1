// Entry of plain Node: `npm start`.

import { serve } from '@hono/node-server'
import { createEngine } from '../analysis/create-engine.ts'
import { AppError } from '../domain/errors.ts'
import type { Log } from '../http/app-env.ts'
import { createApp } from '../http/create-app.ts'
import { lazily } from './lazily.ts'
import { withAnalysisThread } from './node-analysis-thread.ts'
import { loadParts } from './node-engine.ts'
import { withPage } from './node-page.ts'
import { openNodeStore } from './node-store.ts'
import { type Config, readConfig } from './read-config.ts'

/** How long open requests may take after SIGTERM before they are cut. */
const STOP_TIMEOUT_MS = 10_000

const OPEN_BANNER =
  'No key has been made yet, so everyone who reaches this address can do everything; POST /v1/keys makes one.\n'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

async function start(config: Config): Promise<void> {
  const log: Log = (entry) => {
    if (!config.isLogOn && entry.level !== 'error') return
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
  }
  const getParts = lazily(loadParts)
  // Before the first request: loading takes most of a second, during which all others would wait.
  await getParts()
  const isLoopback = LOOPBACK.has(config.host)
  const nodeStore = await openNodeStore(config, { isLoopback, log, getParts })
  const app = createApp({
    getEngine: lazily(async () => withAnalysisThread(createEngine(await getParts()), log)),
    limits: config.limits,
    log,
    now: () => performance.now(),
    createRequestId: () => crypto.randomUUID(),
    stored: nodeStore.stored,
    rateLimit: { requestsPerMinute: config.requestsPerMinute },
    corsOrigins: config.corsOrigins,
  })
  const server = serve(
    { fetch: withPage((request) => app.fetch(request)), hostname: config.host, port: config.port },
    (address) => {
      const host = config.host.includes(':') ? `[${config.host}]` : config.host
      process.stdout.write(`Whyscore listens on http://${host}:${address.port} (docs at /docs)\n`)
      nodeStore.isOpen().then((isOpen) => {
        if (isOpen) process.stdout.write(OPEN_BANNER)
      })
    }
  )
  server.on('error', (error: NodeJS.ErrnoException) => {
    const reason =
      error.code === 'EADDRINUSE'
        ? `port ${config.port} is in use; set PORT to another one`
        : error.message
    process.stderr.write(`Whyscore cannot start: ${reason}\n`)
    process.exit(1)
  })
  const stop = () => {
    server.close(() => nodeStore.stop().then(() => process.exit(0)))
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

try {
  await start(readConfig(process.env))
} catch (error) {
  if (!(error instanceof AppError)) throw error
  process.stderr.write(`Whyscore cannot start: ${error.message}\n`)
  process.exit(2)
}
