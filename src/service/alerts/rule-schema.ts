import { z } from 'zod'
import { MAX_FIELD_CHARS } from '../request/limits.ts'

const id = z.string().min(1).max(MAX_FIELD_CHARS)
const ids = z.array(id).min(1).max(100)
const segmentValue = z.union([z.string(), z.number(), z.boolean()])

/** Conditions on one response; all must hold. */
const conditions = z
  .strictObject({
    scoreAtMost: z.int().optional(),
    scoreGroup: z.enum(['detractor', 'passive', 'promoter']).optional(),
    themeIds: ids.optional().describe('One of these is mentioned'),
    polarity: z.enum(['negative', 'neutral', 'positive']).optional(),
    flags: z
      .array(
        z.enum(['score-comment-disagreement', 'churn-intent', 'request', 'competitor', 'truncated'])
      )
      .min(1)
      .optional()
      .describe('One of these is set'),
    segments: z
      .record(id, z.array(segmentValue).min(1))
      .optional()
      .describe('Field → accepted values; all fields must match'),
  })
  .refine((when) => Object.keys(when).length > 0, 'expected at least one condition')

const shared = {
  name: z.string().min(1).max(200),
  webhookId: id.describe('Of `/v1/webhooks`: where alerts go'),
  isEnabled: z.boolean().default(true),
  silencedUntil: z.iso
    .datetime({ offset: true })
    .nullable()
    .default(null)
    .describe('Events until then make no alert, not even later'),
  pauseMinutes: z
    .number()
    .min(0)
    .max(525_600)
    .default(0)
    .describe('No second alert about the same account, respondent or theme within this time'),
}

/** Body of `POST` and `PUT …/alert-rules`. */
export const alertRuleSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...shared,
      kind: z.literal('response'),
      when: conditions,
      includeQuotes: z
        .boolean()
        .default(false)
        .describe('Sends the clause that met the conditions, personal data masked'),
      maxAgeDays: z
        .number()
        .positive()
        .max(3_650)
        .default(7)
        .describe('Older answers, as of an imported archive, make no alert'),
    }),
    z.strictObject({
      ...shared,
      kind: z.literal('spike'),
      themeIds: ids.optional().describe('All themes without it'),
      minMentions: z.int().min(1).optional(),
      period: z.enum(['day', 'week', 'month']).default('week'),
      timeZone: z.string().default('UTC'),
    }),
  ])
  .meta({
    id: 'AlertRule',
    description:
      '`response`: looks at each response when it arrives. `spike`: looks at each period when it is over, for themes raised more than their past explains',
  })

/** What the owner of a rule decides. */
export type AlertRuleBody = z.output<typeof alertRuleSchema>

/** Body of `PUT …/alert-silences`. */
export const silencesSchema = z
  .strictObject({
    until: z.iso
      .datetime({ offset: true })
      .nullable()
      .default(null)
      .describe('For all rules of the survey'),
    accounts: z
      .array(z.strictObject({ accountId: id, until: z.iso.datetime({ offset: true }) }))
      .max(10_000)
      .default([]),
  })
  .meta({ id: 'AlertSilences', description: 'Events until then make no alert, not even later' })

export type AlertSilences = z.output<typeof silencesSchema>
