import { AppError } from '../domain/errors.ts'
import { ANALYZE_LIMITS, type Limits } from '../service/request/limits.ts'

/** Settings of a server, from its environment. */
export type Config = {
  readonly limits: Limits
  /** False silences the line per request. */
  readonly isLogOn: boolean
  /** Node only. */
  readonly host: string
  readonly port: number
}

/**
 * Reads the settings.
 *
 * `PORT` (8787; 0 lets the system choose), `HOST` (127.0.0.1), `MAX_RESPONSES` (5,000), `MAX_BODY_BYTES`
 * (10,000,000), `LOG` (`on`; `off` silences the line per request).
 *
 * @param env - environment variables or Worker bindings
 * @throws {AppError} `invalid-option` naming the variable
 */
export function readConfig(env: Readonly<Record<string, unknown>>): Config {
  const log = env.LOG ?? 'on'
  if (log !== 'on' && log !== 'off') {
    throw new AppError('invalid-option', `LOG: expected on or off, got ${JSON.stringify(log)}`)
  }
  return {
    limits: {
      maxResponses: wholeNumber(env, 'MAX_RESPONSES', ANALYZE_LIMITS.maxResponses, 1),
      maxBodyBytes: wholeNumber(env, 'MAX_BODY_BYTES', ANALYZE_LIMITS.maxBodyBytes, 1),
    },
    isLogOn: log === 'on',
    host: typeof env.HOST === 'string' && env.HOST !== '' ? env.HOST : '127.0.0.1',
    port: wholeNumber(env, 'PORT', 8787, 0, 65_535),
  }
}

function wholeNumber(
  env: Readonly<Record<string, unknown>>,
  name: string,
  ...[fallback, least, most = Number.MAX_SAFE_INTEGER]: [number, number, number?]
): number {
  const value = env[name]
  if (value === undefined || value === '') return fallback
  const number = Number(value)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`
  throw new AppError(
    'invalid-option',
    `${name}: expected a whole number ${range}, got ${JSON.stringify(value)}`
  )
}
