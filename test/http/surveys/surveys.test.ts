import { beforeEach, describe, expect, it } from 'vitest'
import { problemSchema } from '../../../src/http/problem.ts'
import {
  erasureSchema,
  pushResultSchema,
  responsePageSchema,
  storedResponseSchema,
  surveyPageSchema,
  surveySchema,
  surveySummarySchema,
  themeAnswerSchema,
  themePageSchema,
} from '../../../src/http/schemas/survey-schema.ts'
import { createStoredApp, type StoredApp } from './create-stored-app.ts'

const RESPONSES = Array.from({ length: 40 }, (_, i) => ({
  id: `r${i}`,
  score: (i * 3) % 11,
  comment: i % 2 === 0 ? 'The price is dear' : 'Support was slow. Parcels are late',
  respondentId: `p${i}`,
  accountId: i % 4 === 0 ? 'acme' : 'zenith',
  at: `2026-0${1 + (i % 3)}-15T10:00:00Z`,
  segments: { plan: i % 3 === 0 ? 'basic' : 'plus' },
}))

describe('the routes of stored surveys', () => {
  let app: StoredApp
  beforeEach(async () => {
    app = createStoredApp()
    await app.send('POST', '/v1/surveys', { body: { id: 'wave', segmentFields: ['plan'] } })
    await app.send('POST', '/v1/surveys/wave/responses', { body: { responses: RESPONSES } })
  })

  it('make, list, read, change and delete surveys', async () => {
    const made = await app.send('POST', '/v1/surveys', {
      body: { name: 'Autumn', scale: 'stars5' },
    })
    expect(made.status).toBe(201)
    const survey = surveySchema.parse(await made.json())
    expect(made.headers.get('location')).toBe(`/v1/surveys/${survey.id}`)
    const list = surveyPageSchema.parse(await (await app.send('GET', '/v1/surveys?limit=1')).json())
    expect(list.surveys).toHaveLength(1)
    const rest = await app.send('GET', `/v1/surveys?cursor=${list.next}`)
    expect(surveyPageSchema.parse(await rest.json())).toMatchObject({ next: null })
    const changed = await app.send('PATCH', `/v1/surveys/${survey.id}`, {
      body: { name: 'Winter' },
    })
    expect(surveySchema.parse(await changed.json()).name).toBe('Winter')
    expect((await app.send('DELETE', `/v1/surveys/${survey.id}`)).status).toBe(204)
    expect((await app.send('GET', `/v1/surveys/${survey.id}`)).status).toBe(404)
  })

  it.each([
    ['/v1/surveys/wave/themes?segmnt.plan=basic', '/segmnt.plan', 'segment.*'],
    ['/v1/surveys/wave/summary?form=2026-01-01', '/form', 'from'],
    ['/v1/surveys/wave?limit=1', '/limit', 'no parameters'],
  ])('refuse %s, which would give the figures of everybody', async (path, pointer, known) => {
    const answer = await app.send('GET', path)
    expect(answer.status).toBe(422)
    const { errors } = problemSchema.parse(await answer.json())
    expect(errors).toMatchObject([{ pointer, detail: expect.stringContaining(known) }])
  })

  it.each([
    ['POST', '/v1/surveys', { id: 'wave' }, 409, undefined],
    ['POST', '/v1/surveys', { id: 'a b' }, 422, '/id'],
    [
      'POST',
      '/v1/surveys',
      { scale: { min: 5, max: 1, detractorMax: 2, promoterMin: 4 } },
      422,
      '/scale',
    ],
    ['POST', '/v1/surveys', { colour: 'red' }, 422, '/colour'],
    [
      'PATCH',
      '/v1/surveys/wave',
      { drivers: { adjustFor: ['tier'] } },
      422,
      '/drivers/adjustFor/0',
    ],
    ['PATCH', '/v1/surveys/nope', { name: 'x' }, 404, undefined],
    ['POST', '/v1/surveys/nope/responses', { responses: [{ id: 'r' }] }, 404, undefined],
    ['POST', '/v1/surveys/wave/responses', { answers: [] }, 422, '/responses'],
    [
      'POST',
      '/v1/surveys/wave/responses',
      { responses: [{ id: 'r', score: 12 }] },
      422,
      '/responses/0/score',
    ],
    ['GET', '/v1/surveys/wave/responses?scoreGroup=happy', undefined, 422, '/scoreGroup'],
    ['GET', '/v1/surveys/wave/responses?from=yesterday', undefined, 422, '/from'],
    ['GET', '/v1/surveys/wave/responses?cursor=!!', undefined, 422, '/cursor'],
    ['GET', '/v1/surveys/wave/responses?limit=0', undefined, 422, '/limit'],
    ['GET', '/v1/surveys/wave/responses/nope', undefined, 404, undefined],
    ['GET', '/v1/surveys/wave/themes?sort=fame', undefined, 422, '/sort'],
    ['GET', '/v1/surveys/wave/themes/nope', undefined, 404, undefined],
    ['GET', '/v1/surveys/nope/summary', undefined, 404, undefined],
    ['PUT', '/v1/surveys/wave', {}, 405, undefined],
  ])('answer %s %s %j with problem %i', async (method, path, body, status, pointer) => {
    const answer = await app.send(method, path, body === undefined ? {} : { body })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const problem = problemSchema.parse(await answer.json())
    expect(problem.errors?.[0]?.pointer).toBe(pointer)
  })

  it('take responses and say which were refused', async () => {
    const answer = await app.send('POST', '/v1/surveys/wave/responses', {
      body: { responses: [{ id: 'r0', score: 1 }, { id: 'new' }, { id: 'bad', score: 'ten' }] },
    })
    expect(pushResultSchema.parse(await answer.json())).toMatchObject({
      acceptedCount: 2,
      replacedCount: 1,
      rejected: [{ id: 'bad', pointer: '/responses/2/score' }],
    })
  })

  it('say that an answer is repeated', async () => {
    const options = {
      body: { responses: [{ id: 'once', score: 1 }] },
      headers: { 'idempotency-key': 'k1' },
    }
    const first = await app.send('POST', '/v1/surveys/wave/responses', options)
    const second = await app.send('POST', '/v1/surveys/wave/responses', options)
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await second.json()).toEqual(await first.json())
  })

  it.each([
    ['theme=price', 20],
    ['theme=support&polarity=negative', 20],
    ['segment.plan=basic', 14],
    ['segment.plan=basic,plus', 40],
    ['segment.plan=basic&segment.plan=plus', 40],
    ['accountId=acme', 10],
    ['from=2026-02-01&to=2026-02-15', 13],
    ['q=PARCELS', 20],
    ['scoreGroup=promoter&theme=price', 3],
  ])('list responses with %s', async (query, count) => {
    const answer = await app.send('GET', `/v1/surveys/wave/responses?limit=100&${query}`)
    expect(responsePageSchema.parse(await answer.json()).responses).toHaveLength(count)
  })

  it('find a segment by a value with a comma in it', async () => {
    const rows = ['Mid, West', 'Mid', 'West', 'back\\, slash'].map((plan, i) => ({
      id: `comma-${i}`,
      score: 5,
      segments: { plan },
    }))
    await app.send('POST', '/v1/surveys/wave/responses', { body: { responses: rows } })
    const idsOf = async (plan: string) => {
      const query = `segment.plan=${encodeURIComponent(plan)}`
      const answer = await app.send('GET', `/v1/surveys/wave/responses?limit=100&${query}`)
      return responsePageSchema
        .parse(await answer.json())
        .responses.map(({ id }) => id)
        .sort()
    }
    expect(await idsOf('Mid\\, West')).toEqual(['comma-0'])
    expect(await idsOf('Mid,West')).toEqual(['comma-1', 'comma-2'])
    expect(await idsOf('back\\\\, slash')).toEqual(['comma-3'])
  })

  it('page through responses without missing or repeating one', async () => {
    const ids: string[] = []
    let cursor = ''
    for (let page = 0; page < 6; page++) {
      const answer = await app.send(
        'GET',
        `/v1/surveys/wave/responses?limit=7&order=oldest${cursor}`
      )
      const { responses, next } = responsePageSchema.parse(await answer.json())
      ids.push(...responses.map(({ id }) => id))
      cursor = `&cursor=${next}`
      if (next === null) break
    }
    expect(ids).toEqual(RESPONSES.map(({ id }) => id))
  })

  it('read and delete one response', async () => {
    const path = '/v1/surveys/wave/responses/r1'
    const response = storedResponseSchema.parse(await (await app.send('GET', path)).json())
    expect(response.mentions.map(({ themeId }) => themeId)).toEqual(['support', 'other'])
    expect((await app.send('DELETE', path)).status).toBe(204)
    expect((await app.send('GET', path)).status).toBe(404)
  })

  it('rank themes, with the model and the time they come from', async () => {
    const page = themePageSchema.parse(
      await (await app.send('GET', '/v1/surveys/wave/themes')).json()
    )
    expect(page.themes.map(({ id }) => id).sort()).toEqual(['parcels', 'price', 'support'])
    expect(page).toMatchObject({ isStale: false, themeModel: { version: 2, origin: 'discovery' } })
    const one = await app.send('GET', '/v1/surveys/wave/themes/price?segment.plan=basic')
    expect(themeAnswerSchema.parse(await one.json()).theme.mentionCount).toBe(7)
    const summary = await app.send('GET', '/v1/surveys/wave/summary')
    expect(surveySummarySchema.parse(await summary.json()).summary.responseCount).toBe(40)
  })

  it('answer 304 while a list has not changed, and anew when it has', async () => {
    const path = '/v1/surveys/wave/themes'
    const first = await app.send('GET', path)
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    const again = await app.send('GET', path, { headers: { 'if-none-match': `"other", ${etag}` } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    await app.send('POST', '/v1/surveys/wave/responses', {
      body: { responses: [{ id: 'n', score: 0 }] },
    })
    app.passMs(5_000)
    const changed = await app.send('GET', path, { headers: { 'if-none-match': etag } })
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).not.toBe(etag)
  })

  it('find themes anew when asked', async () => {
    const answer = await app.send('POST', '/v1/surveys/wave/theme-discoveries')
    expect(surveySchema.parse(await answer.json()).modelVersion).toBe(2)
  })

  it('erase a respondent', async () => {
    const answer = await app.send('DELETE', '/v1/respondents/p3')
    expect(erasureSchema.parse(await answer.json())).toEqual({
      responseCount: 1,
      surveyIds: ['wave'],
    })
    expect((await app.send('GET', '/v1/surveys/wave/responses/r3')).status).toBe(404)
  })

  it('log no comment, no id of a respondent and no key', async () => {
    await app.send('GET', '/v1/surveys/wave/responses?q=parcels&respondentId=p3')
    const log = JSON.stringify(app.log)
    expect(app.log.length).toBeGreaterThan(2)
    expect(log).not.toMatch(/parcels|dear|p3/i)
  })
})
