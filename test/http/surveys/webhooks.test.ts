import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  storedResponseSchema,
  webhookSourceListSchema,
  webhookSourceSchema,
} from '../../../src/http/schemas/survey-schema.ts'
import { createStoredApp, type StoredApp } from './create-stored-app.ts'

const SECRET = 'secret-of-tests'
const STANDARD_SECRET = `whsec_${Buffer.from('standard-secret-of-tests').toString('base64')}`
/** The harness's clock stands at this time. */
const NOW_SECONDS = Date.parse('2026-03-01T10:00:00Z') / 1_000

/** In the shape of Typeform's documentation, shortened. */
const TYPEFORM = {
  event_id: 'e1',
  event_type: 'form_response',
  form_response: {
    form_id: 'f1',
    token: 'token-1',
    submitted_at: '2026-02-28T10:00:00Z',
    hidden: { plan: 'basic', respondentId: 'p1' },
    answers: [
      { type: 'choice', choice: { label: 'Email' }, field: { id: 'q0', type: 'multiple_choice' } },
      { type: 'number', number: 2, field: { id: 'q1', type: 'opinion_scale', ref: 'nps' } },
      { type: 'text', text: 'The price is dear', field: { id: 'q2', type: 'long_text' } },
      { type: 'text', text: 'Support was slow', field: { id: 'q3', type: 'long_text' } },
    ],
  },
}

/** In the shape of Formbricks' documentation, shortened. */
const FORMBRICKS = {
  webhookId: 'w1',
  event: 'responseFinished',
  data: {
    id: 'response-1',
    surveyId: 's1',
    createdAt: '2026-02-28T10:00:00.000Z',
    finished: true,
    data: { q1: 9, q2: 'The price is fair' },
  },
}

const hmac = (secret: string | Buffer, text: string) =>
  createHmac('sha256', secret).update(text).digest('base64')

const signTypeform = (text: string) => ({ 'typeform-signature': `sha256=${hmac(SECRET, text)}` })

const signStandard = (text: string, seconds = NOW_SECONDS) => ({
  'webhook-id': 'm1',
  'webhook-timestamp': String(seconds),
  'webhook-signature': `v1,other v1,${hmac(Buffer.from('standard-secret-of-tests'), `m1.${seconds}.${text}`)}`,
})

describe('webhooks of survey tools', () => {
  let app: StoredApp
  beforeEach(async () => {
    app = createStoredApp()
    await app.send('POST', '/v1/surveys', { body: { id: 'wave' } })
  })
  const makeSource = async (body: unknown) => {
    const made = await app.send('POST', '/v1/surveys/wave/webhook-sources', { body })
    expect(made.status).toBe(201)
    const text = await made.text()
    expect(text).not.toContain('secret')
    return webhookSourceSchema.parse(JSON.parse(text)).id
  }
  const deliver = (id: string, text: string, headers: Record<string, string>) =>
    app.sendText('POST', `/v1/webhooks-in/${id}`, { text, type: 'application/json', headers })
  const response = async (id: string) =>
    storedResponseSchema.parse(
      await (await app.send('GET', `/v1/surveys/wave/responses/${id}`)).json()
    )

  it('of Typeform are taken when signed, once however often delivered', async () => {
    const id = await makeSource({ provider: 'typeform', secret: SECRET })
    const text = JSON.stringify(TYPEFORM)
    for (let i = 0; i < 2; i++)
      expect((await deliver(id, text, signTypeform(text))).status).toBe(200)
    expect(await response('token-1')).toMatchObject({
      score: 2,
      comment: 'The price is dear',
      at: '2026-02-28T10:00:00Z',
      respondentId: 'p1',
      segments: { plan: 'basic' },
    })
    const survey = await (await app.send('GET', '/v1/surveys/wave')).json()
    expect(survey).toMatchObject({ responseCount: 1 })
  })

  it('of Formbricks are taken when signed as Standard Webhooks asks', async () => {
    const id = await makeSource({ provider: 'formbricks', secret: STANDARD_SECRET })
    const text = JSON.stringify(FORMBRICKS)
    expect((await deliver(id, text, signStandard(text))).status).toBe(200)
    expect(await response('response-1')).toMatchObject({ score: 9, comment: 'The price is fair' })
  })

  it('follow the questions that are named', async () => {
    const fields = { score: 'nps', comment: 'q3' }
    const id = await makeSource({ provider: 'typeform', secret: SECRET, fields })
    const text = JSON.stringify(TYPEFORM)
    await deliver(id, text, signTypeform(text))
    expect(await response('token-1')).toMatchObject({ score: 2, comment: 'Support was slow' })
  })

  it('are refused with a wrong, missing or old signature', async () => {
    const typeform = await makeSource({ provider: 'typeform', secret: SECRET })
    const standard = await makeSource({ provider: 'formbricks', secret: STANDARD_SECRET })
    const text = JSON.stringify(TYPEFORM)
    const other = JSON.stringify(FORMBRICKS)
    const statuses = [
      await deliver(typeform, text, {}),
      await deliver(typeform, `${text} `, signTypeform(text)),
      await deliver(standard, other, {}),
      await deliver(standard, `${other} `, signStandard(other)),
      await deliver(standard, other, signStandard(other, NOW_SECONDS - 301)),
      await deliver('unknown', text, signTypeform(text)),
    ].map(({ status }) => status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 404])
  })

  it.each([
    [{ ...TYPEFORM, event_type: 'form_view' }, 422],
    [{ hello: 'world' }, 422],
    [{ ...TYPEFORM, form_response: { ...TYPEFORM.form_response, answers: 'none' } }, 422],
  ])('of a shape that is not documented are refused: %j', async (body, status) => {
    const id = await makeSource({ provider: 'typeform', secret: SECRET })
    const text = JSON.stringify(body)
    const answer = await deliver(id, text, signTypeform(text))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json',
    ])
  })

  it('stop being taken once their address is deleted', async () => {
    const id = await makeSource({ provider: 'typeform', secret: SECRET })
    const path = '/v1/surveys/wave/webhook-sources'
    const list = await (await app.send('GET', path)).json()
    expect(webhookSourceListSchema.parse(list).sources).toHaveLength(1)
    expect((await app.send('DELETE', `${path}/${id}`)).status).toBe(204)
    expect((await app.send('DELETE', `${path}/${id}`)).status).toBe(404)
    const text = JSON.stringify(TYPEFORM)
    expect((await deliver(id, text, signTypeform(text))).status).toBe(404)
  })
})
