import { type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  readImpact,
  readRatings,
  readRetention,
  readWeighting,
} from '../../../service/insight/field-verbs.ts'
import { readFilter } from '../../../service/surveys/read-filter.ts'
import { checked } from '../../../service/surveys/survey-settings.ts'
import { addStoredRoutes, type StoredRequest, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import {
  impactSchema,
  ratingsSchema,
  retentionSchema,
  weightingSchema,
} from '../../schemas/action-schema.ts'
import { withETag } from '../../with-etag.ts'
import { filterQuery, queryOf, surveyParams } from '../surveys/survey-params.ts'
import { listOf, minBase, prefixed, queried, REPORT } from './insight-params.ts'

const field = z.string().min(1)
const minMentions = z.coerce.number().int().min(1).optional()
const bound = z.coerce.number().optional()
const size = z.coerce.number().positive()

const read = {
  ...REPORT,
  method: 'get',
  scope: 'read',
  tag: 'Numbers',
  params: surveyParams,
  status: 200,
} as const

const IMPACT = {
  ...read,
  path: '/v1/surveys/{surveyId}/impact',
  operationId: 'readImpact',
  summary: 'What themes do to satisfaction, revenue, renewal or any number',
  query: filterQuery.extend({
    on: field.describe('`score`, an outcome, or a field of numbers or of yes and no'),
    adjustFor: z.string().optional().describe('Fields held fixed; those of the survey without it'),
    minMentions,
  }),
  answer: impactSchema,
} as const satisfies StoredRoute

const RATINGS = {
  ...read,
  path: '/v1/surveys/{surveyId}/ratings',
  operationId: 'readRatings',
  summary: 'Top-2-box, "6 or less" or disagreement on any rated question',
  query: filterQuery.extend({
    field: field.default('score').describe('`score`, an outcome or a field of numbers'),
    atLeast: bound.describe('Lowest answer that counts'),
    atMost: bound.describe('Highest answer that counts'),
    minBase,
  }),
  answer: ratingsSchema,
} as const satisfies StoredRoute

const WEIGHTING = {
  ...read,
  path: '/v1/surveys/{surveyId}/weighting',
  operationId: 'readWeighting',
  summary: 'NPS with roles, or any groups, counted as in a population',
  query: filterQuery.extend({
    by: field.describe('A field, `role` (as read from titles) or `account`'),
    'population.*': z
      .string()
      .optional()
      .describe('Size of each group, as in `population.end-user=500&population.executive=20`'),
  }),
  answer: weightingSchema,
} as const satisfies StoredRoute

const RETENTION = {
  ...read,
  path: '/v1/surveys/{surveyId}/retention',
  operationId: 'readRetention',
  summary: 'What became of promoters, passives and detractors',
  query: filterQuery.extend({ on: field.describe('An outcome, or a field, such as `churned`') }),
  answer: retentionSchema,
} as const satisfies StoredRoute

/** Descriptions of these routes, for the typed client. */
export type FieldRoutes = typeof IMPACT | typeof RATINGS | typeof WEIGHTING | typeof RETENTION

function populationOf({ c }: StoredRequest): readonly (readonly [string, number])[] {
  const sizes = prefixed(c, 'population').map(
    ([group, text]) => [group, checked(size, text, [`population.${group}`])] as const
  )
  // The same as a group that is missing: said by name.
  if (sizes.length === 0) checked(size, undefined, ['population.*'])
  return sizes
}

/** Adds the routes that hold themes and scores against one field. */
export function addFieldRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  const filterOf = ({ c }: StoredRequest) => readFilter(queryOf(c))
  addStoredRoutes(app, options, [
    [
      IMPACT,
      async (r) => {
        const fixed = r.c.req.query('adjustFor')
        return withETag(
          r.c,
          await readImpact(r.context, r.param('surveyId'), {
            filter: filterOf(r),
            on: queried(r, 'on', field),
            adjustFor: fixed === undefined ? undefined : listOf(fixed),
            minMentions: queried(r, 'minMentions', minMentions),
          })
        )
      },
    ],
    [
      RATINGS,
      async (r) => {
        const [atLeast, atMost] = [queried(r, 'atLeast', bound), queried(r, 'atMost', bound)]
        const range = {
          ...(atLeast !== undefined && { atLeast }),
          ...(atMost !== undefined && { atMost }),
        }
        return withETag(
          r.c,
          await readRatings(r.context, r.param('surveyId'), {
            filter: filterOf(r),
            field: r.c.req.query('field') ?? 'score',
            range,
            minBase: queried(r, 'minBase', minBase),
          })
        )
      },
    ],
    [
      WEIGHTING,
      async (r) =>
        withETag(
          r.c,
          await readWeighting(r.context, r.param('surveyId'), {
            filter: filterOf(r),
            by: queried(r, 'by', field),
            population: populationOf(r),
          })
        ),
    ],
    [
      RETENTION,
      async (r) =>
        withETag(
          r.c,
          await readRetention(r.context, r.param('surveyId'), {
            filter: filterOf(r),
            on: queried(r, 'on', field),
          })
        ),
    ],
  ])
}
