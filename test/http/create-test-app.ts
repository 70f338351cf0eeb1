import type { Engine } from '../../src/domain/analysis.ts'
import type { LogEntry } from '../../src/http/app-env.ts'
import { createApp } from '../../src/http/create-app.ts'
import { ANALYZE_LIMITS } from '../../src/service/request/limits.ts'
import { createStandInEngine } from '../stand-in-engine.ts'

/** An app around an engine, with its log in an array. */
export function createTestApp(engine: Engine = createStandInEngine()) {
  const log: LogEntry[] = []
  let requestCount = 0
  const app = createApp({
    getEngine: async () => engine,
    limits: ANALYZE_LIMITS,
    log: (entry) => log.push(entry),
    now: () => 0,
    createRequestId: () => {
      requestCount += 1
      return `request-${requestCount}`
    },
  })
  const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
  return { app, log, post }
}
