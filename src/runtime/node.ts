// Entry of plain Node: `npm start`.

import { serve } from '@hono/node-server'
import { AppError } from '../domain/errors.ts'
import { createApp } from '../http/create-app.ts'
import { lazily } from './lazily.ts'
import { loadEngine } from './node-engine.ts'
import { type Config, readConfig } from './read-config.ts'

/** How long open requests may take after SIGTERM before they are cut. */
const STOP_TIMEOUT_MS = 10_000

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

function start(config: Config): void {
  const app = createApp({
    getEngine: lazily(loadEngine),
    limits: config.limits,
    log: (entry) => {
      if (!config.isLogOn && entry.level !== 'error') return
      process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
    },
    now: () => performance.now(),
    createRequestId: () => crypto.randomUUID(),
  })
  const server = serve(
    { fetch: app.fetch, hostname: config.host, port: config.port },
    (address) => {
      const host = config.host.includes(':') ? `[${config.host}]` : config.host
      process.stdout.write(`Whyscore listens on http://${host}:${address.port} (docs at /docs)\n`)
      if (!LOOPBACK.has(config.host)) {
        process.stderr.write(
          'Anyone who can reach this address can use the service: put it behind your own access control.\n'
        )
      }
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
    server.close(() => process.exit(0))
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

try {
  start(readConfig(process.env))
} catch (error) {
  if (!(error instanceof AppError)) throw error
  process.stderr.write(`Whyscore cannot start: ${error.message}\n`)
  process.exit(2)
}
