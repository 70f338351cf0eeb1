import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { problemSchema } from '../../../src/http/problem.ts'
import {
  announcementSchema,
  storedResponseSchema,
  webhookSourceListSchema,
  webhookSourceSchema,
} from '../../../src/http/schemas/survey-schema.ts'
import { runTask } from '../../../src/service/surveys/run-task.ts'
import { createStoredApp, type StoredApp } from './create-stored-app.ts'

const PATH = '/v1/surveys/wave/webhook-sources'
const TOKEN = 'token-of-tests-0123456789'
const SOURCE = {
  provider: 'surveymonkey',
  clientId: 'client-1',
  secret: 'secret-of-tests',
  token: TOKEN,
  toolSurveyId: '105723396',
}

/** In the shape of SurveyMonkey's documentation. */
const EVENT = {
  name: 'My Webhook',
  filter_type: 'survey',
  filter_id: '105723396',
  event_type: 'response_completed',
  event_id: '10027',
  object_type: 'response',
  object_id: '5007154325',
  event_datetime: '2026-03-01T09:59:00.182613+00:00',
  resources: { respondent_id: '5007154325', collector_id: '50253586', survey_id: '105723396' },
}

const RESPONSE = {
  id: '5007154325',
  survey_id: '105723396',
  response_status: 'completed',
  collection_mode: 'default',
  date_created: '2026-03-01T09:55:00+00:00',
  date_modified: '2026-03-01T09:59:00+00:00',
  custom_variables: { plan: 'basic', respondentId: 'p1', empty: '' },
  pages: [
    { id: '1', questions: [{ id: '11', answers: [{ choice_id: '901', row_id: '1' }] }] },
    {
      id: '2',
      questions: [
        { id: '12', answers: [{ choice_id: '803', row_id: '1' }] },
        { id: '13', answers: [{ text: 'The price is dear' }] },
        { id: '14', answers: [{ row_id: '7', text: 'Support was slow' }] },
      ],
    },
  ],
}

const SURVEY = {
  id: '105723396',
  pages: [
    {
      questions: [
        {
          id: '11',
          answers: {
            choices: [
              { id: '901', text: 'Shop' },
              { id: '902', text: 'Web' },
            ],
          },
        },
        {
          id: '12',
          family: 'matrix',
          answers: {
            rows: [{ id: '1', text: '' }],
            choices: [
              { id: '800', text: 'Not at all likely - 0' },
              ...Array.from({ length: 9 }, (_, i) => ({ id: `80${i + 1}`, text: `${i + 1}` })),
              { id: '810', text: 'Extremely likely - 10' },
            ],
          },
        },
        { id: '13', family: 'open_ended' },
      ],
    },
  ],
}

const sign = (text: string, secret = SOURCE.secret) => ({
  'sm-apikey': SOURCE.clientId,
  'sm-signature': createHmac('sha1', `${SOURCE.clientId}&${secret}`).update(text).digest('base64'),
})

