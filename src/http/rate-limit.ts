import type { MiddlewareHandler } from 'hono'
import { rateLimiter } from 'hono-rate-limiter'
import { AppError } from '../domain/errors.ts'
import type { AppEnv } from './app-env.ts'
import { toProblem } from './problem.ts'

const WINDOW_MS = 60_000

/** How many requests a key may send, and who counts them. */
export type RateLimitOptions = {
  /** 0 for no limit. */
  readonly requestsPerMinute: number
  /** The platform's own counter; requests are counted in memory without it. */
  readonly binding?: RateLimitBinding | undefined
}

/** Rate-limit binding of Cloudflare Workers. */
export type RateLimitBinding = {
  limit(options: { readonly key: string }): Promise<{ readonly success: boolean }>
}

/**
 * Refuses what a key sends above its limit, with the headers `RateLimit` and `RateLimit-Policy` of the
 * IETF draft and `Retry-After`. The platform's counter tells only whether the limit is reached, so with
 * it answers below the limit carry no such headers.
 *
 * @returns middleware to run after the key is known; null for no limit
 * @see draft-ietf-httpapi-ratelimit-headers-07
 */
export function createRateLimit(
  options: RateLimitOptions | undefined
): MiddlewareHandler<AppEnv> | null {
  if (!options || options.requestsPerMinute === 0) return null
  const { requestsPerMinute: limit, binding } = options
  const common: Pick<
    Parameters<typeof rateLimiter<AppEnv>>[0],
    'keyGenerator' | 'handler' | 'skip'
  > = {
    keyGenerator: (c) => c.get('access').caller,
    // On loopback without keys there is one caller, its owner.
    skip: (c) => c.get('access').caller === 'open',
    handler: (c) => {
      if (!c.res.headers.has('retry-after')) c.header('Retry-After', String(WINDOW_MS / 1_000))
      const detail = `expected at most ${limit} requests a minute; Retry-After says when to go on`
      return toProblem(new AppError('rate-limited', detail), c)
    },
  }
  if (binding) return rateLimiter<AppEnv>({ ...common, binding })
  return rateLimiter<AppEnv>({ ...common, windowMs: WINDOW_MS, limit, standardHeaders: 'draft-7' })
}
