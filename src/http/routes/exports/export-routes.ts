import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { stream } from 'hono/streaming'
import { exportCsv, exportJsonLines } from '../../../service/exports/export-responses.ts'
import { readFilter } from '../../../service/surveys/read-filter.ts'
import { readUsage } from '../../../service/surveys/read-usage.ts'
import { addStoredRoutes, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { usageSchema } from '../../schemas/survey-schema.ts'
import { responseAnswer } from '../surveys/response-routes.ts'
import { filterQuery, queryOf, surveyParams } from '../surveys/survey-params.ts'

const shared = {
  method: 'get',
  tag: 'Responses',
  scope: 'read',
  params: surveyParams,
  query: filterQuery.extend({
    theme: z.string().optional(),
    polarity: z.string().optional(),
  }),
  status: 200,
  problems: { 404: 'There is no such survey', 422: 'A filter is wrong' },
} as const

const CSV = {
  ...shared,
  path: '/v1/surveys/{surveyId}/exports.csv',
  operationId: 'exportCsv',
  summary: 'Download responses with their tags as CSV',
  description:
    'UTF-8 with a byte order mark. Text that a spreadsheet would run as a formula starts with an apostrophe.',
  answerType: 'text/csv',
} as const satisfies StoredRoute

const JSON_LINES = {
  ...shared,
  path: '/v1/surveys/{surveyId}/exports.jsonl',
  operationId: 'exportJsonLines',
  summary: 'Download responses with their tags as JSON Lines',
  answerType: 'application/x-ndjson',
} as const satisfies StoredRoute

const USAGE = {
  method: 'get',
  path: '/v1/usage',
  operationId: 'readUsage',
  tag: 'Keys',
  summary: 'What the workspace has used, by day and metric',
  scope: 'admin',
  query: z.object({
    from: z.string().optional().describe('First day; the first of the month by default'),
    to: z.string().optional().describe('Last day; today by default'),
  }),
  status: 200,
  answer: usageSchema,
  problems: { 422: 'A day is wrong' },
} as const satisfies StoredRoute

/** The routes of exports and usage, for the types of clients. */
export type ExportRoutes = typeof CSV | typeof JSON_LINES | typeof USAGE

/** Adds the routes that give everything out: exports and usage. */
export function addExportRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  addStoredRoutes(app, options, [
    [
      CSV,
      async ({ c, context, param }) => {
        const pieces = await exportCsv(context, param('surveyId'), readFilter(queryOf(c)))
        return download(c, pieces, ['text/csv; charset=utf-8', `${param('surveyId')}.csv`])
      },
    ],
    [
      JSON_LINES,
      async ({ c, context, param }) => {
        const pieces = await exportJsonLines(context, param('surveyId'), {
          filter: readFilter(queryOf(c)),
          shape: responseAnswer,
        })
        return download(c, pieces, ['application/x-ndjson', `${param('surveyId')}.jsonl`])
      },
    ],
    [
      USAGE,
      async ({ c, context }) =>
        c.json(await readUsage(context, { from: c.req.query('from'), to: c.req.query('to') })),
    ],
  ])
}

function download(
  c: Context<AppEnv>,
  pieces: AsyncIterable<string>,
  [type, fileName]: readonly [string, string]
): Response {
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="${fileName}"`)
  return stream(c, async (out) => {
    for await (const piece of pieces) await out.write(piece)
  })
}