describe('callbacks of SurveyMonkey', () => {
  let app: StoredApp
  let id: string
  const asked: { readonly address: string; readonly init: RequestInit }[] = []
  const answerWith =
    (body: unknown, status = 200) =>
    async (address: string, init: RequestInit) => {
      asked.push({ address, init })
      return new Response(JSON.stringify(body), { status })
    }
  const make = async (body: unknown) => {
    const made = await app.send('POST', PATH, { body })
    expect(made.status).toBe(201)
    return webhookSourceSchema.parse(await made.json()).id
  }
  const deliver = (body: unknown, headers?: Record<string, string>) => {
    const text = JSON.stringify(body)
    const type = 'application/vnd.surveymonkey.webhook.v1+json'
    return app.sendText('POST', `/v1/webhooks-in/${id}`, {
      text,
      type,
      headers: headers ?? sign(text),
    })
  }
  const runFetch = async () => {
    const task = app.tasks.findLast(({ kind }) => kind === 'fetch')!
    return runTask(app.context, task, { maxChunks: 1, goesOn: async () => true })
  }
  const list = async () =>
    webhookSourceListSchema.parse(await (await app.send('GET', PATH)).json()).sources[0]

  beforeEach(async () => {
    app = createStoredApp()
    asked.length = 0
    await app.send('POST', '/v1/surveys', { body: { id: 'wave' } })
    id = await make(SOURCE)
  })

  it('announce a response, which is fetched with the token and kept', async () => {
    const answer = await deliver(EVENT)
    expect([answer.status, announcementSchema.parse(await answer.json())]).toEqual([
      202,
      { state: 'queued' },
    ])
    expect((await list())?.waitingCount).toBe(1)
    app.answers.push(answerWith(RESPONSE), answerWith(SURVEY))
    expect(await runFetch()).toBeNull()
    const kept = await app.send('GET', '/v1/surveys/wave/responses/5007154325')
    expect(storedResponseSchema.parse(await kept.json())).toMatchObject({
      score: 3,
      comment: 'The price is dear',
      at: '2026-03-01T09:59:00+00:00',
      respondentId: 'p1',
      segments: { plan: 'basic' },
    })
    expect(asked.map(({ address }) => address)).toEqual([
      'https://api.surveymonkey.com/v3/surveys/105723396/responses/5007154325/details',
      'https://api.surveymonkey.com/v3/surveys/105723396/details',
    ])
    expect(asked[0]?.init).toMatchObject({
      redirect: 'manual',
      headers: { authorization: `Bearer ${TOKEN}` },
      signal: expect.any(AbortSignal),
    })
    expect(await list()).toMatchObject({ waitingCount: 0, failures: [] })
  })

  it('ask for the choices of the survey once', async () => {
    for (const choice of ['803', '810']) {
      await deliver(EVENT)
      const pages = JSON.parse(JSON.stringify(RESPONSE.pages).replace('803', choice))
      app.answers.push(answerWith({ ...RESPONSE, pages }))
      if (choice === '803') app.answers.push(answerWith(SURVEY))
      expect(await runFetch()).toBeNull()
    }
    expect(asked).toHaveLength(3)
    const kept = await app.send('GET', '/v1/surveys/wave/responses/5007154325')
    expect(await kept.json()).toMatchObject({ score: 10 })
  })

  it('follow the questions that are named, and the data center', async () => {
    const fields = { score: '12', comment: '14' }
    id = await make({ ...SOURCE, dataCenter: 'eu', fields })
    await deliver(EVENT)
    app.answers.push(answerWith(RESPONSE), answerWith(SURVEY))
    await runFetch()
    expect(asked[0]?.address).toMatch(/^https:\/\/api\.eu\.surveymonkey\.com\/v3\//)
    const kept = await app.send('GET', '/v1/surveys/wave/responses/5007154325')
    expect(await kept.json()).toMatchObject({ score: 3, comment: 'Support was slow' })
  })

  it('are tried again after longer and longer pauses, then given up with the reason', async () => {
    await deliver(EVENT)
    const pauses: (number | null)[] = []
    for (let i = 0; i < 5; i++) {
      app.answers.push(i === 1 ? () => Promise.reject(new Error('lost')) : answerWith({}, 503))
      pauses.push(await runFetch())
    }
    expect(pauses).toEqual([10_000, 60_000, 600_000, 3_600_000, null])
    expect(await list()).toMatchObject({
      waitingCount: 0,
      failures: [{ responseId: '5007154325', detail: 'SurveyMonkey answered 503' }],
    })
    await deliver(EVENT)
    app.answers.push(answerWith(RESPONSE), answerWith(SURVEY))
    expect(await runFetch()).toBeNull()
    expect(await list()).toMatchObject({ failures: [] })
  })

  it.each([
    [answerWith({}, 401), /token is not valid/],
    [answerWith({}, 302), /answered 302/],
    [answerWith({ ...RESPONSE, pages: 'none' }), /\/pages: expected/],
  ])('are given up at once where trying again does not help', async (answer, reason) => {
    await deliver(EVENT)
    app.answers.push(answer)
    expect(await runFetch()).toBeNull()
    const listed = await list()
    expect(listed?.failures[0]?.detail).toMatch(reason)
    expect(JSON.stringify(listed)).not.toContain(TOKEN)
  })

  it('of unfinished responses and previews keep nothing', async () => {
    for (const change of [{ response_status: 'partial' }, { collection_mode: 'survey_preview' }]) {
      await deliver({ ...EVENT, event_type: 'response_updated' })
      app.answers.push(answerWith({ ...RESPONSE, ...change }), answerWith(SURVEY))
      expect(await runFetch()).toBeNull()
    }
    expect(await (await app.send('GET', '/v1/surveys/wave')).json()).toMatchObject({
      responseCount: 0,
    })
  })

  it('of a deletion delete the response here too', async () => {
    await deliver(EVENT)
    app.answers.push(answerWith(RESPONSE), answerWith(SURVEY))
    await runFetch()
    const gone = await deliver({ ...EVENT, event_type: 'response_deleted' })
    expect(await gone.json()).toEqual({ state: 'deleted' })
    expect((await app.send('GET', '/v1/surveys/wave/responses/5007154325')).status).toBe(404)
  })

  it('are refused with a wrong signature', async () => {
    const text = JSON.stringify(EVENT)
    for (const headers of [{}, sign(`${text} `), sign(text, 'another-secret')]) {
      expect((await deliver(EVENT, headers)).status).toBe(401)
    }
    expect(app.tasks.filter(({ kind }) => kind === 'fetch')).toEqual([])
  })

  it.each([
    [{ ...EVENT, event_type: 'collector_created' }, '/event_type'],
    [{ ...EVENT, object_id: '../../users/me' }, '/object_id'],
    [{ ...EVENT, resources: {} }, '/resources/survey_id'],
    [{ ...EVENT, resources: { survey_id: '1' } }, '/resources/survey_id'],
    [{ hello: 'world' }, '/event_type'],
  ])('of another shape are refused, naming what is missing: %j', async (event, pointer) => {
    const answer = await deliver(event)
    expect(answer.status).toBe(422)
    expect(problemSchema.parse(await answer.json()).errors?.[0]?.pointer).toBe(pointer)
  })

  it('find their address by HEAD, as SurveyMonkey asks before it takes it', async () => {
    expect((await app.send('HEAD', `/v1/webhooks-in/${id}`)).status).toBe(200)
    expect((await app.send('HEAD', '/v1/webhooks-in/unknown')).status).toBe(404)
    expect((await app.send('GET', `/v1/webhooks-in/${id}`)).status).toBe(405)
  })
})

describe('secrets of survey tools', () => {
  it('are not in the database as they are, and not in any answer', async () => {
    const app = createStoredApp()
    await app.send('POST', '/v1/surveys', { body: { id: 'wave' } })
    const made = await app.send('POST', PATH, { body: SOURCE })
    const source = webhookSourceSchema.parse(await made.json())
    const kept = await app.store.findWebhookSource(source.id)
    expect(kept?.secret).toMatch(/^sealed:1:/)
    const texts = [
      JSON.stringify(kept),
      JSON.stringify(source),
      await (await app.send('GET', PATH)).text(),
    ]
    for (const text of texts) {
      expect(text).not.toContain(TOKEN)
      expect(text).not.toContain(SOURCE.secret)
    }
    expect(await app.store.listPlainSecrets()).toEqual([])
  })

  it('cannot be kept where no key is configured, which is said at once', async () => {
    const app = createStoredApp(true, { secretsKey: null })
    await app.send('POST', '/v1/surveys', { body: { id: 'wave' } })
    const answer = await app.send('POST', PATH, { body: SOURCE })
    expect(answer.status).toBe(409)
    expect(problemSchema.parse(await answer.json()).detail).toMatch(/SECRETS_KEY/)
  })

  it('of before they were encrypted still work, and are encrypted at the first delivery', async () => {
    const app = createStoredApp()
    await app.send('POST', '/v1/surveys', { body: { id: 'wave' } })
    const body = { provider: 'typeform', secret: 'secret-of-tests' }
    const { id } = webhookSourceSchema.parse(await (await app.send('POST', PATH, { body })).json())
    await app.store.changeWebhookSource(id, { secret: body.secret })
    expect(await app.store.listPlainSecrets()).toHaveLength(1)
    const text = JSON.stringify({
      event_type: 'form_response',
      form_response: { token: 't1', answers: [{ type: 'number', number: 3, field: { id: 'q' } }] },
    })
    const signature = createHmac('sha256', body.secret).update(text).digest('base64')
    for (let i = 0; i < 2; i++) {
      const answer = await app.sendText('POST', `/v1/webhooks-in/${id}`, {
        text,
        type: 'application/json',
        headers: { 'typeform-signature': `sha256=${signature}` },
      })
      expect(answer.status).toBe(200)
      expect(await app.store.listPlainSecrets()).toEqual([])
    }
  })
})
