import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { themeEditSchema } from '../../../service/request/theme-schema.ts'
import { toCursor } from '../../../service/surveys/cursor.ts'
import { editThemes, listThemeEdits, tryEdit } from '../../../service/surveys/edit-themes.ts'
import { readFilter } from '../../../service/surveys/read-filter.ts'
import { checked } from '../../../service/surveys/survey-settings.ts'
import {
  listThemes,
  readSummary,
  readTheme,
  rediscoverThemes,
  THEME_SORTS,
} from '../../../service/surveys/theme-verbs.ts'
import { addStoredRoutes, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { readJsonBody } from '../../read-json-body.ts'
import {
  surveySchema,
  surveySummarySchema,
  themeAnswerSchema,
  themeEditsSchema,
  themePageSchema,
} from '../../schemas/survey-schema.ts'
import { withETag } from '../../with-etag.ts'
import { filterQuery, pageOf, pageQuery, queryOf, surveyParams } from './survey-params.ts'

const PAGE: readonly [number, number] = [200, 100]

const LIST = '/v1/surveys/{surveyId}/themes'

const sort = z.enum(THEME_SORTS).default('effect')
const status = z.enum(['ranked', 'insufficient', 'affect-only', 'unscored']).optional()

const dryRun = z.enum(['true', 'false']).default('false')

const cached = {
  headers: z.object({
    'if-none-match': z.string().optional().describe('The `ETag` of an earlier answer'),
  }),
  description:
    'Answers carry an `ETag`; a request with `If-None-Match` gets 304 while nothing changed. Figures say when and from which themes they were computed.',
  problems: { 404: 'There is no such survey', 422: 'A filter is wrong' },
}

const READ_ALL = {
  method: 'get',
  path: LIST,
  operationId: 'listThemes',
  tag: 'Themes',
  summary: 'The ranked list of themes',
  scope: 'read',
  params: surveyParams,
  query: filterQuery
    .extend({ sort: sort.describe('`effect` is the ranking itself'), status })
    .extend(pageQuery(...PAGE).shape),
  status: 200,
  answer: themePageSchema,
  ...cached,
} as const satisfies StoredRoute

const READ = {
  method: 'get',
  path: `${LIST}/{themeId}`,
  operationId: 'readTheme',
  tag: 'Themes',
  summary: 'One theme with its figures and quotes',
  scope: 'read',
  params: surveyParams.extend({ themeId: z.string() }),
  query: filterQuery,
  status: 200,
  answer: themeAnswerSchema,
  ...cached,
} as const satisfies StoredRoute

const SUMMARY = {
  method: 'get',
  path: '/v1/surveys/{surveyId}/summary',
  operationId: 'readSummary',
  tag: 'Themes',
  summary: 'Figures of the whole survey',
  scope: 'read',
  params: surveyParams,
  query: filterQuery,
  status: 200,
  answer: surveySummarySchema,
  ...cached,
} as const satisfies StoredRoute

const DISCOVER = {
  method: 'post',
  path: '/v1/surveys/{surveyId}/theme-discoveries',
  operationId: 'discoverThemes',
  tag: 'Themes',
  summary: 'Find themes anew and tag every response with them',
  scope: 'write',
  params: surveyParams,
  status: 200,
  answer: surveySchema,
  problems: { 404: 'There is no such survey' },
} as const satisfies StoredRoute

const EDITS = '/v1/surveys/{surveyId}/theme-edits'

const READ_EDITS = {
  method: 'get',
  path: EDITS,
  operationId: 'listThemeEdits',
  tag: 'Themes',
  summary: 'Edits in force, in the order made',
  scope: 'read',
  params: surveyParams,
  status: 200,
  answer: themeEditsSchema,
  problems: { 404: 'There is no such survey' },
} as const satisfies StoredRoute

const EDIT = {
  method: 'post',
  path: EDITS,
  operationId: 'editThemes',
  tag: 'Themes',
  summary: 'Change the themes and tag all past responses anew',
  description:
    'Rename, merge, split, pin, exclude, add, move or undo. Edits stay in force when themes are found anew. Large surveys are tagged right after the answer; until then lists say `isStale`. With `dryRun=true` nothing is kept: the answer has the edits as they would be and, under `preview`, the figures of the whole survey after the edit.',
  scope: 'write',
  params: surveyParams,
  query: z.object({ dryRun: dryRun.describe('`true`: only show what the edit would do') }),
  body: themeEditSchema,
  status: 200,
  answer: themeEditsSchema,
  problems: {
    404: 'There is no such survey or theme',
    409: 'Another edit came at the same moment',
    422: 'The edit is wrong',
  },
} as const satisfies StoredRoute

/** The routes of themes, for the types of clients. */
export type ThemeRoutes =
  | typeof READ_ALL
  | typeof READ
  | typeof SUMMARY
  | typeof DISCOVER
  | typeof READ_EDITS
  | typeof EDIT

/** Adds the routes of ranked lists. */
export function addThemeRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  addStoredRoutes(app, options, [
    [
      READ_ALL,
      async ({ c, context, param }) => {
        const { limit, after } = pageOf(c, 'number', PAGE)
        const page = await listThemes(context, param('surveyId'), {
          filter: readFilter(queryOf(c)),
          sort: checked(sort, c.req.query('sort'), ['sort']),
          status: checked(status, c.req.query('status'), ['status']),
          limit,
          offset: after ?? 0,
        })
        return withETag(c, page, () => ({ ...page.answer, next: toCursor(page.answer.next) }))
      },
    ],
    [
      READ,
      async ({ c, context, param }) => {
        const filter = readFilter(queryOf(c))
        return withETag(
          c,
          await readTheme(context, param('surveyId'), { themeId: param('themeId'), filter })
        )
      },
    ],
    [
      SUMMARY,
      async ({ c, context, param }) =>
        withETag(c, await readSummary(context, param('surveyId'), readFilter(queryOf(c)))),
    ],
    [
      READ_EDITS,
      async ({ c, context, param }) => c.json(await listThemeEdits(context, param('surveyId'))),
    ],
    [
      EDIT,
      async ({ c, context, param }) => {
        const body = await readJsonBody(c, options.limits.maxBodyBytes)
        const isDry = checked(dryRun, c.req.query('dryRun'), ['dryRun']) === 'true'
        return c.json(await (isDry ? tryEdit : editThemes)(context, param('surveyId'), body))
      },
    ],
    [
      DISCOVER,
      async ({ c, context, param }) => c.json(await rediscoverThemes(context, param('surveyId'))),
    ],
  ])
}
