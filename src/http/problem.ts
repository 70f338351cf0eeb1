import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError, type ErrorCode, type ErrorDetail } from '../domain/errors.ts'
import type { AppEnv } from './app-env.ts'

type ProblemRow = {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429
  readonly title: string
}

/** One row per code; `satisfies` makes a missing row a compile error. */
export const PROBLEMS = {
  'unreadable-request': { status: 400, title: 'The request body cannot be read' },
  'invalid-request': { status: 422, title: 'The request is not valid' },
  'unsupported-media-type': { status: 415, title: 'The content type is not supported' },
  'request-too-large': { status: 413, title: 'The request is too large' },
  'no-acceptable-response': { status: 422, title: 'No response can be accepted' },
  'unreadable-file': { status: 422, title: 'The file cannot be read' },
  'missing-column': { status: 422, title: 'A column is missing' },
  'unknown-taxonomy': { status: 422, title: 'There is no such taxonomy' },
  'invalid-theme-model': { status: 422, title: 'The theme model cannot be used' },
  'invalid-count': { status: 422, title: 'Counts are inconsistent' },
  'invalid-option': { status: 422, title: 'An option is out of range' },
  'survey-not-found': { status: 404, title: 'There is no such survey' },
  'survey-exists': { status: 409, title: 'The survey exists already' },
  'response-not-found': { status: 404, title: 'There is no such response' },
  'theme-not-found': { status: 404, title: 'There is no such theme' },
  'key-not-found': { status: 404, title: 'There is no such key' },
  'webhook-not-found': { status: 404, title: 'There is no such address for webhooks' },
  'account-not-found': { status: 404, title: 'There is no such account' },
  'rule-not-found': { status: 404, title: 'There is no such alert rule' },
  'secrets-key-missing': {
    status: 409,
    title: 'The service has no key to encrypt secrets with',
  },
  'invalid-signature': { status: 401, title: 'The signature is not valid' },
  'import-not-found': { status: 404, title: 'There is no such import' },
  'invalid-key': { status: 401, title: 'A valid key is required' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'missing-scope': { status: 403, title: 'The key does not allow this' },
  'edit-conflict': { status: 409, title: 'Two edits met' },
  'idempotency-key-reused': {
    status: 422,
    title: 'The idempotency key belongs to another request',
  },
  'request-in-progress': { status: 409, title: 'The same request is still running' },
} as const satisfies Record<ErrorCode, ProblemRow>

/** Where `type` points: the section of `/docs` that explains the code. */
export const PROBLEM_BASE = '/docs#problem-'

/** RFC 9457 problem details, with the request id and the places of validation errors. */
export const problemSchema = z
  .strictObject({
    type: z.string().meta({
      description: 'Explains this kind of problem; `about:blank` when the status says it all',
      example: `${PROBLEM_BASE}invalid-request`,
    }),
    title: z.string().describe('The same for every problem of this type'),
    status: z.int().describe('The HTTP status'),
    detail: z.string().optional().describe('What was expected and what came; absent for 500'),
    instance: z.string().describe('Path of the request'),
    requestId: z.string().describe('Also in the header `X-Request-Id` and in the log'),
    errors: z
      .array(
        z.strictObject({
          pointer: z
            .string()
            .meta({ description: 'JSON Pointer into the body', example: '/responses/3/score' }),
          detail: z.string(),
        })
      )
      .optional()
      .describe('Places in the request and what to change there'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' })

type Problem = {
  readonly type: string
  readonly title: string
  readonly status: ProblemRow['status'] | 405 | 500
  readonly detail?: string
  readonly errors?: readonly ErrorDetail[]
}

/**
 * The one place where an error becomes HTTP. Unknown errors never leak their message.
 *
 * @param error - whatever was thrown
 * @param c - context of the request
 * @returns a response of content type `application/problem+json`
 */
export function toProblem(error: Error, c: Context<AppEnv>): Response {
  if (error instanceof AppError) {
    const { status, title } = PROBLEMS[error.code]
    const type = PROBLEM_BASE + error.code
    // RFC 9110, 15.5.2: a 401 says how to authenticate.
    if (error.code === 'invalid-key') c.header('WWW-Authenticate', 'Bearer')
    const errors = error.errors.length > 0 ? { errors: error.errors } : {}
    return problem(c, { type, title, status, detail: error.message, ...errors })
  }
  if (error instanceof HTTPException && error.status < 500) {
    const status = error.status === 413 ? 413 : 400
    return problem(c, { type: 'about:blank', title: 'Bad Request', status, detail: error.message })
  }
  c.get('log')({ level: 'error', event: 'unexpected-error', error: `${error.stack ?? error}` })
  return problem(c, { type: 'about:blank', title: 'Internal Server Error', status: 500 })
}

/** 404 for paths that do not exist. */
export function notFound(c: Context<AppEnv>): Response {
  const detail = `there is nothing at ${c.req.path}; GET /docs lists what there is`
  return problem(c, { type: 'about:blank', title: 'Not Found', status: 404, detail })
}

/** 405 for paths that exist under another method. */
export function methodNotAllowed(c: Context<AppEnv>, allowed: string): Response {
  const detail = `expected ${allowed} ${c.req.path}, got ${c.req.method}`
  c.header('Allow', allowed)
  return problem(c, { type: 'about:blank', title: 'Method Not Allowed', status: 405, detail })
}

function problem(c: Context<AppEnv>, { type, title, status, detail, errors }: Problem): Response {
  const body = {
    type,
    title,
    status,
    ...(detail !== undefined && { detail }),
    instance: c.req.path,
    requestId: c.get('requestId'),
    ...(errors && { errors: [...errors] }),
  } satisfies z.input<typeof problemSchema>
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' })
}
