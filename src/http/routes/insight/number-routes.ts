import { type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  readActionEffect,
  readChanges,
  readForecast,
} from '../../../service/insight/change-verbs.ts'
import {
  readComparisons,
  readContrasts,
  readCorrelations,
  readGroups,
  readPrediction,
  readThemePairs,
} from '../../../service/insight/number-verbs.ts'
import { toCursor } from '../../../service/surveys/cursor.ts'
import { readFilter } from '../../../service/surveys/read-filter.ts'
import { addStoredRoutes, type StoredRequest, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import {
  actionEffectSchema,
  changesSchema,
  comparisonsSchema,
  contrastsSchema,
  correlationsSchema,
  forecastAnswerSchema,
  groupsSchema,
  predictionSchema,
  themePairsSchema,
} from '../../schemas/number-schema.ts'
import { withETag } from '../../with-etag.ts'
import { filterQuery, pageOf, pageQuery, queryOf, surveyParams } from '../surveys/survey-params.ts'
import { listOf, prefixed, queried, REPORT } from './insight-params.ts'

const PAGE: readonly [number, number] = [1_000, 100]

const field = z.string().min(1)
const fields = z.string().optional().describe('With commas; all but protected traits without it')
const scoreGroup = z.enum(['detractor', 'passive', 'promoter'])
const period = z.enum(['day', 'week', 'month', 'quarter']).default('month')
const timeZone = z.string().default('UTC').describe('IANA name, such as Europe/Berlin')
const days = z.coerce.number().positive().max(3_650).default(30)
const settleDays = z.coerce.number().min(0).max(365).default(0)
const horizon = z.coerce.number().int().min(1).max(24).default(3)
const maxGroups = z.coerce.number().int().min(2).max(12).optional()
const at = z.iso.datetime({ offset: true }).or(z.iso.date())

const read = { ...REPORT, method: 'get', scope: 'read', params: surveyParams, status: 200 } as const

const CORRELATIONS = {
  ...read,
  path: '/v1/surveys/{surveyId}/correlations',
  operationId: 'readCorrelations',
  tag: 'Numbers',
  summary: 'Scores and themes beside churn, lifetime value or another number',
  query: filterQuery.extend({ field: field.describe('An uploaded outcome, or a segment field') }),
  answer: correlationsSchema,
} as const satisfies StoredRoute

const PREDICTION = {
  ...read,
  path: '/v1/surveys/{surveyId}/prediction',
  operationId: 'readPrediction',
  tag: 'Numbers',
  summary: 'Who is likely to be a detractor, or to churn',
  query: filterQuery
    .extend({
      outcome: z
        .string()
        .default('detractor')
        .describe('`detractor`, or an outcome or field that is yes or no'),
      fields,
    })
    .extend(pageQuery(...PAGE).shape),
  answer: predictionSchema,
} as const satisfies StoredRoute

const GROUPS = {
  ...read,
  path: '/v1/surveys/{surveyId}/groups',
  operationId: 'readGroups',
  tag: 'Numbers',
  summary: 'Groups of respondents who are alike, or none',
  query: filterQuery.extend({ fields, maxGroups }),
  answer: groupsSchema,
} as const satisfies StoredRoute

const CONTRASTS = {
  ...read,
  path: '/v1/surveys/{surveyId}/theme-contrasts',
  operationId: 'readContrasts',
  tag: 'Numbers',
  summary: 'What one score group talks about and another does not',
  query: filterQuery.extend({
    first: scoreGroup.default('promoter'),
    second: scoreGroup.default('detractor'),
  }),
  answer: contrastsSchema,
} as const satisfies StoredRoute

const PAIRS = {
  ...read,
  path: '/v1/surveys/{surveyId}/theme-pairs',
  operationId: 'readThemePairs',
  tag: 'Numbers',
  summary: 'Themes that are raised together',
  query: filterQuery,
  answer: themePairsSchema,
} as const satisfies StoredRoute

const COMPARISONS = {
  ...read,
  path: '/v1/surveys/{surveyId}/comparisons',
  operationId: 'readComparisons',
  tag: 'Numbers',
  summary: 'Groups raw and within countries, since cultures use the scale differently',
  query: filterQuery.extend({ by: field, within: field.describe('Such as the country') }),
  answer: comparisonsSchema,
} as const satisfies StoredRoute

const CHANGES = {
  ...read,
  path: '/v1/surveys/{surveyId}/changes',
  operationId: 'readChanges',
  tag: 'Trends',
  summary: 'What the change of NPS between two periods is made of',
  query: filterQuery.extend({
    period,
    timeZone,
    before: z.string().optional().describe('Such as `2026-05`; the last but one without it'),
    after: z.string().optional().describe('The last with scores without it'),
  }),
  answer: changesSchema,
} as const satisfies StoredRoute

const ACTION = {
  ...read,
  path: '/v1/surveys/{surveyId}/action-effect',
  operationId: 'readActionEffect',
  tag: 'Trends',
  summary: 'Before and after an action, beside those whom it did not reach',
  query: filterQuery.extend({
    at: at.describe('Day or time of the action'),
    days: days.describe('Length of either window'),
    settleDays: settleDays.describe('Days after the action that count for neither'),
    theme: z.string().optional().describe('The theme that it was about'),
    'touched.*': z
      .string()
      .optional()
      .describe('Whom it reached, as in `touched.plan=basic,plus`; all without one'),
  }),
  answer: actionEffectSchema,
} as const satisfies StoredRoute

const FORECAST = {
  ...read,
  path: '/v1/surveys/{surveyId}/forecast',
  operationId: 'readForecast',
  tag: 'Trends',
  summary: 'NPS of the coming periods, if it goes on as it has',
  query: filterQuery.extend({ period, timeZone, horizon }),
  answer: forecastAnswerSchema,
} as const satisfies StoredRoute

/** Descriptions of these routes, for the typed client. */
export type NumberRoutes =
  | typeof CORRELATIONS
  | typeof PREDICTION
  | typeof GROUPS
  | typeof CONTRASTS
  | typeof PAIRS
  | typeof COMPARISONS
  | typeof CHANGES
  | typeof ACTION
  | typeof FORECAST

function periodsIn(request: StoredRequest) {
  return {
    filter: readFilter(queryOf(request.c)),
    unit: queried(request, 'period', period),
    timeZone: queried(request, 'timeZone', timeZone),
  }
}

function fieldsIn({ c }: StoredRequest): readonly string[] | undefined {
  const named = listOf(c.req.query('fields'))
  return named.length === 0 ? undefined : named
}

/** The filter without the theme that an action is about, which has the name of a filter. */
function filterBesideTheme({ c }: StoredRequest) {
  const { theme: _, ...query } = queryOf(c)
  return readFilter(query)
}

/** Adds the routes of numbers beside the score, of changes and of forecasts. */
export function addNumberRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  const filterOf = ({ c }: StoredRequest) => readFilter(queryOf(c))
  addStoredRoutes(app, options, [
    [
      CORRELATIONS,
      async (r) =>
        withETag(
          r.c,
          await readCorrelations(r.context, r.param('surveyId'), {
            filter: filterOf(r),
            field: queried(r, 'field', field),
          })
        ),
    ],
    [
      PREDICTION,
      async (r) => {
        const { limit, after } = pageOf(r.c, 'number', PAGE)
        const { listVersion, answer } = await readPrediction(r.context, r.param('surveyId'), {
          filter: filterOf(r),
          outcome: r.c.req.query('outcome') ?? 'detractor',
          fields: fieldsIn(r),
          limit,
          offset: after ?? 0,
        })
        return withETag(r.c, { listVersion, answer: { ...answer, next: toCursor(answer.next) } })
      },
    ],
    [
      GROUPS,
      async (r) =>
        withETag(
          r.c,
          await readGroups(r.context, r.param('surveyId'), {
            filter: filterOf(r),
            fields: fieldsIn(r),
            maxGroups: queried(r, 'maxGroups', maxGroups),
          })
        ),
    ],
    [
      CONTRASTS,
      async (r) =>
        withETag(
          r.c,
          await readContrasts(r.context, r.param('surveyId'), {
            filter: filterOf(r),
            groups: [
              queried(r, 'first', scoreGroup.default('promoter')),
              queried(r, 'second', scoreGroup.default('detractor')),
            ],
          })
        ),
    ],
    [
      PAIRS,
      async (r) => withETag(r.c, await readThemePairs(r.context, r.param('surveyId'), filterOf(r))),
    ],
    [
      COMPARISONS,
      async (r) =>
        withETag(
          r.c,
          await readComparisons(r.context, r.param('surveyId'), {
            filter: filterOf(r),
            by: queried(r, 'by', field),
            within: queried(r, 'within', field),
          })
        ),
    ],
  ])
  addChangeRoutes(app, options)
}

function addChangeRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  addStoredRoutes(app, options, [
    [
      CHANGES,
      async (r) =>
        withETag(
          r.c,
          await readChanges(r.context, r.param('surveyId'), {
            ...periodsIn(r),
            before: r.c.req.query('before'),
            after: r.c.req.query('after'),
          })
        ),
    ],
    [
      ACTION,
      async (r) =>
        withETag(
          r.c,
          await readActionEffect(r.context, r.param('surveyId'), {
            filter: filterBesideTheme(r),
            atMs: Date.parse(queried(r, 'at', at)),
            days: queried(r, 'days', days),
            settleDays: queried(r, 'settleDays', settleDays),
            themeId: r.c.req.query('theme'),
            touched: prefixed(r.c, 'touched'),
          })
        ),
    ],
    [
      FORECAST,
      async (r) =>
        withETag(
          r.c,
          await readForecast(r.context, r.param('surveyId'), {
            ...periodsIn(r),
            horizon: queried(r, 'horizon', horizon),
          })
        ),
    ],
  ])
}
