import type { AnswerOf, RequestTo, WhyscoreClient } from '../client/client.ts'

export type AlertRule = AnswerOf<'GET /v1/surveys/{surveyId}/alert-rules'>['rules'][number]
export type NewAlertRule = RequestTo<'POST /v1/surveys/{surveyId}/alert-rules'>['body']
export type Delivery = AnswerOf<'GET /v1/surveys/{surveyId}/deliveries'>['deliveries'][number]
export type Webhook = AnswerOf<'GET /v1/webhooks'>['webhooks'][number]
export type CreatedWebhook = AnswerOf<'POST /v1/webhooks'>
export type TestResult = AnswerOf<'POST /v1/surveys/{surveyId}/alert-rules/{ruleId}/test'>

/** All that the view of alerts shows. */
export type Alerts = {
  readonly rules: readonly AlertRule[]
  readonly webhooks: readonly Webhook[]
  readonly deliveries: readonly Delivery[]
}

/** Calls on alert rules of a survey. */
export type AlertCalls = {
  alerts(surveyId: string, signal: AbortSignal): Promise<Alerts>
  /** Makes a rule, or puts one in the place of another. */
  saveRule(surveyId: string, ruleId: string | null, rule: NewAlertRule): Promise<void>
  removeRule(surveyId: string, ruleId: string): Promise<void>
  testRule(surveyId: string, ruleId: string): Promise<TestResult>
  createWebhook(url: string): Promise<CreatedWebhook>
}

const LOG_LENGTH = 25

/** Makes these calls with a client. */
export function createAlertCalls(client: WhyscoreClient): AlertCalls {
  return {
    async alerts(surveyId, signal) {
      const params = { surveyId }
      const [{ rules }, { webhooks }, { deliveries }] = await Promise.all([
        client.call('GET /v1/surveys/{surveyId}/alert-rules', { params, signal }),
        client.call('GET /v1/webhooks', { signal }),
        client.call('GET /v1/surveys/{surveyId}/deliveries', {
          params,
          query: { limit: LOG_LENGTH },
          signal,
        }),
      ])
      return { rules, webhooks, deliveries }
    },
    async saveRule(surveyId, ruleId, body) {
      if (ruleId === null) {
        await client.call('POST /v1/surveys/{surveyId}/alert-rules', {
          params: { surveyId },
          body,
        })
        return
      }
      const params = { surveyId, ruleId }
      await client.call('PUT /v1/surveys/{surveyId}/alert-rules/{ruleId}', { params, body })
    },
    async removeRule(surveyId, ruleId) {
      const params = { surveyId, ruleId }
      await client.call('DELETE /v1/surveys/{surveyId}/alert-rules/{ruleId}', { params })
    },
    testRule(surveyId, ruleId) {
      const params = { surveyId, ruleId }
      return client.call('POST /v1/surveys/{surveyId}/alert-rules/{ruleId}/test', { params })
    },
    createWebhook: (url) => client.call('POST /v1/webhooks', { body: { url } }),
  }
}
