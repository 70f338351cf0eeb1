import { type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  deleteCorrections,
  listReviews,
  putCorrections,
  readReview,
} from '../../../service/corrections/correction-verbs.ts'
import { correctionsSchema } from '../../../service/corrections/read-corrections.ts'
import { toCursor } from '../../../service/surveys/cursor.ts'
import { addStoredRoutes, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { readJsonBody } from '../../read-json-body.ts'
import { reviewPageSchema, reviewSchema } from '../../schemas/correction-schema.ts'
import { pageOf, pageQuery, surveyParams } from '../surveys/survey-params.ts'

const PAGE: readonly [number, number] = [200, 50]

const ONE = '/v1/surveys/{surveyId}/responses/{responseId}/corrections'

const tag = 'Corrections'
const params = surveyParams.extend({ responseId: z.string() })
const notFound = { 404: 'There is no such survey or response' }

const LIST = {
  method: 'get',
  path: '/v1/surveys/{surveyId}/corrections',
  operationId: 'listCorrections',
  tag,
  summary: 'List responses that a person has looked at, with their corrections',
  scope: 'read',
  params: surveyParams,
  query: pageQuery(...PAGE),
  status: 200,
  answer: reviewPageSchema,
  problems: { 404: 'There is no such survey' },
} as const satisfies StoredRoute

const READ = {
  method: 'get',
  path: ONE,
  operationId: 'readCorrections',
  tag,
  summary: 'Read the corrections of a response, beside what the engine says',
  scope: 'read',
  params,
  status: 200,
  answer: reviewSchema,
  problems: notFound,
} as const satisfies StoredRoute

const PUT = {
  method: 'put',
  path: ONE,
  operationId: 'putCorrections',
  tag,
  summary: 'Replace the corrections of a response',
  description:
    'They count at once in lists, figures and exports, win over the engine whenever the response is tagged anew, follow edits of themes, and stay when the response is sent again with the same comment. Another comment drops them, with a warning. An empty list notes that the engine was right.',
  scope: 'write',
  params,
  body: correctionsSchema,
  status: 200,
  answer: reviewSchema,
  problems: {
    ...notFound,
    409: 'The response changed at the same moment',
    422: 'A correction speaks of a place or a theme that is not there',
  },
} as const satisfies StoredRoute

const DELETE = {
  method: 'delete',
  path: ONE,
  operationId: 'deleteCorrections',
  tag,
  summary: 'Take all corrections of a response back',
  scope: 'write',
  params,
  status: 204,
  problems: { ...notFound, 409: 'The response changed at the same moment' },
} as const satisfies StoredRoute

/** The routes of corrections, for the types of clients. */
export type CorrectionRoutes = typeof LIST | typeof READ | typeof PUT | typeof DELETE

/** Adds the routes of corrections by people. */
export function addCorrectionRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  addStoredRoutes(app, options, [
    [
      LIST,
      async ({ c, context, param }) => {
        const page = pageOf(c, 'number', PAGE)
        const { entries, next } = await listReviews(context, param('surveyId'), page)
        return c.json({ reviews: entries, next: toCursor(next) })
      },
    ],
    [READ, async ({ c, context, param }) => c.json(await readReview(context, addressOf(param)))],
    [
      PUT,
      async ({ c, context, param }) => {
        const body = await readJsonBody(c, options.limits.maxBodyBytes)
        const { caller } = c.get('access')
        return c.json(await putCorrections(context, addressOf(param), { body, caller }))
      },
    ],
    [
      DELETE,
      async ({ c, context, param }) => {
        await deleteCorrections(context, addressOf(param))
        return c.body(null, 204)
      },
    ],
  ])
}

function addressOf(param: (name: string) => string) {
  return { surveyId: param('surveyId'), responseId: param('responseId') }
}
