import { createRoute, type OpenAPIHono, type RouteConfig, type z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Scope } from '../domain/access.ts'
import { jsonPointer } from '../service/request/json-pointer.ts'
import { InvalidRequestError } from '../service/request/read-analysis-request.ts'
import type { StoredService } from '../service/stored-service.ts'
import type { SurveyContext } from '../service/surveys/survey-context.ts'
import type { AppEnv, AppOptions } from './app-env.ts'
import { requireScope } from './authorise.ts'
import { methodNotAllowed, problemSchema } from './problem.ts'
import { ANSWER_EXAMPLES, BODY_EXAMPLES } from './schemas/route-examples.ts'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** Description of one route, for the OpenAPI document and for the router alike. */
export type StoredRoute = {
  readonly method: Method
  /** With parameters in braces. */
  readonly path: string
  readonly operationId: string
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly scope: Scope
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly headers?: z.ZodObject
  /** Schema of the body; it documents, the service reads. */
  readonly body?: z.ZodType
  /** Body that is not JSON: content type → description. */
  readonly rawBody?: Readonly<Record<string, string>>
  readonly status: 200 | 201 | 202 | 204
  /** Schema of the answer; absent for 204 and for answers that are not JSON. */
  readonly answer?: z.ZodType
  /** Content type of an answer that is not JSON. */
  readonly answerType?: string
  readonly problems?: Readonly<Record<number, string>>
}

const PROBLEM_CONTENT = { 'application/problem+json': { schema: problemSchema } }

/** The request as the routes of stored surveys take it. */
export type StoredRequest = {
  readonly c: Context<AppEnv>
  readonly stored: StoredService
  /** Verbs' context, bound to the workspace of the caller. */
  readonly context: SurveyContext
  /** A parameter of the path. */
  readonly param: (name: string) => string
}

/** Adds routes and, for every path, the answer to methods that it does not have. */
export function addStoredRoutes(
  app: OpenAPIHono<AppEnv>,
  options: AppOptions,
  routes: readonly (readonly [StoredRoute, (request: StoredRequest) => Promise<Response>])[]
): void {
  const { stored } = options
  if (!stored) return
  const methods = new Map<string, string[]>()
  for (const [route, handle] of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1')
    methods.set(path, [...(methods.get(path) ?? []), route.method.toUpperCase()])
    app.openAPIRegistry.registerPath(documentOf(route))
    app.on(route.method, path, requireScope(options, route.scope), (c) => {
      rejectUnknownQuery(c, route)
      const { workspaceId } = c.get('access')
      return handle({
        c,
        stored,
        context: stored.surveyContext(workspaceId),
        param: (name) => c.req.param(name) ?? '',
      })
    })
  }
  for (const [path, allowed] of methods) {
    app.all(path, (c) => methodNotAllowed(c, allowed.join(', ')))
  }
}

/** A misspelt filter that nobody mentions would give the figures of everybody. */
function rejectUnknownQuery(c: Context<AppEnv>, { query }: StoredRoute): void {
  const known = Object.keys(query?.shape ?? {})
  const isKnown = (name: string) =>
    known.some((k) => k === name || (k.endsWith('.*') && name.startsWith(k.slice(0, -1))))
  const unknown = Object.keys(c.req.query()).filter((name) => !isKnown(name))
  if (unknown.length === 0) return
  const list = known.length === 0 ? 'no parameters' : `a parameter of ${known.join(', ')}`
  throw new InvalidRequestError(
    unknown.map((name) => ({
      pointer: jsonPointer([name]),
      detail: `expected ${list}, got "${name.slice(0, 100)}"`,
    }))
  )
}

function documentOf(route: StoredRoute): RouteConfig {
  const problems = {
    401: 'No valid key',
    403: `The key lacks the scope \`${route.scope}\``,
    422: 'A parameter that the route does not have',
    ...route.problems,
  }
  return createRoute({
    method: route.method,
    path: route.path,
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    security: [{ key: [route.scope] }],
    request: {
      ...(route.params && { params: route.params }),
      ...(route.query && { query: route.query }),
      ...(route.headers && { headers: route.headers }),
      ...(route.body && {
        body: {
          required: true,
          content: {
            'application/json': {
              schema: route.body,
              ...exampleOf(BODY_EXAMPLES, route.operationId),
            },
          },
        },
      }),
      ...(route.rawBody && { body: { required: true, content: rawContent(route.rawBody) } }),
    },
    responses: {
      [route.status]: answerOf(route),
      ...Object.fromEntries(
        Object.entries(problems).map(([status, description]) => [
          status,
          { description, content: PROBLEM_CONTENT },
        ])
      ),
    },
  })
}

function rawContent(types: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(types).map(([type, description]) => [
      type,
      { schema: { type: 'string' as const, format: 'binary', description } },
    ])
  )
}

function exampleOf(examples: Readonly<Record<string, unknown>>, operationId: string) {
  return Object.hasOwn(examples, operationId) ? { example: examples[operationId] } : {}
}

function answerOf({ answer, answerType, summary, operationId }: StoredRoute) {
  if (answer) {
    const content = { schema: answer, ...exampleOf(ANSWER_EXAMPLES, operationId) }
    return { description: summary, content: { 'application/json': content } }
  }
  if (answerType === undefined) return { description: summary }
  return {
    description: summary,
    content: { [answerType]: { schema: { type: 'string' as const } } },
  }
}
