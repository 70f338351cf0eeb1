import { z } from '@hono/zod-openapi'
import { reportShape } from './insight-schema.ts'

const count = z.int().min(0)
const id = z.string().nullable()

const listShape = {
  surveyId: z.string(),
  filter: reportShape.filter,
  by: z.string().nullable(),
  segments: z
    .array(z.strictObject({ value: z.string().nullable(), responseCount: count }))
    .describe('Of the whole list, by the field of `by`; they add up to `totalCount`'),
  totalCount: count,
  next: z.string().nullable(),
}
const caseShape = {
  responseId: z.string(),
  respondentId: id,
  accountId: id,
  score: z.int().nullable(),
  themeId: id,
  quote: z.string().nullable().describe('A clause, personal data masked'),
}

/** A page of detractors. */
export const casesSchema = z
  .strictObject({
    ...listShape,
    detractors: z.array(
      z.strictObject({
        ...caseShape,
        severity: z.number().min(0).max(1),
        reasons: z.array(z.string()),
        team: z.string(),
      })
    ),
    teams: z.array(z.strictObject({ team: z.string(), caseCount: count })),
  })
  .meta({ id: 'Cases', description: 'Detractors to call back, the most urgent first' })

/** A page of promoters. */
export const promotersSchema = z
  .strictObject({
    ...listShape,
    promoters: z.array(
      z.strictObject({
        ...caseShape,
        quoteStatus: z.enum(['quotable', 'no-consent', 'nothing-to-quote']),
        isAdvocate: z.boolean().describe('The comment tells of a recommendation'),
      })
    ),
  })
  .meta({ id: 'Promoters', description: 'Promoters to thank, those who may be quoted first' })

/** A page of passives. */
export const passivesSchema = z
  .strictObject({
    ...listShape,
    passives: z.array(
      z.strictObject({
        ...caseShape,
        isLeaving: z.boolean().describe('The comment speaks of leaving'),
      })
    ),
  })
  .meta({ id: 'Passives', description: 'Passives to keep, those who speak of leaving first' })
