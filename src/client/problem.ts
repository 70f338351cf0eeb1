import type { ErrorCode, ErrorDetail } from '../domain/errors.ts'

/** What the service says of a problem (RFC 9457), with the place of each mistake. */
export type ProblemDetails = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string | undefined
  readonly instance: string
  readonly requestId: string
  readonly errors?: readonly ErrorDetail[] | undefined
}

/** Codes of problems: those of the service, and those of the way there. */
export type ProblemCode = ErrorCode | 'unreachable' | 'broken-off' | 'unknown'

/** A request that did not come to its end, as an error to catch. `message` is for people. */
export class ApiProblem extends Error {
  readonly title: string
  readonly code: ProblemCode
  /** Null when no answer came. */
  readonly status: number | null
  /** To quote when reporting; null when the service was not reached. */
  readonly requestId: string | null
  readonly errors: readonly ErrorDetail[]
  /** How long to wait before the next try, where the service says so. */
  readonly retryAfterSeconds: number | null

  constructor(title: string, detail: string, more: Partial<Omit<ApiProblem, keyof Error>> = {}) {
    super(detail)
    this.name = 'ApiProblem'
    this.title = title
    this.code = more.code ?? 'unknown'
    this.status = more.status ?? null
    this.requestId = more.requestId ?? null
    this.errors = more.errors ?? []
    this.retryAfterSeconds = more.retryAfterSeconds ?? null
  }
}

/** The problem that an answer tells of; also for answers of a proxy that know no problem details. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const more = {
    status: response.status,
    requestId: response.headers.get('x-request-id'),
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : null,
  }
  const type = response.headers.get('content-type') ?? ''
  const body = type.includes('problem+json') ? await response.json().catch(() => null) : null
  if (body === null) {
    const detail = `It answered with status ${response.status}.`
    return new ApiProblem('The service cannot answer', detail, more)
  }
  return problemOf(body as ProblemDetails, more)
}

/** Problem details as an error, also where they come inside a stream. */
export function problemOf(
  { type, title, status, detail, requestId, errors }: ProblemDetails,
  more: Partial<Pick<ApiProblem, 'retryAfterSeconds'>> = {}
): ApiProblem {
  const code = type.split('#problem-')[1] as ErrorCode | undefined
  return new ApiProblem(
    title,
    detail ?? `Quote the request id ${requestId} when you report this.`,
    { ...more, code: code ?? 'unknown', status, requestId, errors: errors ?? [] }
  )
}
