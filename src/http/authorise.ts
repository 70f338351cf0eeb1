import type { Context, MiddlewareHandler } from 'hono'
import { allows, type Scope } from '../domain/access.ts'
import { AppError } from '../domain/errors.ts'
import type { AppEnv, AppOptions } from './app-env.ts'

const BEARER = /^Bearer ([\w.~+/-]+=*)$/i

/**
 * Lets a request pass whose key has the scope and has not reached its limit.
 *
 * @param options - without stored surveys there are no keys, and everything passes
 * @param scope - what the route needs
 * @throws {AppError} `invalid-key` or `missing-scope`
 */
export function requireScope(
  { stored, limiter }: Pick<AppOptions, 'stored' | 'limiter'>,
  scope: Scope
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (stored) {
      const access = await stored.authenticate(bearerOf(c))
      if (!allows(access.scopes, scope)) {
        const has = access.scopes.join(', ')
        throw new AppError('missing-scope', `expected a key with the scope ${scope}, got ${has}`)
      }
      c.set('access', access)
    }
    if (stored && limiter) return limiter(c, next)
    return next()
  }
}

function bearerOf(c: Context<AppEnv>): string | null {
  const header = c.req.header('authorization')
  if (header === undefined) return null
  // A header of another kind is no key; an empty one would count as none.
  return BEARER.exec(header)?.[1] ?? header
}
