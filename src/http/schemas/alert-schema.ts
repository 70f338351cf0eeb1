import { z } from '@hono/zod-openapi'
import { alertRuleSchema } from '../../service/alerts/rule-schema.ts'

const count = z.int().min(0)
const time = z.string().meta({ example: '2026-03-01T10:00:00.000Z' })

/** An address that alerts go to. */
export const webhookSchema = z
  .strictObject({ id: z.string(), name: z.string(), url: z.string(), createdAt: time })
  .meta({ id: 'Webhook' })

/** One that was just made. */
export const createdWebhookSchema = webhookSchema
  .extend({
    secret: z.string().describe('Shown this once; receivers check signatures with it'),
  })
  .meta({ id: 'CreatedWebhook' })

/** All addresses of a workspace. */
export const webhookListSchema = z
  .strictObject({ webhooks: z.array(webhookSchema) })
  .meta({ id: 'WebhookList' })

/** How a test went. */
export const testResultSchema = z
  .strictObject({
    isDelivered: z.boolean(),
    status: z.int().nullable().describe('HTTP status that the receiver answered'),
    error: z.string().nullable(),
    latencyMs: count,
  })
  .meta({ id: 'WebhookTestResult' })

const kept = z.object({ id: z.string(), createdAt: time, updatedAt: time })

/** A rule as kept. */
export const keptRuleSchema = z
  .intersection(kept, alertRuleSchema)
  .meta({ id: 'KeptAlertRule', description: 'An alert rule with its id and times' })

/** All rules of a survey. */
export const ruleListSchema = z
  .strictObject({ rules: z.array(keptRuleSchema) })
  .meta({ id: 'AlertRuleList' })

/** The delivery log. */
export const deliveryPageSchema = z
  .strictObject({
    deliveries: z.array(
      z.strictObject({
        id: z.string().describe('The header `webhook-id` of every attempt'),
        ruleId: z.string(),
        webhookId: z.string(),
        kind: z.enum(['response', 'spike']),
        state: z
          .enum(['pending', 'delivered', 'failed', 'held'])
          .describe('`held`: a silence or a pause forbade it'),
        responseId: z.string().nullable(),
        accountId: z.string().nullable(),
        themeId: z.string().nullable(),
        attemptCount: count,
        createdAt: time,
        nextAttemptAt: time.nullable(),
        endedAt: time.nullable(),
        lastStatus: z.int().nullable(),
        lastError: z.string().nullable(),
        latencyMs: count.nullable(),
      })
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'DeliveryPage', description: 'What was sent, the newest first; never what it said' })
