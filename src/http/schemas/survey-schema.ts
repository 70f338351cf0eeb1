import { z } from '@hono/zod-openapi'
import { scaleSchema } from '../../service/request/scale-schema.ts'
import { themeEditSchema } from '../../service/request/theme-schema.ts'
import {
  mentionSchema,
  rejectedSchema,
  summarySchema,
  themeSchema,
  versionsSchema,
} from './analysis-schema.ts'
import { correctionFiguresSchema } from './correction-schema.ts'

const count = z.int().min(0)
const time = z.string().meta({ example: '2026-03-01T10:00:00.000Z' })
const scoreGroup = z.enum(['detractor', 'passive', 'promoter'])

/** A survey as read. */
export const surveySchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    question: z.enum(['reason', 'improve', 'praise']),
    scale: scaleSchema,
    taxonomy: z.unknown().describe('Name of a taxonomy, or your own themes'),
    discover: z.boolean(),
    maxThemes: count,
    segmentFields: z.array(z.string()),
    adjustFor: z.array(z.string()),
    minMentions: count,
    confLevel: z.number(),
    seed: count,
    rediscoverAboveOtherShare: z.number(),
    masking: z
      .strictObject({ names: z.boolean() })
      .optional()
      .describe('Absent in surveys made before names could be masked, which do not'),
    createdAt: time,
    updatedAt: time,
    responseCount: count,
    dataVersion: count.describe('Grows with every change'),
    modelVersion: count.nullable().describe('Version of the themes in use; null before the first'),
  })
  .meta({ id: 'Survey' })

/** A page of surveys. */
export const surveyPageSchema = z
  .strictObject({ surveys: z.array(surveySchema), next: z.string().nullable() })
  .meta({ id: 'SurveyPage' })

/** What became of pushed responses. */
export const pushResultSchema = z
  .strictObject({
    acceptedCount: count,
    replacedCount: count.describe('Of the accepted ones, those whose id was known'),
    rejected: z.array(rejectedSchema),
    modelVersion: count.nullable().describe('Version of the themes that tagged them'),
    warnings: z
      .array(z.strictObject({ code: z.string(), detail: z.string() }))
      .describe('`corrections-dropped`: comments changed that a person had corrected'),
  })
  .meta({ id: 'PushResult' })

/** A response as kept. */
export const storedResponseSchema = z
  .strictObject({
    id: z.string(),
    comment: z.string().optional().describe('As kept: personal data masked, length unchanged'),
    score: z.int().optional(),
    at: z.string().optional(),
    respondentId: z.string().optional(),
    accountId: z.string().optional(),
    role: z.string().optional(),
    segments: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    scoreGroup: scoreGroup.nullable(),
    language: z.string(),
    content: z.enum(['opinion', 'none', 'unsupported-language']),
    sentiment: z.strictObject({
      polarity: z.enum(['negative', 'neutral', 'positive', 'mixed', 'undetected']),
      valence: z.number(),
      confidence: z.number(),
    }),
    clauses: z.array(
      z.strictObject({
        start: count,
        end: count,
        polarity: z.enum(['negative', 'neutral', 'positive']),
        valence: z.number(),
      })
    ),
    mentions: z.array(mentionSchema),
    flags: z.array(z.string()),
    modelVersion: count,
    receivedAt: time,
    importId: z.string().nullable(),
    isCorrected: z.boolean().describe('True where a person changed what the engine said'),
  })
  .meta({ id: 'StoredResponse' })

/** A page of responses. */
export const responsePageSchema = z
  .strictObject({ responses: z.array(storedResponseSchema), next: z.string().nullable() })
  .meta({ id: 'ResponsePage' })

/** What every answer of computed figures says of itself. */
export const aboutShape = {
  surveyId: z.string(),
  filter: z.looseObject({}).describe('The filter as understood'),
  themeModel: z
    .strictObject({
      id: z.string(),
      version: count,
      origin: z.enum(['taxonomy', 'discovery', 'edit']),
      createdAt: time,
    })
    .nullable()
    .describe('The themes that the figures come from'),
  computedAt: time,
  isStale: z.boolean().describe('True while newer responses are not counted yet'),
  versions: versionsSchema,
  warnings: z.array(z.strictObject({ code: z.string(), detail: z.string() })),
}

