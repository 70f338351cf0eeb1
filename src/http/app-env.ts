import type { MiddlewareHandler } from 'hono'
import type { Engine } from '../domain/analysis.ts'
import type { Access } from '../service/keys/authenticate.ts'
import type { Limits } from '../service/request/limits.ts'
import type { StoredService } from '../service/stored-service.ts'
import type { RateLimitOptions } from './rate-limit.ts'

/** One line of the log. Never holds a comment, an id of a respondent or a body. */
export type LogEntry = {
  readonly level: 'info' | 'error'
  readonly event: string
  readonly [field: string]: string | number | null
}

export type Log = (entry: LogEntry) => void

/** What the app needs from outside; `runtime/` decides. */
export type AppOptions = {
  /** Called at the first request that needs it, so that a start costs nothing. */
  readonly getEngine: () => Promise<Engine>
  readonly limits: Limits
  readonly log: Log
  /** Clock in milliseconds, for durations in the log. */
  readonly now: () => number
  readonly createRequestId: () => string
  /** Requests of one key a minute; no limit without it. */
  readonly rateLimit?: RateLimitOptions | undefined
  /** Made by `createApp` from `rateLimit`, so that all routes share one count. */
  readonly limiter?: MiddlewareHandler<AppEnv> | null | undefined
  /** Pages of these origins may call the service; none without it. */
  readonly corsOrigins?: readonly string[] | undefined
  /** Stored surveys and keys; without them the service only analyses, for anybody. */
  readonly stored?: StoredService | undefined
}

/** Hono's type environment: what middleware leaves in the context. */
export type AppEnv = {
  Variables: { requestId: string; log: Log; access: Access }
}
