// A typed client of the service: one function per way of asking, routes by the names that the OpenAPI document gives
// them. Knows the server by types only and runs wherever there is `fetch`.

import { readEvents } from './event-stream.ts'
import { ApiProblem, readProblem } from './problem.ts'
import type {
  AnswerOf,
  EntryOf,
  ImportProgress,
  ListsOf,
  PagedRoute,
  RequestArgument,
  RequestTo,
  RouteName,
} from './routes.ts'

export { ApiProblem, type ProblemCode, type ProblemDetails, problemOf } from './problem.ts'
export type { AnswerOf, ImportProgress, PagedRoute, RequestTo, RouteName } from './routes.ts'

/** Where the service is and how to reach it. */
export type ClientOptions = {
  /** Start of every address, such as `http://127.0.0.1:8787`; the page's own origin by default. */
  readonly baseUrl?: string | undefined
  /** The key to send along, or how to look it up at each request. */
  readonly key?: string | (() => string | null) | undefined
  /** `fetch` of the platform by default. */
  readonly fetch?: ((address: string, init: RequestInit) => Promise<Response>) | undefined
  /** Tries after the first of what can be repeated without harm: reading, deleting, pushes with an idempotency key. */
  readonly retryCount?: number | undefined
  readonly wait?: ((ms: number) => Promise<void>) | undefined
}

/** An answer with the version that it has. */
export type VersionedAnswer<N extends RouteName> = {
  readonly etag: string
  readonly answer: AnswerOf<N>
}

/** Ways of asking; all of them throw `ApiProblem` unless the service answers with success. */
export type WhyscoreClient = {
  /** The answer as it comes, for files and streams. */
  send<N extends RouteName>(name: N, ...request: RequestArgument<N>): Promise<Response>
  /** The parsed answer; the text where it is not JSON, null where there is none. */
  call<N extends RouteName>(name: N, ...request: RequestArgument<N>): Promise<AnswerOf<N>>
  /** The answer unless it still has this version; null then. */
  callIfChanged<N extends RouteName>(
    name: N,
    request: RequestTo<N>,
    etag: string | null
  ): Promise<VersionedAnswer<N> | null>
  /** Every page of a list, one after the other. */
  pages<N extends PagedRoute>(
    name: N,
    ...request: RequestArgument<N>
  ): AsyncGenerator<AnswerOf<N>, void>
  /** Every entry of a list, over all pages: `each('GET /v1/surveys', 'surveys')`. */
  each<N extends PagedRoute, K extends ListsOf<AnswerOf<N>>>(
    name: N,
    list: K,
    ...request: RequestArgument<N>
  ): AsyncGenerator<EntryOf<AnswerOf<N>, K>, void>
  /** An import at each step of its progress; the last one is done or failed. Survives lost connections. */
  followImport(
    params: RequestTo<'GET /v1/surveys/{surveyId}/imports/{importId}/events'>['params'],
    signal?: AbortSignal
  ): AsyncGenerator<ImportProgress, void>
}

/** A request without the types of its route. */
type PlainRequest = {
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly query?: Readonly<Record<string, unknown>> | undefined
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
  readonly body?: unknown
  readonly contentType?: string | undefined
  readonly signal?: AbortSignal | undefined
}

type Send = (name: string, request?: PlainRequest) => Promise<Response>

/** Pause before the second try; doubles with each further one. */
const FIRST_PAUSE_MS = 250

/** Makes a client. It keeps no state, so one can serve any number of requests at once. */
export function createClient(options: ClientOptions = {}): WhyscoreClient {
  const send = createSend(options)
  const call = async (name: string, request?: PlainRequest) => parsed(await send(name, request))
  async function* pages(name: string, request: PlainRequest = {}) {
    let cursor: string | null | undefined
    do {
      const query = { ...request.query, ...(cursor && { cursor }) }
      const page = (await call(name, { ...request, query })) as { readonly next: string | null }
      yield page
      cursor = page.next
    } while (cursor)
  }
  const client = {
    send,
    call,
    async callIfChanged(name: string, request: PlainRequest, etag: string | null) {
      const headers = { ...request.headers, ...(etag !== null && { 'if-none-match': etag }) }
      const response = await send(name, { ...request, headers })
      if (response.status === 304) return null
      return { etag: response.headers.get('etag') ?? '', answer: await parsed(response) }
    },
    pages,
    async *each(name: string, list: string, request?: PlainRequest) {
      for await (const page of pages(name, request)) {
        yield* (page as unknown as Readonly<Record<string, readonly unknown[]>>)[list] ?? []
      }
    },
    followImport: (params: PlainRequest['params'], signal?: AbortSignal) =>
      followImport(send, { params, signal }, options),
  }
  return typed(client)
}

