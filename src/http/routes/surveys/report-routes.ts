import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { renderCsv } from '../../../service/render/render-csv.ts'
import { renderHtml } from '../../../service/render/render-html.ts'
import { readFilter } from '../../../service/surveys/read-filter.ts'
import {
  scenarioRequestSchema,
  surveyReport,
  tryScenario,
} from '../../../service/surveys/survey-report.ts'
import { addStoredRoutes, type StoredRequest, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { readJsonBody } from '../../read-json-body.ts'
import { scenarioSchema } from '../../schemas/analysis-schema.ts'
import { filterQuery, queryOf, surveyParams } from './survey-params.ts'

const shared = {
  tag: 'Themes',
  scope: 'read',
  params: surveyParams,
  status: 200,
  problems: { 404: 'There is no such survey', 422: 'A filter is wrong' },
} as const

const title = z.string().optional().describe('First line; the name of the survey by default')

const HTML = {
  ...shared,
  method: 'get',
  path: '/v1/surveys/{surveyId}/report.html',
  operationId: 'readReport',
  summary: 'The ranked list as a page in one file',
  description: 'To mail, to print and to open offline: no script, nothing fetched.',
  query: filterQuery.extend({ title }),
  answerType: 'text/html',
} as const satisfies StoredRoute

const CSV = {
  ...shared,
  method: 'get',
  path: '/v1/surveys/{surveyId}/themes.csv',
  operationId: 'downloadThemes',
  summary: 'The ranked list as CSV',
  query: filterQuery,
  answerType: 'text/csv',
} as const satisfies StoredRoute

const SCENARIO = {
  ...shared,
  method: 'post',
  path: '/v1/surveys/{surveyId}/scenarios',
  operationId: 'tryScenario',
  summary: 'What fewer complaints about some themes would change',
  description: 'Keeps nothing. An association, read as if it were a lever.',
  query: filterQuery,
  body: scenarioRequestSchema,
  answer: z.strictObject({ scenario: scenarioSchema.nullable() }).meta({ id: 'ScenarioAnswer' }),
} as const satisfies StoredRoute

/** These routes, for the typed client. */
export type ReportRoutes = typeof HTML | typeof CSV | typeof SCENARIO

/** Adds the routes that give a survey's ranked list in other forms. */
export function addReportRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  const report = ({ c, context, param }: StoredRequest) =>
    surveyReport(context, param('surveyId'), {
      filter: readFilter(queryOf(c)),
      title: c.req.query('title')?.slice(0, 500),
    })
  addStoredRoutes(app, options, [
    [
      HTML,
      async (request) => {
        request.c.header('Content-Disposition', 'attachment; filename="report.html"')
        return request.c.html(renderHtml(await report(request)))
      },
    ],
    [
      CSV,
      async (request) => {
        const { analysis } = await report(request)
        request.c.header('Content-Disposition', 'attachment; filename="themes.csv"')
        return request.c.body(renderCsv(analysis), 200, {
          'content-type': 'text/csv; charset=utf-8',
        })
      },
    ],
    [
      SCENARIO,
      async ({ c, context, param }) => {
        const body = await readJsonBody(c, options.limits.maxBodyBytes)
        const filter = readFilter(queryOf(c))
        return c.json(await tryScenario(context, param('surveyId'), { body, filter }))
      },
    ],
  ])
}
