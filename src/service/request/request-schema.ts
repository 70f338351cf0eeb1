import { z } from 'zod'
import { ANALYZE_LIMITS, MAX_COMMENT_CHARS, MAX_FIELD_CHARS } from './limits.ts'
import { scaleSchema } from './scale-schema.ts'
import { themeDefinitionSchema, themeEditSchema } from './theme-schema.ts'

const shortText = z.string().min(1).max(MAX_FIELD_CHARS)

/** One respondent's answer, as a caller sends it. Rows are accepted one by one by `createResponseReader`. */
export const responseSchema = z
  .object({
    id: shortText.describe('Unique within the request; the first of two equal ids is kept'),
    comment: z
      .string()
      .max(MAX_COMMENT_CHARS)
      .nullable()
      .optional()
      .describe(
        'The open-text answer exactly as written. Above 20,000 UTF-16 units it is read to that limit and flagged `truncated`; above 100,000 the response is rejected'
      ),
    score: z
      .union([z.int(), z.string()])
      .nullable()
      .optional()
      .describe('Whole number on the scale; whole numbers sent as text ("9") are accepted'),
    at: z
      .string()
      .nullable()
      .optional()
      .describe('Time of the answer, ISO 8601; without a zone it is read as UTC'),
    respondentId: shortText.nullable().optional().describe('The person, for repeated answers'),
    accountId: shortText.nullable().optional().describe('The company that the person belongs to'),
    role: shortText.nullable().optional().describe('Role as written, such as "Head of Ops"'),
    segments: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .nullable()
      .optional()
      .describe('Attributes of the respondent; strings, numbers or booleans'),
  })
  .meta({
    id: 'Response',
    description: 'One response. Fields that are not named here are ignored.',
    example: {
      id: 'r1',
      comment: 'Support took 3 weeks to answer',
      score: 3,
      at: '2026-03-01T10:00:00Z',
      segments: { plan: 'basic', tenureMonths: 18 },
    },
  })

const taxonomy = z.union([shortText, z.array(themeDefinitionSchema).min(1).max(500)]).meta({
  description:
    '`auto` (built-in themes, with the industry pack that the comments point to), `none` (discovered themes only), the name of a pack, or your own list of themes',
})

/** A theme model that an earlier analysis returned; its inside is checked by the themes step. */
const themeModel = z
  .looseObject({
    format: z.literal('whyscore-theme-model'),
    formatVersion: z.int().min(1),
    id: z.string().min(1),
  })
  .meta({ id: 'ThemeModel', description: 'Saved themes, as returned under `model`' })

/** The parts of a request that are not responses. Unknown fields are refused. */
export const optionsShape = {
  question: z
    .enum(['reason', 'improve', 'praise'])
    .default('reason')
    .describe(
      'What was asked, which decides how a bare "Nothing" is read: `reason` ("Why did you give that score?"), `improve` or `praise`'
    ),
  scale: scaleSchema.default('nps'),
  themes: z
    .strictObject({
      taxonomy: taxonomy.default('auto'),
      discover: z.boolean().default(true).describe('Find themes that the taxonomy does not name'),
      maxThemes: z.int().min(1).max(100).default(25).describe('Most discovered and known themes'),
      model: themeModel.nullable().default(null).describe('Applied instead of discovering anew'),
      edits: z
        .array(themeEditSchema)
        .max(500)
        .default([])
        .describe('Made to `model` before it is applied; the answer has the edited one'),
    })
    .prefault({}),
  drivers: z
    .strictObject({
      adjustFor: z
        .array(shortText)
        .max(20)
        .default([])
        .describe('Segment fields (or `role`, `accountId`) held fixed in the effects'),
      confLevel: z.number().min(0.5).max(0.999).default(0.95).describe('Of all intervals'),
      minMentions: z
        .int()
        .min(1)
        .max(100_000)
        .default(10)
        .describe('Themes mentioned by fewer scored respondents are not ranked'),
      scenario: z
        .record(z.string(), z.number().min(0).max(1))
        .optional()
        .describe('Theme id → factor on its negative mentions: 0.5 halves them, 0 removes them'),
    })
    .prefault({}),
  include: z
    .array(z.enum(['responses', 'quotes', 'model', 'explanations']))
    .max(10)
    .default(['responses', 'quotes'])
    .describe('Parts of the answer to send'),
  seed: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .default(1)
    .describe('Start of the random numbers; the same seed gives the same answer'),
}

/** Options of an analysis without its responses. */
export const optionsSchema = z.strictObject(optionsShape)

/** Body of `POST /analyze`, for documentation and for callers that want to check before sending. */
export const analysisRequestSchema = z
  .strictObject({
    question: optionsShape.question,
    scale: optionsShape.scale,
    responses: z.array(responseSchema).min(1).max(ANALYZE_LIMITS.maxResponses),
    themes: optionsShape.themes,
    drivers: optionsShape.drivers,
    include: optionsShape.include,
    seed: optionsShape.seed,
  })
  .meta({ id: 'AnalysisRequest', description: 'Responses to analyse, with options' })

/** Options as read, before the scale is resolved. */
export type ReadOptions = z.output<typeof optionsSchema>
