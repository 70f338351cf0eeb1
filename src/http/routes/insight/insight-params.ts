import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { checked } from '../../../service/surveys/survey-settings.ts'
import type { StoredRequest } from '../../add-route.ts'
import type { AppEnv } from '../../app-env.ts'

/** Smallest cell shown, as a query parameter. */
export const minBase = z.coerce
  .number()
  .int()
  .min(1)
  .optional()
  .describe('Cells with fewer people are hidden; 5 unless told otherwise, 30 for employees')

/** Themes of one cell, as a query parameter. */
export const topThemes = z.coerce
  .number()
  .int()
  .min(0)
  .max(200)
  .optional()
  .describe('Themes listed per cell, the most mentioned first; 5 unless told otherwise')

/** What all reports have in common in the API description. */
export const REPORT = {
  headers: z.object({
    'if-none-match': z.string().optional().describe('The `ETag` of an earlier answer'),
  }),
  description:
    'Kept until the survey changes. Answers carry an `ETag`; a request with `If-None-Match` gets 304 while nothing changed.',
  problems: { 404: 'There is no such survey', 422: 'A field, filter or option is wrong' },
} as const

/** Parts of a list with commas. */
export function listOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Query parameters `prefix.<name>` with their first values, by name. */
export function prefixed(
  c: Context<AppEnv>,
  prefix: string
): readonly (readonly [string, string])[] {
  return Object.entries(c.req.query())
    .filter(([name]) => name.startsWith(`${prefix}.`))
    .map(([name, value]) => [name.slice(prefix.length + 1), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

/** One parameter of the query as its schema reads it. */
export function queried<T>({ c }: Pick<StoredRequest, 'c'>, name: string, schema: z.ZodType<T>): T {
  return checked(schema, c.req.query(name), [name])
}
