import { z } from '@hono/zod-openapi'
import { effectSchema, effectsSchema, intervalSchema } from './effect-schema.ts'

const share = z.number().min(0).max(1)
const points = z.number().min(-100).max(100)
const count = z.int().min(0)
const offset = z.int().min(0).describe('UTF-16 code units into the comment as sent')
const clausePolarity = z.enum(['negative', 'neutral', 'positive'])

/** Figures of a whole survey. */
export const summarySchema = z
  .strictObject({
    base: count.describe('Responses with a score'),
    commentBase: count.describe('Responses with a usable comment'),
    responseCount: count.describe('All accepted responses'),
    npsPoints: points
      .nullable()
      .describe('100 × (promoter share − detractor share); null for a base of 0'),
    npsConfLow: points.nullable(),
    npsConfHigh: points.nullable(),
    detractorShare: share.nullable(),
    passiveShare: share.nullable(),
    promoterShare: share.nullable(),
    commenters: z
      .strictObject({
        base: count,
        npsPoints: points.nullable(),
        detractorShare: share.nullable(),
        promoterShare: share.nullable(),
      })
      .describe('The same among scored respondents who left a usable comment'),
    coverage: share
      .nullable()
      .describe(
        'Comments with content that mention at least one theme, as a share; null without one'
      ),
    coherence: z
      .number()
      .min(-1)
      .max(1)
      .nullable()
      .describe('Mean NPMI of the telling words of each theme'),
    diversity: share.nullable().describe('Share of distinct words among the telling words'),
    stability: z
      .number()
      .min(-1)
      .max(1)
      .nullable()
      .describe(
        'Adjusted Rand index of two half-samples; clauses of themes known beforehand count as agreed'
      ),
    discoveredStability: z
      .number()
      .min(-1)
      .max(1)
      .nullable()
      .optional()
      .describe('The same over discovered themes alone; null without any'),
  })
  .meta({ id: 'Summary', description: 'Figures of the whole survey; shares are fractions' })

const quoteSchema = z
  .strictObject({
    responseId: z.string(),
    text: z.string().describe('The clause, with personal data masked'),
    start: offset,
    end: offset,
    polarity: clausePolarity,
  })
  .meta({ id: 'Quote' })

/** A theme with its figures. */
export const themeSchema = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    source: z.enum(['known', 'caller', 'discovered', 'other']),
    parentId: z.string().nullable(),
    description: z
      .string()
      .nullable()
      .optional()
      .describe('What counts as a mention; null for discovered themes'),
    status: z
      .enum(['ranked', 'insufficient', 'affect-only', 'unscored'])
      .describe(
        '`ranked`; `insufficient`: too few mentions to judge; `affect-only`: mere praise or blame; `unscored`: no mention has a score'
      ),
    rank: z.int().min(1).nullable(),
    mentionCount: count.describe('Respondents who mention the theme'),
    mentionShare: share.nullable().describe('Of respondents with a usable comment'),
    negativeCount: count,
    neutralCount: count,
    positiveCount: count,
    detractorShare: share.nullable().describe('Among mentioners with a score'),
    npsPoints: points.nullable().describe('Among mentioners with a score'),
    effect: z.union([effectsSchema, z.null()]),
    flags: z.array(z.string()).describe('Caveats, such as `confounded` or `small-base`'),
    overlapsWith: z
      .strictObject({ id: z.string(), label: z.string() })
      .optional()
      .describe('The theme that it can least be told apart from; only with the flag `collinear`'),
    quotes: z.array(quoteSchema).optional(),
  })
  .meta({ id: 'Theme', description: 'A theme with its figures' })

/** One clause linked to one theme. */
export const mentionSchema = z
  .strictObject({
    themeId: z.string(),
    start: offset,
    end: offset,
    polarity: clausePolarity,
    valence: z.number().min(-1).max(1),
    confidence: share.describe('Probability that the clause is about the theme'),
  })
  .meta({ id: 'Mention', description: 'One clause linked to one theme' })

const analysedResponseSchema = z
  .strictObject({
    id: z.string(),
    scoreGroup: z.enum(['detractor', 'passive', 'promoter']).nullable(),
    language: z.string().describe('ISO 639-1 code, or `und`'),
    content: z.enum(['opinion', 'none', 'unsupported-language']),
    sentiment: z.strictObject({
      polarity: z.enum(['negative', 'neutral', 'positive', 'mixed', 'undetected']),
      valence: z.number().min(-1).max(1).describe('Signed strength'),
      confidence: share.describe('Probability that the polarity is right'),
    }),
    mentions: z.array(mentionSchema),
    flags: z.array(z.string()),
    explanations: z
      .array(
        z.strictObject({ start: offset, end: offset, weight: z.number().describe('Signed share') })
      )
      .optional()
      .describe('Terms that decided the polarity, with `include: ["explanations"]`'),
  })
  .meta({ id: 'AnalysedResponse', description: 'What one comment says' })

/** A response that could not be accepted. */
export const rejectedSchema = z
  .strictObject({
    index: z.int().min(0).describe('Position in `responses`, from 0'),
    id: z.string().nullable(),
    pointer: z.string().meta({ example: '/responses/3/score' }),
    detail: z.string().meta({ example: 'expected an integer from 0 to 10, got 11' }),
  })
  .meta({ id: 'RejectedResponse', description: 'A response that could not be accepted' })

/** Versions of everything that decides a number. */
export const versionsSchema = z
  .strictObject({
    engine: z.string(),
    sentimentModel: z.string(),
    themeModel: z.string(),
    method: z.string(),
  })
  .meta({ id: 'Versions' })

/** What the model expects with fewer complaints about some themes. */
export const scenarioSchema = z.strictObject({
  themes: z.record(z.string(), z.number()),
  detractorShare: intervalSchema,
  npsPoints: intervalSchema,
  detractorShareChange: effectSchema,
  npsPointsChange: effectSchema,
})

/** Answer of `POST /analyze`. */
export const analysisSchema = z
  .strictObject({
    summary: summarySchema,
    themes: z
      .array(themeSchema)
      .describe(
        'Ranked themes first, the largest effect on detractor share leading; then the others by mentions'
      ),
    drivers: z
      .record(z.string(), z.unknown())
      .describe('Views of all drivers together, and diagnostics'),
    scenario: scenarioSchema
      .optional()
      .describe('What `drivers.scenario` would change, if the associations were causal'),
    responses: z.array(analysedResponseSchema).optional().describe('In the order given'),
    rejected: z.array(rejectedSchema),
    model: z.looseObject({ format: z.string(), formatVersion: z.int(), id: z.string() }).nullable(),
    warnings: z.array(z.strictObject({ code: z.string(), detail: z.string() })),
    versions: versionsSchema,
  })
  .meta({ id: 'Analysis', description: 'The same request gives the same bytes' })
