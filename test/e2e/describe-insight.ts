import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  createdWebhookSchema,
  deliveryPageSchema,
  keptRuleSchema,
  testResultSchema,
} from '../../src/http/schemas/alert-schema.ts'
import { casesSchema, promotersSchema } from '../../src/http/schemas/case-schema.ts'
import {
  accountsSchema,
  segmentsSchema,
  trendsSchema,
} from '../../src/http/schemas/insight-schema.ts'
import {
  actionEffectSchema,
  changesSchema,
  comparisonsSchema,
  contrastsSchema,
  correlationsSchema,
  coverageSchema,
  forecastAnswerSchema,
  groupsSchema,
  predictionSchema,
  themePairsSchema,
} from '../../src/http/schemas/number-schema.ts'
import { isSignedAsStandard } from '../../src/service/webhooks/verify-signature.ts'
import { repeatedResponses } from './demonstration.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import type { Server } from './start-server.ts'

/** Everything that can be read of a survey beside its ranked list. */
export const REPORTS: readonly (readonly [path: string, schema: z.ZodType])[] = [
  ['/segments?by=Plan', segmentsSchema],
  ['/segments?by=Plan,Region', segmentsSchema],
  ['/segments?by=Tenure&bucket.Tenure=lifecycle:months', segmentsSchema],
  ['/accounts?limit=20', accountsSchema],
  ['/trends?period=month&timeZone=Europe/London', trendsSchema],
  ['/cases?limit=10', casesSchema],
  ['/promoters?limit=10', promotersSchema],
  ['/correlations?field=lifetimeValue', correlationsSchema],
  ['/prediction?limit=5', predictionSchema],
  ['/groups?fields=Tenure (months),Company size', groupsSchema],
  ['/theme-contrasts', contrastsSchema],
  ['/theme-pairs', themePairsSchema],
  ['/comparisons?by=Plan&within=Region', comparisonsSchema],
  ['/changes', changesSchema],
  ['/action-effect?at=2026-05-01&days=60', actionEffectSchema],
  ['/forecast?period=week', forecastAnswerSchema],
  ['/invited', coverageSchema],
]

const SURVEY = '/v1/surveys/northlink'
const JSON_TYPE = { 'content-type': 'application/json' }

/** Makes the survey of the demonstration, with outcomes and a list of the invited. */
export async function fillNorthlink(url: string): Promise<void> {
  const send = async (method: string, path: string, body: unknown) => {
    const init = { method, headers: JSON_TYPE, body: JSON.stringify(body) }
    const answer = await fetch(`${url}${path}`, init)
    expect(answer.ok).toBe(true)
    await answer.text()
  }
  const responses = await repeatedResponses(444)
  await send('POST', '/v1/surveys', {
    id: 'northlink',
    segmentFields: ['Plan'],
    themes: { discover: false },
  })
  await send('POST', `${SURVEY}/responses`, { responses })
  const people = responses.flatMap(({ respondentId = '', accountId, score = 5 }) => ({
    respondentId,
    accountId: accountId ?? 'none',
    score,
  }))
  await send('PUT', `${SURVEY}/outcomes`, {
    outcomes: people.map(({ respondentId, score }, i) => ({
      respondentId,
      fields: { lifetimeValue: score * 100 + (i % 17) },
    })),
  })
  await send('PUT', `${SURVEY}/invited`, {
    invited: people.map(({ respondentId, accountId }) => ({ respondentId, accountId })),
  })
}

/**
 * Who is unhappy, where, since when, and who hears of it, on every runtime alike.
 *
 * @param start - starts the runtime, open to all, with private targets allowed
 * @param nudge - makes it send what is due; nothing where it does so by itself
 */
export function describeInsight(
  name: string,
  start: () => Promise<Server>,
  nudge: (server: Server) => Promise<void>
): void {
  describe(`segments, numbers and alerts on ${name}`, () => {
    let server: Server
    let receiver: Receiver
    beforeAll(async () => {
      server = await start()
      // The first alert is refused once.
      receiver = await startReceiver([204, 500])
      await fillNorthlink(server.url)
    }, 180_000)
    afterAll(async () => {
      await server?.stop()
      await receiver?.close()
    })

    const read = (path: string, headers = {}) => fetch(`${server.url}${SURVEY}${path}`, { headers })
    const send = async (path: string, body?: unknown) => {
      const init = {
        method: 'POST',
        ...(body !== undefined && { headers: JSON_TYPE, body: JSON.stringify(body) }),
      }
      return (await fetch(`${server.url}${path}`, init)).json()
    }

    it.each(REPORTS)('answers %s, and 304 while nothing changed', async (path, schema) => {
      const answer = await read(path)
      expect(answer.status).toBe(200)
      schema.parse(await answer.json())
      const headers = { 'if-none-match': answer.headers.get('etag') ?? '' }
      expect((await read(path, headers)).status).toBe(304)
    })

    it('sends a signed alert once, and again when it was refused', async () => {
      const webhook = createdWebhookSchema.parse(await send('/v1/webhooks', { url: receiver.url }))
      const rule = keptRuleSchema.parse(
        await send(`${SURVEY}/alert-rules`, {
          kind: 'response',
          name: 'Leaving',
          webhookId: webhook.id,
          when: { scoreAtMost: 1 },
        })
      )
      const test = await send(`${SURVEY}/alert-rules/${rule.id}/test`)
      expect(testResultSchema.parse(test)).toMatchObject({ isDelivered: true, status: 204 })
      const response = { id: 'angry', score: 0, comment: 'I am leaving you' }
      for (const _ of ['first', 'again']) {
        await send(`${SURVEY}/responses`, { responses: [response] })
      }
      await receiver.waitFor(2, 30_000)
      const waitUntil = performance.now() + 40_000
      while (receiver.received.length < 3 && performance.now() < waitUntil) {
        await nudge(server)
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
      const [sample, refused, taken] = receiver.received
      expect(JSON.parse(sample?.body ?? '')).toMatchObject({ type: 'alert.test' })
      expect(taken?.headers['webhook-id']).toBe(refused?.headers['webhook-id'])
      expect(taken?.body).toBe(refused?.body)
      expect(taken?.body).not.toContain('leaving you')
      const header = (key: string) => String(taken?.headers[key])
      const body = new TextEncoder().encode(taken?.body)
      const check = { header, nowMs: Date.now() }
      expect(await isSignedAsStandard(body, webhook.secret, check)).toBe(true)
      // Time for a third copy that must not come.
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      await nudge(server)
      expect(receiver.received).toHaveLength(3)
      const log = deliveryPageSchema.parse(await (await read('/deliveries')).json())
      expect(log.deliveries).toMatchObject([
        { state: 'delivered', attemptCount: 2, lastStatus: 204, responseId: 'angry' },
      ])
    }, 120_000)
  })
}
