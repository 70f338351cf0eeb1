import { z } from '@hono/zod-openapi'
import { mentionSchema } from './analysis-schema.ts'
import { intervalSchema } from './effect-schema.ts'

const count = z.int().min(0)
const polarity = z.enum(['negative', 'neutral', 'positive'])
const madeShape = {
  by: z.string().describe('Id of the key; `open` where none was needed'),
  at: z.string(),
  isApplied: z
    .boolean()
    .describe('False while it finds nothing to correct, as where the theme is excluded'),
}
const place = { start: count, end: count }
const themed = { themeId: z.string(), ...place }

/** A correction with its maker. */
const madeCorrectionSchema = z
  .discriminatedUnion('op', [
    z.strictObject({
      op: z.literal('comment-polarity'),
      polarity: z.enum(['negative', 'neutral', 'positive', 'mixed']),
      ...madeShape,
    }),
    z.strictObject({ op: z.literal('clause-polarity'), ...place, polarity, ...madeShape }),
    z.strictObject({ op: z.literal('mention-polarity'), ...themed, polarity, ...madeShape }),
    z.strictObject({ op: z.literal('remove-mention'), ...themed, ...madeShape }),
    z.strictObject({ op: z.literal('add-mention'), ...themed, polarity, ...madeShape }),
  ])
  .meta({ id: 'MadeCorrection' })

/** Corrections of one response. */
export const reviewSchema = z
  .strictObject({
    responseId: z.string(),
    reviewed: z
      .strictObject({ by: z.string(), at: z.string() })
      .nullable()
      .describe('Who looked last; null where nobody has'),
    corrections: z.array(madeCorrectionSchema),
    engine: z
      .strictObject({
        polarity: z.enum(['negative', 'neutral', 'positive', 'mixed', 'undetected']),
        clauses: z.array(z.strictObject({ ...place, polarity, valence: z.number() })),
        mentions: z.array(mentionSchema),
      })
      .describe('What the engine says without corrections'),
  })
  .meta({ id: 'Review', description: 'What a person made of one response' })

/** A page of reviewed responses. */
export const reviewPageSchema = z
  .strictObject({ reviews: z.array(reviewSchema), next: z.string().nullable() })
  .meta({ id: 'ReviewPage' })

/** How well the engine did where people looked. */
export const correctionFiguresSchema = z
  .strictObject({
    reviewedCount: count.describe('Responses that a person has looked at'),
    correctedCount: count.describe('Of those, responses with a correction'),
    correctionCount: count,
    clauseCount: count.describe("The engine's clauses in reviewed responses"),
    clausePolarityChangedCount: count,
    mentionCount: count.describe("The engine's mentions in reviewed responses"),
    mentionRemovedCount: count,
    mentionAddedCount: count,
    mentionPolarityChangedCount: count,
    polarityChangedShare: z.union([intervalSchema, z.null()]),
    mentionPrecision: z.union([intervalSchema, z.null()]).describe('Mentions that people left'),
    mentionRecall: z.union([intervalSchema, z.null()]),
  })
  .meta({
    id: 'CorrectionFigures',
    description: 'About the responses that people chose to review; honest for a random sample',
  })
