import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { StoredResponse } from '../../../domain/survey.ts'
import { responseSchema } from '../../../service/request/request-schema.ts'
import { toCursor } from '../../../service/surveys/cursor.ts'
import { MAX_PUSHED_RESPONSES, pushResponses } from '../../../service/surveys/push-responses.ts'
import { readFilter } from '../../../service/surveys/read-filter.ts'
import {
  deleteResponse,
  eraseRespondent,
  listResponses,
  readResponse,
} from '../../../service/surveys/response-verbs.ts'
import { checked } from '../../../service/surveys/survey-settings.ts'
import { addStoredRoutes, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { readJsonBody } from '../../read-json-body.ts'
import {
  erasureSchema,
  pushResultSchema,
  responsePageSchema,
  storedResponseSchema,
} from '../../schemas/survey-schema.ts'
import { filterQuery, pageOf, pageQuery, queryOf, surveyParams } from './survey-params.ts'

const PAGE: readonly [number, number] = [500, 50]

const LIST = '/v1/surveys/{surveyId}/responses'
const ONE = '/v1/surveys/{surveyId}/responses/{responseId}'

const responseParams = surveyParams.extend({ responseId: z.string() })
const order = z.enum(['newest', 'oldest']).default('newest')

const PUSH = {
  method: 'post',
  path: LIST,
  operationId: 'pushResponses',
  tag: 'Responses',
  summary: 'Push responses',
  description:
    'Up to 1,000 at once. Comments are masked, read and linked to the current themes before the answer. A response with a known id replaces the one that was kept; a bad one is rejected alone. With an `Idempotency-Key` a repeated request gets the same answer and counts once.',
  scope: 'write',
  params: surveyParams,
  headers: z.object({
    'idempotency-key': z.string().max(200).optional().describe('Any text, such as a UUID'),
  }),
  body: z.object({ responses: z.array(responseSchema).min(1).max(MAX_PUSHED_RESPONSES) }),
  status: 200,
  answer: pushResultSchema,
  problems: {
    404: 'There is no such survey',
    409: 'A request with the same idempotency key is still running',
    422: 'No response can be accepted, or the idempotency key came with other responses before',
  },
} as const satisfies StoredRoute

const READ_ALL = {
  method: 'get',
  path: LIST,
  operationId: 'listResponses',
  tag: 'Responses',
  summary: 'List responses',
  scope: 'read',
  params: surveyParams,
  query: filterQuery
    .extend({ order: order.describe('By arrival') })
    .extend(pageQuery(...PAGE).shape),
  status: 200,
  answer: responsePageSchema,
  problems: { 404: 'There is no such survey', 422: 'A filter is wrong' },
} as const satisfies StoredRoute

const READ = {
  method: 'get',
  path: ONE,
  operationId: 'readResponse',
  tag: 'Responses',
  summary: 'Read a response',
  scope: 'read',
  params: responseParams,
  status: 200,
  answer: storedResponseSchema,
  problems: { 404: 'There is no such survey or response' },
} as const satisfies StoredRoute

const DELETE = {
  method: 'delete',
  path: ONE,
  operationId: 'deleteResponse',
  tag: 'Responses',
  summary: 'Delete a response and all that was derived from it',
  scope: 'write',
  params: responseParams,
  status: 204,
  problems: { 404: 'There is no such survey or response' },
} as const satisfies StoredRoute

const ERASE = {
  method: 'delete',
  path: '/v1/respondents/{respondentId}',
  operationId: 'eraseRespondent',
  tag: 'Responses',
  summary: 'Erase a respondent from every survey',
  description:
    'Deletes all responses of the respondent and all that was derived from them: tags, counts, quotes in computed lists. Repeating it is no error.',
  scope: 'admin',
  params: z.object({ respondentId: z.string() }),
  status: 200,
  answer: erasureSchema,
} as const satisfies StoredRoute

/** The routes of responses and respondents, for the types of clients. */
export type ResponseRoutes =
  | typeof PUSH
  | typeof READ_ALL
  | typeof READ
  | typeof DELETE
  | typeof ERASE

/** Adds the routes of responses and of erasure. */
export function addResponseRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  addStoredRoutes(app, options, [
    [
      PUSH,
      async ({ c, context, param }) => {
        const body = await readJsonBody(c, options.limits.maxBodyBytes)
        const idempotencyKey = checked(
          z.string().min(1).max(200).nullable(),
          c.req.header('idempotency-key') ?? null,
          ['Idempotency-Key']
        )
        const surveyId = param('surveyId')
        const { result, isReplayed } = await pushResponses(context, {
          surveyId,
          body,
          idempotencyKey,
        })
        c.get('log')({
          level: 'info',
          event: 'push',
          acceptedCount: result.acceptedCount,
          rejectedCount: result.rejected.length,
        })
        if (isReplayed) c.header('Idempotent-Replayed', 'true')
        return c.json(result)
      },
    ],
    [
      READ_ALL,
      async ({ c, context, param }) => {
        const { entries, next } = await listResponses(context, param('surveyId'), {
          filter: readFilter(queryOf(c)),
          order: checked(order, c.req.query('order'), ['order']),
          ...pageOf(c, 'number', PAGE),
        })
        return c.json({ responses: entries.map(responseAnswer), next: toCursor(next) })
      },
    ],
    [
      READ,
      async ({ c, context, param }) =>
        c.json(responseAnswer(await readResponse(context, param('surveyId'), param('responseId')))),
    ],
    [
      DELETE,
      async ({ c, context, param }) => {
        await deleteResponse(context, param('surveyId'), param('responseId'))
        return c.body(null, 204)
      },
    ],
    [
      ERASE,
      async ({ c, context, param }) =>
        c.json(await eraseRespondent(context, param('respondentId'))),
    ],
  ])
}

/** A kept response in the words of the contract: the reading in the places that `/analyze` has for it. */
export function responseAnswer({ position, reading, review, engine, ...response }: StoredResponse) {
  const { polarity, valence, confidence, ...rest } = reading
  const isCorrected = (review?.corrections.length ?? 0) > 0
  return { ...response, ...rest, sentiment: { polarity, valence, confidence }, isCorrected }
}