/** A page of a ranked list. */
export const themePageSchema = z
  .strictObject({
    ...aboutShape,
    themes: z.array(themeSchema),
    totalCount: count,
    next: z.string().nullable(),
  })
  .meta({ id: 'ThemePage', description: 'Ranked themes of a survey' })

/** One theme. */
export const themeAnswerSchema = z
  .strictObject({ ...aboutShape, theme: themeSchema })
  .meta({ id: 'ThemeAnswer' })

const surveyFigures = summarySchema.extend({
  otherShare: z.number().nullable().describe('Comments that fit no theme, as a share'),
})

/** Figures of a whole survey. */
export const surveySummarySchema = z
  .strictObject({
    ...aboutShape,
    summary: surveyFigures,
    drivers: z.record(z.string(), z.unknown()),
    quality: z.strictObject({ corrections: correctionFiguresSchema.optional() }),
  })
  .meta({ id: 'SurveySummary' })

/** Edits in force. */
export const themeEditsSchema = z
  .strictObject({
    modelVersion: count.nullable().describe('Version of the themes that the edits made'),
    edits: z.array(themeEditSchema),
    preview: z
      .strictObject({
        summary: surveyFigures,
        themes: z.array(themeSchema),
        drivers: z.record(z.string(), z.unknown()),
        warnings: aboutShape.warnings,
      })
      .optional()
      .describe('Of a dry run: figures after the edit'),
  })
  .meta({ id: 'ThemeEdits' })

/** What an erasure removed. */
export const erasureSchema = z
  .strictObject({ responseCount: count, surveyIds: z.array(z.string()) })
  .meta({ id: 'Erasure' })

/** An address that a survey tool sends to. */
export const webhookSourceSchema = z
  .strictObject({
    id: z.string(),
    provider: z.enum(['typeform', 'formbricks', 'surveymonkey']),
    fields: z.strictObject({ score: z.string().optional(), comment: z.string().optional() }),
    dataCenter: z.enum(['us', 'eu', 'ca']).optional(),
    toolSurveyId: z.string().optional(),
    createdAt: time,
  })
  .meta({ id: 'WebhookSource' })

const listedSourceSchema = webhookSourceSchema
  .extend({
    waitingCount: count.describe('Announced responses that are still to be fetched'),
    failures: z
      .array(z.strictObject({ responseId: z.string(), detail: z.string(), at: time }))
      .describe('Announced responses that could not be fetched, the latest last'),
  })
  .meta({ id: 'ListedWebhookSource' })

/** What became of a callback that only announces a response. */
export const announcementSchema = z
  .strictObject({ state: z.enum(['queued', 'deleted']) })
  .meta({ id: 'Announcement' })

/** All such addresses of a survey. */
export const webhookSourceListSchema = z
  .strictObject({ sources: z.array(listedSourceSchema) })
  .meta({ id: 'WebhookSourceList' })

/** Usage by day and metric. */
export const usageSchema = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    days: z.array(z.strictObject({ day: z.string(), metric: z.string(), amount: count })),
  })
  .meta({ id: 'Usage' })

/** A key without its secret. */
export const keySchema = z
  .strictObject({
    id: z.string(),
    workspaceId: z.string(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.enum(['analyze', 'read', 'write', 'admin'])),
    createdAt: time,
    revokedAt: time.nullable(),
  })
  .meta({ id: 'Key' })

/** A key that was just made. */
export const createdKeySchema = keySchema
  .extend({ secret: z.string().describe('Shown this once; only its hash is kept') })
  .meta({ id: 'CreatedKey' })

/** All keys of a workspace. */
export const keyListSchema = z.strictObject({ keys: z.array(keySchema) }).meta({ id: 'KeyList' })
