import { beforeEach, describe, expect, it } from 'vitest'
import { problemSchema } from '../../../src/http/problem.ts'
import { reviewPageSchema, reviewSchema } from '../../../src/http/schemas/correction-schema.ts'
import {
  storedResponseSchema,
  surveySummarySchema,
  themePageSchema,
} from '../../../src/http/schemas/survey-schema.ts'
import { createStoredApp, type StoredApp } from './create-stored-app.ts'

const PATH = '/v1/surveys/wave/responses/r1/corrections'
const FLIP = { op: 'clause-polarity', start: 0, end: 17, polarity: 'positive' }
const REMOVE = { op: 'remove-mention', themeId: 'support', start: 18, end: 35 }

describe('the routes of corrections', () => {
  let app: StoredApp
  beforeEach(async () => {
    app = createStoredApp()
    await app.send('POST', '/v1/surveys', { body: { id: 'wave' } })
    await app.send('POST', '/v1/surveys/wave/responses', {
      body: {
        responses: [
          { id: 'r1', score: 3, comment: 'The price is dear. Support was slow' },
          { id: 'r2', score: 9, comment: 'The price is fair' },
          { id: 'r3', score: 9 },
        ],
      },
    })
  })
  const put = (corrections: unknown, path = PATH) =>
    app.send('PUT', path, { body: { corrections } })

  it('put, read, list and delete, and lists show what was put', async () => {
    const list = '/v1/surveys/wave/themes?segment.none=&sort=mentions'
    const before = await app.send('GET', list)
    const answer = await put([FLIP, REMOVE])
    expect(answer.status).toBe(200)
    const review = reviewSchema.parse(await answer.json())
    expect(review.corrections).toMatchObject([
      { ...FLIP, by: 'open', isApplied: true },
      { ...REMOVE, by: 'open', isApplied: true },
    ])
    expect(review.engine.mentions).toHaveLength(2)
    expect(await (await app.send('GET', PATH)).json()).toEqual(review)
    const page = await app.send('GET', '/v1/surveys/wave/corrections')
    expect(reviewPageSchema.parse(await page.json())).toEqual({ reviews: [review], next: null })
    const response = storedResponseSchema.parse(
      await (await app.send('GET', '/v1/surveys/wave/responses/r1')).json()
    )
    expect(response).toMatchObject({ isCorrected: true, sentiment: { confidence: 1 } })
    expect(response.mentions).toHaveLength(1)
    app.passMs(5_000)
    const after = await app.send('GET', list.replace('segment.none=&', ''))
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
    const { themes } = themePageSchema.parse(await after.json())
    expect(themes.map(({ id, positiveCount }) => [id, positiveCount])).toEqual([['price', 2]])
    const summary = await (await app.send('GET', '/v1/surveys/wave/summary')).json()
    expect(surveySummarySchema.parse(summary).quality.corrections).toMatchObject({
      reviewedCount: 1,
      mentionPrecision: { estimate: 0.5 },
    })
    expect((await app.send('DELETE', PATH)).status).toBe(204)
    expect((await app.send('DELETE', PATH)).status).toBe(204)
    const undone = reviewSchema.parse(await (await app.send('GET', PATH)).json())
    expect(undone).toMatchObject({ reviewed: null, corrections: [] })
  })

  it.each([
    [[{ ...FLIP, end: 70 }], '/corrections/0'],
    [[{ ...FLIP, start: 17 }], '/corrections/0'],
    [[{ ...FLIP, start: 10, end: 30 }], '/corrections/0'],
    [[{ ...REMOVE, themeId: 'other' }], '/corrections/0'],
    [[{ ...REMOVE, themeId: 'nothing' }], '/corrections/0'],
    [[FLIP, { ...FLIP, polarity: 'neutral' }], '/corrections/1'],
    [[REMOVE, { ...REMOVE, op: 'add-mention', polarity: 'neutral' }], '/corrections/1'],
    [[{ ...FLIP, op: 'add-mention', themeId: 'unheard' }], '/corrections/0/themeId'],
    [[{ ...FLIP, polarity: 'mixed' }], '/corrections/0/polarity'],
    [[{ ...FLIP, op: 'rewrite' }], '/corrections/0/op'],
    ['none', '/corrections'],
  ])('refuse %j and keep nothing', async (corrections, pointer) => {
    const answer = await put(corrections)
    expect(answer.status).toBe(422)
    expect(problemSchema.parse(await answer.json()).errors?.[0]?.pointer).toBe(pointer)
    expect(await (await app.send('GET', PATH)).json()).toMatchObject({ reviewed: null })
  })

  it('know neither responses nor comments that are not there', async () => {
    const missing = PATH.replace('r1', 'r9')
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = method === 'PUT' ? { body: { corrections: [] } } : {}
      expect((await app.send(method, missing, body)).status).toBe(404)
    }
    const silent = PATH.replace('r1', 'r3')
    const sentiment = { op: 'comment-polarity', polarity: 'positive' }
    expect((await put([sentiment], silent)).status).toBe(422)
  })

  it('name the key that corrected, and want one that may write', async () => {
    const make = async (scopes: readonly string[]) =>
      (await (
        await app.send('POST', '/v1/keys', {
          body: { name: 'k', scopes },
          key: 'operator-key-of-tests-0123456789',
        })
      ).json()) as { id: string; secret: string }
    const [writer, reader] = [await make(['write', 'read']), await make(['read'])]
    const body = { corrections: [FLIP] }
    expect((await app.send('PUT', PATH, { body, key: reader.secret })).status).toBe(403)
    const answer = await app.send('PUT', PATH, { body, key: writer.secret })
    expect(reviewSchema.parse(await answer.json()).reviewed?.by).toBe(writer.id)
    expect((await app.send('GET', PATH, { key: reader.secret })).status).toBe(200)
  })
})
