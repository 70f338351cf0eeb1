import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  benchmarksSchema,
  compareBenchmarks,
  readCoverage,
  readOutcomeFields,
  setBenchmarks,
  setInvited,
  setOutcomes,
} from '../../../service/insight/brought-verbs.ts'
import { invitedSchema, outcomesSchema } from '../../../service/insight/read-brought.ts'
import { readFilter } from '../../../service/surveys/read-filter.ts'
import { addStoredRoutes, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { readJsonBody, readTextBody } from '../../read-json-body.ts'
import {
  benchmarkAnswerSchema,
  coverageSchema,
  invitedResultSchema,
  outcomeSummarySchema,
} from '../../schemas/number-schema.ts'
import { withETag } from '../../with-etag.ts'
import { filterQuery, queryOf, surveyParams } from '../surveys/survey-params.ts'
import { REPORT } from './insight-params.ts'

const of = { tag: 'Numbers', params: surveyParams, status: 200 } as const
const set = {
  ...of,
  method: 'put',
  scope: 'write',
  problems: { 404: 'There is no such survey', 413: 'The list is too long', 422: 'It is wrong' },
} as const

const SET_OUTCOMES = {
  ...set,
  path: '/v1/surveys/{surveyId}/outcomes',
  operationId: 'setOutcomes',
  summary: 'Bring churn, lifetime value, order value of people or accounts',
  description: 'Puts the list in the place of the one before; an empty list deletes all.',
  body: outcomesSchema,
  rawBody: { 'text/csv': 'A column respondentId or accountId, and one for each outcome' },
  answer: outcomeSummarySchema,
} as const satisfies StoredRoute

const READ_OUTCOMES = {
  ...of,
  method: 'get',
  scope: 'read',
  path: '/v1/surveys/{surveyId}/outcomes',
  operationId: 'readOutcomes',
  summary: 'Which outcomes are kept',
  answer: outcomeSummarySchema,
  problems: { 404: 'There is no such survey' },
} as const satisfies StoredRoute

const SET_INVITED = {
  ...set,
  path: '/v1/surveys/{surveyId}/invited',
  operationId: 'setInvited',
  summary: 'Bring the list of everybody who was asked',
  description:
    'Puts the list in the place of the one before; of a repeated person the first counts.',
  body: invitedSchema,
  rawBody: { 'text/csv': 'Columns respondentId, accountId and role (the title as written)' },
  answer: invitedResultSchema,
} as const satisfies StoredRoute

const COVERAGE = {
  ...of,
  ...REPORT,
  method: 'get',
  scope: 'read',
  path: '/v1/surveys/{surveyId}/invited',
  operationId: 'readCoverage',
  summary: 'Who was asked and who answered, by role and account',
  query: filterQuery,
  answer: coverageSchema,
} as const satisfies StoredRoute

const SET_BENCHMARKS = {
  ...set,
  path: '/v1/surveys/{surveyId}/benchmarks',
  operationId: 'setBenchmarks',
  summary: 'Bring figures to compare with, each with its source',
  body: benchmarksSchema,
  answer: benchmarksSchema,
} as const satisfies StoredRoute

const BENCHMARKS = {
  ...of,
  ...REPORT,
  method: 'get',
  scope: 'read',
  path: '/v1/surveys/{surveyId}/benchmarks',
  operationId: 'compareBenchmarks',
  summary: 'NPS beside the figures that were brought',
  query: filterQuery,
  answer: benchmarkAnswerSchema,
} as const satisfies StoredRoute

/** Descriptions of these routes, for the typed client. */
export type BroughtRoutes =
  | typeof SET_OUTCOMES
  | typeof READ_OUTCOMES
  | typeof SET_INVITED
  | typeof COVERAGE
  | typeof SET_BENCHMARKS
  | typeof BENCHMARKS

/** Parsed JSON, or the text of a CSV file. */
function readList(c: Context<AppEnv>, maxBytes: number): Promise<unknown> {
  const isCsv = /^text\/(csv|plain)\b/i.test(c.req.header('content-type') ?? '')
  return isCsv ? readTextBody(c, maxBytes) : readJsonBody(c, maxBytes)
}

/** Adds the routes of what callers bring beside responses. */
export function addBroughtRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  const { maxBodyBytes } = options.limits
  addStoredRoutes(app, options, [
    [
      SET_OUTCOMES,
      async ({ c, context, param }) =>
        c.json(await setOutcomes(context, param('surveyId'), await readList(c, maxBodyBytes))),
    ],
    [
      READ_OUTCOMES,
      async ({ c, context, param }) => c.json(await readOutcomeFields(context, param('surveyId'))),
    ],
    [
      SET_INVITED,
      async ({ c, context, param }) =>
        c.json(await setInvited(context, param('surveyId'), await readList(c, maxBodyBytes))),
    ],
    [
      COVERAGE,
      async ({ c, context, param }) =>
        withETag(c, await readCoverage(context, param('surveyId'), readFilter(queryOf(c)))),
    ],
    [
      SET_BENCHMARKS,
      async ({ c, context, param }) => {
        const body = await readJsonBody(c, maxBodyBytes)
        return c.json(await setBenchmarks(context, param('surveyId'), body))
      },
    ],
    [
      BENCHMARKS,
      async ({ c, context, param }) =>
        withETag(c, await compareBenchmarks(context, param('surveyId'), readFilter(queryOf(c)))),
    ],
  ])
}
