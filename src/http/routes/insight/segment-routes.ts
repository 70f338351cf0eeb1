import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { ACCOUNT_SORTS, listAccounts, readAccount } from '../../../service/insight/account-verbs.ts'
import { readSegments, readTrends } from '../../../service/insight/segment-verbs.ts'
import { toCursor } from '../../../service/surveys/cursor.ts'
import { readFilter } from '../../../service/surveys/read-filter.ts'
import { checked } from '../../../service/surveys/survey-settings.ts'
import { addStoredRoutes, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import {
  accountAnswerSchema,
  accountsSchema,
  segmentsSchema,
  trendsSchema,
} from '../../schemas/insight-schema.ts'
import { withETag } from '../../with-etag.ts'
import { filterQuery, pageOf, pageQuery, queryOf, surveyParams } from '../surveys/survey-params.ts'
import { listOf, minBase, prefixed, REPORT, topThemes } from './insight-params.ts'

const PAGE: readonly [number, number] = [1_000, 100]

const by = z.string().min(1)
const sort = z.enum(ACCOUNT_SORTS).default('nps')
const period = z.enum(['day', 'week', 'month', 'quarter']).default('month')
const maxEffectThemes = z.coerce.number().int().min(0).max(50).default(0)
const revenue = z
  .string()
  .optional()
  .describe('Field with the revenue of the account; the largest value of its responses counts')

const SEGMENTS = {
  method: 'get',
  path: '/v1/surveys/{surveyId}/segments',
  operationId: 'readSegments',
  tag: 'Segments',
  summary: 'Figures by one field or a cross of two',
  scope: 'read',
  params: surveyParams,
  query: filterQuery.extend({
    by: by.describe('One or two fields, as in `plan,tier`; `role` is the role read from titles'),
    'bucket.*': z
      .string()
      .optional()
      .describe(
        'How a field is cut: `categories`, `quantiles:4`, `edges:10,50`, `lifecycle:months` or `order:trial>year 1`'
      ),
    minBase,
    topThemes,
  }),
  status: 200,
  answer: segmentsSchema,
  ...REPORT,
} as const satisfies StoredRoute

const ACCOUNTS = {
  method: 'get',
  path: '/v1/surveys/{surveyId}/accounts',
  operationId: 'listAccounts',
  tag: 'Segments',
  summary: 'Accounts and roles',
  scope: 'read',
  params: surveyParams,
  query: filterQuery
    .extend({ sort: sort.describe('`nps`: the lowest first'), revenue })
    .extend(pageQuery(...PAGE).shape),
  status: 200,
  answer: accountsSchema,
  ...REPORT,
} as const satisfies StoredRoute

const ACCOUNT = {
  method: 'get',
  path: '/v1/surveys/{surveyId}/accounts/{accountId}',
  operationId: 'readAccount',
  tag: 'Segments',
  summary: 'One account against all others',
  scope: 'read',
  params: surveyParams.extend({ accountId: z.string() }),
  query: filterQuery.omit({ accountId: true }).extend({ revenue }),
  status: 200,
  answer: accountAnswerSchema,
  ...REPORT,
  problems: { ...REPORT.problems, 404: 'There is no such survey, or no such account in it' },
} as const satisfies StoredRoute

const TRENDS = {
  method: 'get',
  path: '/v1/surveys/{surveyId}/trends',
  operationId: 'readTrends',
  tag: 'Trends',
  summary: 'NPS and themes over time',
  scope: 'read',
  params: surveyParams,
  query: filterQuery.extend({
    period,
    timeZone: z.string().default('UTC').describe('IANA name, such as Europe/Berlin'),
    minBase,
    topThemes,
    maxEffectThemes: maxEffectThemes.describe('Themes whose effect is followed over the periods'),
  }),
  status: 200,
  answer: trendsSchema,
  ...REPORT,
} as const satisfies StoredRoute

/** Descriptions of these routes, for the typed client. */
export type SegmentRoutes = typeof SEGMENTS | typeof ACCOUNTS | typeof ACCOUNT | typeof TRENDS

/** Adds the routes of segments, accounts and trends. */
export function addSegmentRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  addStoredRoutes(app, options, [
    [
      SEGMENTS,
      async ({ c, context, param }) =>
        withETag(
          c,
          await readSegments(context, param('surveyId'), {
            filter: readFilter(queryOf(c)),
            by: listOf(checked(by, c.req.query('by'), ['by'])),
            rules: prefixed(c, 'bucket'),
            minBase: checked(minBase, c.req.query('minBase'), ['minBase']),
            topThemes: checked(topThemes, c.req.query('topThemes'), ['topThemes']),
          })
        ),
    ],
    [
      ACCOUNTS,
      async ({ c, context, param }) => {
        const { limit, after } = pageOf(c, 'number', PAGE)
        const { listVersion, answer } = await listAccounts(context, param('surveyId'), {
          filter: readFilter(queryOf(c)),
          revenueField: c.req.query('revenue'),
          sort: checked(sort, c.req.query('sort'), ['sort']),
          limit,
          offset: after ?? 0,
        })
        return withETag(c, { listVersion, answer: { ...answer, next: toCursor(answer.next) } })
      },
    ],
    [
      ACCOUNT,
      async ({ c, context, param }) =>
        withETag(
          c,
          await readAccount(context, param('surveyId'), {
            filter: readFilter(queryOf(c)),
            accountId: param('accountId'),
            revenueField: c.req.query('revenue'),
          })
        ),
    ],
    [
      TRENDS,
      async ({ c, context, param }) =>
        withETag(
          c,
          await readTrends(context, param('surveyId'), {
            filter: readFilter(queryOf(c)),
            unit: checked(period, c.req.query('period'), ['period']),
            timeZone: c.req.query('timeZone') ?? 'UTC',
            minBase: checked(minBase, c.req.query('minBase'), ['minBase']),
            topThemes: checked(topThemes, c.req.query('topThemes'), ['topThemes']),
            maxEffectThemes: checked(maxEffectThemes, c.req.query('maxEffectThemes'), [
              'maxEffectThemes',
            ]),
          })
        ),
    ],
  ])
}
