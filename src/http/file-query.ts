import { z } from '@hono/zod-openapi'
import { AppError } from '../domain/errors.ts'
import type { ColumnOverrides } from '../service/read-file/recognise-columns.ts'

const column = (what: string) =>
  z.string().optional().describe(`Name of the column that holds ${what}; empty for none`)

/** Query parameters that say how to read a file. */
export const readQuerySchema = z.strictObject({
  name: z
    .string()
    .max(500)
    .optional()
    .describe('Name of the file; its ending tells the format. Default: from the content type'),
  scale: z
    .string()
    .optional()
    .describe('`nps`, `stars5`, or JSON as in the body of `POST /analyze`'),
  comment: column('the comments'),
  score: column('the scores'),
  id: column('the ids of responses'),
  at: column('the times'),
  respondentId: column('the respondents'),
  accountId: column('the accounts'),
  role: column('the roles'),
  segment: z
    .array(z.string())
    .optional()
    .describe('Segment columns, one parameter each; when given, no others are used'),
})

/** Query parameters of an analysis, with those that say how to read the file. */
export const analyseQuerySchema = readQuerySchema.extend({
  question: z.enum(['reason', 'improve', 'praise']).optional(),
  taxonomy: z.string().optional().describe('`auto`, `none` or the name of a pack'),
  discover: z.enum(['true', 'false']).optional(),
  maxThemes: z.string().regex(/^\d+$/).optional(),
  adjustFor: z
    .array(z.string())
    .optional()
    .describe('Segment fields held fixed in the effects, one parameter each'),
  minMentions: z.string().regex(/^\d+$/).optional(),
  confLevel: z.string().optional(),
  include: z
    .string()
    .optional()
    .describe('Of `responses`, `quotes`, `model`, `explanations`, separated by commas'),
  seed: z.string().regex(/^\d+$/).optional(),
})

/** Query parameters of a preview. */
export const previewQuerySchema = readQuerySchema.extend({
  include: z
    .literal('responses')
    .optional()
    .describe('`responses`: return the accepted responses too'),
})

/** Parameters that may come more than once. */
const LISTS = new Set(['segment', 'adjustFor'])

/**
 * Reads the query of a file route.
 *
 * @param url - address of the request
 * @param schema - parameters that the route knows
 * @throws {AppError} `invalid-request` naming each parameter that is unknown or wrong
 */
export function readQuery<T extends z.ZodType>(url: string, schema: T): z.output<T> {
  const { searchParams } = new URL(url)
  const entries = [...new Set(searchParams.keys())].map((name) => [
    name,
    LISTS.has(name) ? searchParams.getAll(name) : searchParams.get(name),
  ])
  const result = schema.safeParse(Object.fromEntries(entries))
  if (result.success) return result.data
  const errors = result.error.issues.map((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : issue.path
    const isUnknown = issue.code === 'unrecognized_keys'
    const detail = isUnknown ? 'expected a known query parameter' : issue.message
    return { pointer: `?${names.join(',')}`, detail }
  })
  throw new AppError('invalid-request', `${errors[0]?.pointer}: ${errors[0]?.detail}`, errors)
}

/** Columns that the query names; an empty name says that no column holds the field. */
export function overridesOf(query: z.output<typeof readQuerySchema>): ColumnOverrides {
  const fields = ['comment', 'score', 'id', 'at', 'respondentId', 'accountId', 'role'] as const
  const named = fields.flatMap((field) =>
    query[field] === undefined ? [] : [[field, query[field] || null] as const]
  )
  const segments = query.segment?.filter((name) => name !== '')
  return { ...Object.fromEntries(named), ...(segments && { segments }) }
}

/** A scale by name, or as JSON. */
export function scaleOf(text: string | undefined): unknown {
  if (!text?.trim().startsWith('{')) return text
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('invalid-request', '?scale: expected a name or JSON, got neither', [
      { pointer: '?scale', detail: 'expected a name or JSON' },
    ])
  }
}

/** Options in the shape of a request body, only those that the query gives. */
export function optionsOf(query: z.output<typeof analyseQuerySchema>): Record<string, unknown> {
  const themes = given({
    taxonomy: query.taxonomy,
    discover: query.discover && query.discover === 'true',
    maxThemes: query.maxThemes && Number(query.maxThemes),
  })
  const drivers = given({
    adjustFor: query.adjustFor,
    minMentions: query.minMentions && Number(query.minMentions),
    confLevel: query.confLevel && Number(query.confLevel),
  })
  return given({
    scale: scaleOf(query.scale),
    question: query.question,
    include: query.include?.split(',').map((part) => part.trim()),
    seed: query.seed && Number(query.seed),
    themes: Object.keys(themes).length > 0 ? themes : undefined,
    drivers: Object.keys(drivers).length > 0 ? drivers : undefined,
  })
}

function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
  )
}
