import { createEngine } from '../../../src/analysis/create-engine.ts'
import type { AppOptions } from '../../../src/http/app-env.ts'
import { createApp } from '../../../src/http/create-app.ts'
import { ANALYZE_LIMITS } from '../../../src/service/request/limits.ts'
import { createStoredHarness, type StoredHarness } from '../../service/stored-harness.ts'
import { createStandInParts } from '../../stand-in-parts.ts'

/** The app over stored surveys in memory, and a client that speaks JSON. */
export type StoredApp = StoredHarness & {
  readonly log: Readonly<Record<string, unknown>>[]
  fetch(request: Request): Promise<Response>
  send(
    method: string,
    path: string,
    options?: {
      readonly body?: unknown
      readonly key?: string
      readonly headers?: Record<string, string>
    }
  ): Promise<Response>
  sendText(
    method: string,
    path: string,
    body: {
      readonly text: string
      readonly type: string
      readonly headers?: Record<string, string>
    }
  ): Promise<Response>
}

/**
 * @param isOpen - whether the service is open until the first key is made
 * @param more - other options of the app
 * @param getParts - the engine's steps; stand-ins by default
 */
export function createStoredApp(
  isOpen = true,
  more: Pick<AppOptions, 'rateLimit' | 'corsOrigins'> & { readonly secretsKey?: null } = {},
  getParts?: Parameters<typeof createStoredHarness>[1]
): StoredApp {
  const harness = createStoredHarness(isOpen, getParts, more.secretsKey)
  const log: Readonly<Record<string, unknown>>[] = []
  let requestCount = 0
  const app = createApp({
    getEngine: async () => createEngine(createStandInParts()),
    limits: ANALYZE_LIMITS,
    log: (entry) => log.push(entry),
    now: () => 0,
    createRequestId: () => `request-${++requestCount}`,
    stored: harness.stored,
    ...more,
  })
  return {
    ...harness,
    log,
    fetch: async (request) => app.fetch(request),
    async sendText(method, path, { text, type, headers }) {
      const body = text === '' ? null : text
      return app.request(path, { method, body, headers: { 'content-type': type, ...headers } })
    },
    async send(method, path, { body, key, headers = {} } = {}) {
      return app.request(path, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    },
  }
}
