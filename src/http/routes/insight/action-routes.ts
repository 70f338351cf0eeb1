import { type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  readBands,
  readDepartments,
  readPlan,
  readQuadrants,
  readRequests,
  readWrittenSummary,
} from '../../../service/insight/action-verbs.ts'
import { readCautions } from '../../../service/insight/caution-verbs.ts'
import { readFilter } from '../../../service/surveys/read-filter.ts'
import { addStoredRoutes, type StoredRequest, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import {
  cautionsSchema,
  departmentsSchema,
  planSchema,
  quadrantsSchema,
  requestsSchema,
  writtenSummarySchema,
} from '../../schemas/action-schema.ts'
import { withETag } from '../../with-etag.ts'
import { filterQuery, queryOf, surveyParams } from '../surveys/survey-params.ts'
import { queried, REPORT } from './insight-params.ts'

const theme = z.string().min(1)
const by = z.iso.date()
const factor = z.coerce.number().min(0).lt(1).default(0.5)

const read = { ...REPORT, method: 'get', scope: 'read', params: surveyParams, status: 200 } as const

const PLAN = {
  ...read,
  path: '/v1/surveys/{surveyId}/action-plan',
  operationId: 'readPlan',
  tag: 'Closed loop',
  summary: 'The frame of an action: metric, baseline, target, day, owner',
  query: filterQuery.extend({
    theme: theme.describe('Id of the theme to act on'),
    by: by.describe('Day by which the target is to be reached'),
    factor: factor.describe('How much of the complaints is to remain'),
  }),
  answer: planSchema,
} as const satisfies StoredRoute

const QUADRANTS = {
  ...read,
  path: '/v1/surveys/{surveyId}/quadrants',
  operationId: 'readQuadrants',
  tag: 'Themes',
  summary: 'Themes by importance and performance',
  query: filterQuery,
  answer: quadrantsSchema,
} as const satisfies StoredRoute

const WRITTEN = {
  ...read,
  path: '/v1/surveys/{surveyId}/written-summary',
  operationId: 'readWrittenSummary',
  tag: 'Themes',
  summary: 'The survey in sentences made of its figures, with quotes',
  query: filterQuery.extend({
    bands: z.string().default('').describe('Words for an NPS, as in `0:good,50:excellent`'),
  }),
  answer: writtenSummarySchema,
} as const satisfies StoredRoute

const REQUESTS = {
  ...read,
  path: '/v1/surveys/{surveyId}/requests',
  operationId: 'readRequests',
  tag: 'Closed loop',
  summary: 'What people ask for, by theme',
  query: filterQuery,
  answer: requestsSchema,
} as const satisfies StoredRoute

const DEPARTMENTS = {
  ...read,
  path: '/v1/surveys/{surveyId}/departments',
  operationId: 'readDepartments',
  tag: 'Closed loop',
  summary: 'Complaints and praise by the department that owns the theme',
  query: filterQuery,
  answer: departmentsSchema,
} as const satisfies StoredRoute

const CAUTIONS = {
  ...read,
  path: '/v1/surveys/{surveyId}/cautions',
  operationId: 'readCautions',
  tag: 'Numbers',
  summary: 'Signs of gaming: runs of best scores, scores asked for, comments that contradict them',
  query: filterQuery,
  answer: cautionsSchema,
} as const satisfies StoredRoute

/** Descriptions of these routes, for the typed client. */
export type ActionRoutes =
  | typeof CAUTIONS
  | typeof PLAN
  | typeof QUADRANTS
  | typeof WRITTEN
  | typeof REQUESTS
  | typeof DEPARTMENTS

/** Adds the routes of what to do next: plans, requests, departments, and the survey in words. */
export function addActionRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  const filterOf = ({ c }: StoredRequest) => readFilter(queryOf(c))
  addStoredRoutes(app, options, [
    [
      PLAN,
      async (r) => {
        const { theme: _, ...query } = queryOf(r.c)
        return withETag(
          r.c,
          await readPlan(r.context, r.param('surveyId'), {
            filter: readFilter(query),
            themeId: queried(r, 'theme', theme),
            by: queried(r, 'by', by),
            factor: queried(r, 'factor', factor),
          })
        )
      },
    ],
    [
      QUADRANTS,
      async (r) => withETag(r.c, await readQuadrants(r.context, r.param('surveyId'), filterOf(r))),
    ],
    [
      WRITTEN,
      async (r) =>
        withETag(
          r.c,
          await readWrittenSummary(r.context, r.param('surveyId'), {
            filter: filterOf(r),
            bands: readBands(r.c.req.query('bands') ?? ''),
          })
        ),
    ],
    [
      REQUESTS,
      async (r) => withETag(r.c, await readRequests(r.context, r.param('surveyId'), filterOf(r))),
    ],
    [
      CAUTIONS,
      async (r) => withETag(r.c, await readCautions(r.context, r.param('surveyId'), filterOf(r))),
    ],
    [
      DEPARTMENTS,
      async (r) =>
        withETag(r.c, await readDepartments(r.context, r.param('surveyId'), filterOf(r))),
    ],
  ])
}