/** The descriptions of the routes say what each answer is, and the service's tests hold it to them. */
function typed(client: object): WhyscoreClient {
  return client as WhyscoreClient
}

function createSend(options: ClientOptions): Send {
  const { baseUrl = '', retryCount = 2 } = options
  const reach = options.fetch ?? ((address, init) => fetch(address, init))
  return async (name, request = {}) => {
    const init = initOf(name, request, options.key)
    const address = baseUrl.replace(/\/$/, '') + addressOf(name, request)
    for (let tryCount = 0; ; tryCount++) {
      const result = await reach(address, init).catch((error: unknown) => {
        if (request.signal?.aborted) throw error
        return unreachable()
      })
      const isAnswer = result instanceof Response && (result.ok || result.status === 304)
      if (isAnswer) return result
      const problem = result instanceof Response ? await readProblem(result) : result
      if (tryCount >= retryCount || !isRepeatable(init, problem)) throw problem
      const pauseMs = (problem.retryAfterSeconds ?? 0) * 1_000
      await (options.wait ?? wait)(Math.max(pauseMs, FIRST_PAUSE_MS * 2 ** tryCount))
    }
  }
}

function initOf(name: string, request: PlainRequest, key: ClientOptions['key']) {
  const { body, signal } = request
  const secret = typeof key === 'function' ? key() : key
  const headers = new Headers()
  if (secret) headers.set('authorization', `Bearer ${secret}`)
  const isRaw = isRawBody(body)
  if (isRaw) headers.set('content-type', request.contentType ?? 'application/octet-stream')
  else if (body !== undefined) headers.set('content-type', 'application/json')
  for (const [field, value] of Object.entries(request.headers ?? {})) {
    if (value !== undefined) headers.set(field, value)
  }
  return {
    method: name.slice(0, name.indexOf(' ')),
    headers,
    ...(signal && { signal }),
    ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
    // Node asks for it with a body that streams.
    ...(body instanceof ReadableStream && { duplex: 'half' as const }),
  }
}

function isRawBody(body: unknown): body is string | Blob | ArrayBuffer | ReadableStream {
  return (
    typeof body === 'string' ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    body instanceof ReadableStream
  )
}

function addressOf(name: string, { params, query }: PlainRequest): string {
  const path = name
    .slice(name.indexOf(' ') + 1)
    .replaceAll(/\{(\w+)\}/g, (_, param) => encodeURIComponent(String(params?.[param] ?? '')))
  const search = new URLSearchParams()
  for (const [field, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) search.append(field, String(one))
    }
  }
  return search.size === 0 ? path : `${path}?${search}`
}

function unreachable(): ApiProblem {
  return new ApiProblem('The service does not answer', 'Check the connection and try again.', {
    code: 'unreachable',
  })
}

/** A push without an idempotency key might count twice, and a stream is gone after the first try. */
function isRepeatable(
  { method, headers, body }: ReturnType<typeof initOf>,
  { status, code }: ApiProblem
): boolean {
  if (body instanceof ReadableStream) return false
  if (status === 429) return true
  const isHarmless = method !== 'POST' && method !== 'PATCH'
  if (!isHarmless && !headers.has('idempotency-key')) return false
  return code === 'unreachable' || code === 'request-in-progress' || (status ?? 0) >= 502
}

async function parsed(response: Response): Promise<unknown> {
  if (response.status === 204) return null
  const type = response.headers.get('content-type') ?? ''
  return type.includes('json') && !type.includes('ndjson') ? response.json() : response.text()
}

async function* followImport(
  send: Send,
  request: PlainRequest,
  options: ClientOptions
): AsyncGenerator<ImportProgress, void> {
  const name = 'GET /v1/surveys/{surveyId}/imports/{importId}/events'
  for (let lostCount = 0; lostCount <= (options.retryCount ?? 2); lostCount++) {
    const { body } = await send(name, request)
    try {
      for await (const data of body ? readEvents(body) : []) {
        const progress = JSON.parse(data) as ImportProgress
        yield progress
        if (progress.state === 'done' || progress.state === 'failed') return
        lostCount = 0
      }
    } catch (error) {
      if (request.signal?.aborted) throw error
    }
    await (options.wait ?? wait)(FIRST_PAUSE_MS)
  }
  throw new ApiProblem('The progress broke off', 'Read the import to see how far it has come.', {
    code: 'broken-off',
  })
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
