import { AppError } from '../domain/errors.ts'
import { ANALYZE_LIMITS, type Limits } from '../service/request/limits.ts'
import { MIN_SECRETS_KEY_CHARS } from '../service/secrets/secret-box.ts'
import type { RefreshPolicy, UploadLimits } from '../service/surveys/survey-context.ts'

/** Settings of a server, from its environment. */
export type Config = {
  readonly limits: Limits
  /** False silences the line per request. */
  readonly isLogOn: boolean
  /** Node only. */
  readonly host: string
  readonly port: number
  /** Node only: folder of the database and of uploads. */
  readonly dataDir: string
  /** `auto`: open without a key where only this machine can reach the service, until the first key is made. */
  readonly access: 'auto' | 'open' | 'keys'
  /** Key of the operator, who may make keys for every workspace; null for none. */
  readonly adminKey: string | null
  /** Encrypts secrets of survey tools at rest; null for none. */
  readonly secretsKey: string | null
  /** Of one key; 0 for no limit. */
  readonly requestsPerMinute: number
  /** Pages of these origins may call the service. */
  readonly corsOrigins: readonly string[]
  readonly refresh: RefreshPolicy
  readonly uploadLimits: UploadLimits
  /** True lets alerts go to this machine and its network, for development and tests. */
  readonly allowsPrivateTargets: boolean
}

/** An operator's key shorter than this could be guessed. */
const MIN_ADMIN_KEY_CHARS = 24

/**
 * Reads the settings.
 *
 * `PORT` (8787; 0 lets the system choose), `HOST` (127.0.0.1), `MAX_RESPONSES` (5,000), `MAX_BODY_BYTES`
 * (10,000,000), `LOG` (`on`; `off` silences the line per request), `DATA_DIR` (./data), `ACCESS` (`auto`, `open` or
 * `keys`), `ADMIN_KEY` (none), `REFRESH_MS` (2,000), `INLINE_RESPONSES` (500),
 * `SECRETS_KEY` (none; a file under `DATA_DIR` on loopback), `RATE_LIMIT` (6,000 requests a minute and key; 0 for none), `CORS_ORIGINS` (none; separated by commas),
 * `MAX_IMPORT_BYTES` (500,000,000), `MAX_WORKBOOK_BYTES` (50,000,000; XLSX and JSON are read whole),
 * `ALLOW_PRIVATE_TARGETS` (`0`; `1` lets alerts go to private addresses).
 *
 * @param env - environment variables or Worker bindings
 * @throws {AppError} `invalid-option` naming the variable
 */
export function readConfig(env: Readonly<Record<string, unknown>>): Config {
  const log = env.LOG ?? 'on'
  if (log !== 'on' && log !== 'off') {
    throw new AppError('invalid-option', `LOG: expected on or off, got ${JSON.stringify(log)}`)
  }
  const privateTargets = env.ALLOW_PRIVATE_TARGETS ?? '0'
  if (!['', '0', '1'].includes(String(privateTargets))) {
    const got = JSON.stringify(privateTargets)
    throw new AppError('invalid-option', `ALLOW_PRIVATE_TARGETS: expected 0 or 1, got ${got}`)
  }
  return {
    limits: {
      maxResponses: wholeNumber(env, 'MAX_RESPONSES', ANALYZE_LIMITS.maxResponses, 1),
      maxBodyBytes: wholeNumber(env, 'MAX_BODY_BYTES', ANALYZE_LIMITS.maxBodyBytes, 1),
    },
    isLogOn: log === 'on',
    host: typeof env.HOST === 'string' && env.HOST !== '' ? env.HOST : '127.0.0.1',
    port: wholeNumber(env, 'PORT', 8787, 0, 65_535),
    dataDir: typeof env.DATA_DIR === 'string' && env.DATA_DIR !== '' ? env.DATA_DIR : 'data',
    access: readAccess(env.ACCESS),
    adminKey: readAdminKey(env.ADMIN_KEY),
    secretsKey: readSecretsKey(env.SECRETS_KEY),
    requestsPerMinute: wholeNumber(env, 'RATE_LIMIT', 6_000, 0),
    corsOrigins: readOrigins(env.CORS_ORIGINS),
    refresh: {
      debounceMs: wholeNumber(env, 'REFRESH_MS', 2_000, 0),
      inlineResponseCount: wholeNumber(env, 'INLINE_RESPONSES', 500, 0),
    },
    uploadLimits: {
      maxBytes: wholeNumber(env, 'MAX_IMPORT_BYTES', 500_000_000, 1),
      maxWholeBytes: wholeNumber(env, 'MAX_WORKBOOK_BYTES', 50_000_000, 1),
    },
    allowsPrivateTargets: String(privateTargets) === '1',
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

function readAccess(value: unknown): Config['access'] {
  if (value === undefined || value === '') return 'auto'
  if (value === 'auto' || value === 'open' || value === 'keys') return value
  throw new AppError(
    'invalid-option',
    `ACCESS: expected auto, open or keys, got ${JSON.stringify(value)}`
  )
}

function readOrigins(value: unknown): readonly string[] {
  if (value === undefined || value === '') return []
  const origins = String(value)
    .split(',')
    .map((origin) => origin.trim())
  const wrong = origins.find((origin) => !/^https?:\/\/[^/\s]+$/.test(origin))
  if (wrong === undefined) return origins
  throw new AppError(
    'invalid-option',
    `CORS_ORIGINS: expected origins such as https://example.com, got ${JSON.stringify(wrong)}`
  )
}

function readSecretsKey(value: unknown): string | null {
  if (value === undefined || value === '') return null
  if (typeof value === 'string' && value.length >= MIN_SECRETS_KEY_CHARS) return value
  const wanted = `at least ${MIN_SECRETS_KEY_CHARS} characters`
  throw new AppError('invalid-option', `SECRETS_KEY: expected ${wanted}`)
}

function readAdminKey(value: unknown): string | null {
  if (value === undefined || value === '') return null
  if (typeof value === 'string' && /^[\w.~+/-]+=*$/.test(value)) {
    if (value.length >= MIN_ADMIN_KEY_CHARS) return value
  }
  const wanted = `at least ${MIN_ADMIN_KEY_CHARS} letters, digits or . ~ + / - _`
  throw new AppError('invalid-option', `ADMIN_KEY: expected ${wanted}`)
}
