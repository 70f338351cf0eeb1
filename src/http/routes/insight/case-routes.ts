import { type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  listDetractorCases,
  listPassives,
  listPromoters,
  readCaseRoutes,
  setCaseRoutes,
} from '../../../service/insight/case-verbs.ts'
import { routingSchema } from '../../../service/insight/read-routing.ts'
import { toCursor } from '../../../service/surveys/cursor.ts'
import { readFilter } from '../../../service/surveys/read-filter.ts'
import { addStoredRoutes, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { readJsonBody } from '../../read-json-body.ts'
import { casesSchema, passivesSchema, promotersSchema } from '../../schemas/case-schema.ts'
import { withETag } from '../../with-etag.ts'
import { filterQuery, pageOf, pageQuery, queryOf, surveyParams } from '../surveys/survey-params.ts'
import { REPORT } from './insight-params.ts'

const by = z
  .string()
  .optional()
  .describe('Field whose segments are counted over the whole list; no protected trait')

const PAGE: readonly [number, number] = [500, 50]

const routes = routingSchema.meta({
  id: 'CaseRoutes',
  description: 'The first row whose conditions all hold gives the team; else the default',
})

const ROUTES = {
  path: '/v1/surveys/{surveyId}/case-routes',
  tag: 'Closed loop',
  params: surveyParams,
  status: 200,
  answer: routes,
} as const

const READ_ROUTES = {
  ...ROUTES,
  method: 'get',
  operationId: 'readCaseRoutes',
  summary: 'Whom cases and alerts go to',
  scope: 'read',
  problems: { 404: 'There is no such survey' },
} as const satisfies StoredRoute

const SET_ROUTES = {
  ...ROUTES,
  method: 'put',
  operationId: 'setCaseRoutes',
  summary: 'Say whom cases and alerts go to',
  scope: 'write',
  body: routes,
  problems: { 404: 'There is no such survey', 422: 'The table is wrong' },
} as const satisfies StoredRoute

const CASES = {
  method: 'get',
  path: '/v1/surveys/{surveyId}/cases',
  operationId: 'listCases',
  tag: 'Closed loop',
  summary: 'Detractors to call back, the most urgent first',
  scope: 'read',
  params: surveyParams,
  query: filterQuery
    .extend({ by, team: z.string().optional().describe('Only cases that go to this team') })
    .extend(pageQuery(...PAGE).shape),
  status: 200,
  answer: casesSchema,
  ...REPORT,
} as const satisfies StoredRoute

const PASSIVES = {
  method: 'get',
  path: '/v1/surveys/{surveyId}/passives',
  operationId: 'listPassives',
  tag: 'Closed loop',
  summary: 'Passives to keep and to win over, those who speak of leaving first',
  scope: 'read',
  params: surveyParams,
  query: filterQuery.extend({ by }).extend(pageQuery(...PAGE).shape),
  status: 200,
  answer: passivesSchema,
  ...REPORT,
} as const satisfies StoredRoute

const PROMOTERS = {
  method: 'get',
  path: '/v1/surveys/{surveyId}/promoters',
  operationId: 'listPromoters',
  tag: 'Closed loop',
  summary: 'Promoters to thank, those who may be quoted first',
  scope: 'read',
  params: surveyParams,
  query: filterQuery
    .extend({
      by,
      consent: z
        .string()
        .optional()
        .describe('Field that says whether one may be quoted; nobody is without it'),
    })
    .extend(pageQuery(...PAGE).shape),
  status: 200,
  answer: promotersSchema,
  ...REPORT,
} as const satisfies StoredRoute

/** Descriptions of these routes, for the typed client. */
export type CaseRoutes =
  | typeof READ_ROUTES
  | typeof SET_ROUTES
  | typeof CASES
  | typeof PASSIVES
  | typeof PROMOTERS

/** Adds the routes of the closed loop: cases, promoters, and whom they go to. */
export function addCaseRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  addStoredRoutes(app, options, [
    [
      READ_ROUTES,
      async ({ c, context, param }) => c.json(await readCaseRoutes(context, param('surveyId'))),
    ],
    [
      SET_ROUTES,
      async ({ c, context, param }) => {
        const body = await readJsonBody(c, options.limits.maxBodyBytes)
        return c.json(await setCaseRoutes(context, param('surveyId'), body))
      },
    ],
    [
      CASES,
      async ({ c, context, param }) => {
        const { limit, after } = pageOf(c, 'number', PAGE)
        const { listVersion, answer } = await listDetractorCases(context, param('surveyId'), {
          filter: readFilter(queryOf(c)),
          team: c.req.query('team'),
          by: c.req.query('by'),
          limit,
          offset: after ?? 0,
        })
        return withETag(c, { listVersion, answer: { ...answer, next: toCursor(answer.next) } })
      },
    ],
    [
      PASSIVES,
      async ({ c, context, param }) => {
        const { limit, after } = pageOf(c, 'number', PAGE)
        const { listVersion, answer } = await listPassives(context, param('surveyId'), {
          filter: readFilter(queryOf(c)),
          by: c.req.query('by'),
          limit,
          offset: after ?? 0,
        })
        return withETag(c, { listVersion, answer: { ...answer, next: toCursor(answer.next) } })
      },
    ],
    [
      PROMOTERS,
      async ({ c, context, param }) => {
        const { limit, after } = pageOf(c, 'number', PAGE)
        const { listVersion, answer } = await listPromoters(context, param('surveyId'), {
          filter: readFilter(queryOf(c)),
          consentField: c.req.query('consent'),
          by: c.req.query('by'),
          limit,
          offset: after ?? 0,
        })
        return withETag(c, { listVersion, answer: { ...answer, next: toCursor(answer.next) } })
      },
    ],
  ])
}
