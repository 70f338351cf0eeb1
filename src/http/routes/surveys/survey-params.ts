import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { fromCursor } from '../../../service/surveys/cursor.ts'
import type { Query } from '../../../service/surveys/read-filter.ts'
import { checked } from '../../../service/surveys/survey-settings.ts'
import type { AppEnv } from '../../app-env.ts'

/** Parameters of the path of one survey. */
export const surveyParams = z.object({ surveyId: z.string() })

const limit = (most: number, usual: number) =>
  z.coerce.number().int().min(1).max(most).default(usual)

const cursor = z.string().optional().describe('`next` of the page before')

/** Query of lists that come in pages. */
export const pageQuery = (most: number, usual: number) =>
  z.object({ limit: limit(most, usual).describe('Entries of one page'), cursor })

/** Query of filters, for documentation; `readFilter` reads them. */
export const filterQuery = z.object({
  'segment.*': z
    .string()
    .optional()
    .describe(
      'Any segment field, as in `segment.plan=basic`; several values repeated or with commas, `\\,` for a comma in a value'
    ),
  accountId: z.string().optional(),
  respondentId: z.string().optional(),
  from: z.string().optional().describe('First day or time'),
  to: z.string().optional().describe('Last day or time, included'),
  scoreGroup: z.enum(['detractor', 'passive', 'promoter']).optional(),
  q: z.string().optional().describe('Text that the comment contains'),
  flag: z.string().optional(),
  theme: z.string().optional().describe('Id of a theme that the comment mentions'),
  polarity: z
    .string()
    .optional()
    .describe('Of the mentions of `theme`, or of the whole comment without one'),
})

/** All query parameters with all their values. */
export function queryOf(c: Context<AppEnv>): Query {
  return c.req.queries()
}

/** Limit and place of the page that a request asks for. */
export function pageOf<K extends 'string' | 'number'>(
  c: Context<AppEnv>,
  kind: K,
  [most, usual]: readonly [number, number]
) {
  const query = { limit: c.req.query('limit') }
  const read = checked(z.object({ limit: limit(most, usual) }), query)
  return { limit: read.limit, after: fromCursor(c.req.query('cursor'), kind) }
}
