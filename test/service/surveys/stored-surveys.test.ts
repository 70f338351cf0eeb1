import { beforeEach, describe, expect, it } from 'vitest'
import { createEngine } from '../../../src/analysis/create-engine.ts'
import type { SurveyResponse } from '../../../src/domain/response.ts'
import { SCALES } from '../../../src/domain/scale.ts'
import { computeNow } from '../../../src/service/surveys/current-theme-list.ts'
import { pushResponses } from '../../../src/service/surveys/push-responses.ts'
import {
  deleteResponse,
  eraseRespondent,
  listResponses,
  readResponse,
} from '../../../src/service/surveys/response-verbs.ts'
import { createSurvey, readSurvey } from '../../../src/service/surveys/survey-verbs.ts'
import { listThemes, readSummary, readTheme } from '../../../src/service/surveys/theme-verbs.ts'
import { createStandInParts } from '../../stand-in-parts.ts'
import { createStoredHarness, type StoredHarness } from '../stored-harness.ts'

const ALL = { filter: {}, sort: 'effect', status: undefined, limit: 100, offset: 0 } as const

const COMMENTS = [
  'The price is dear',
  'Support was slow. The price is fair',
  'Good agent',
  'Invoices are late',
  'fast delivery of parcels',
  '',
  'Delivery was late. Support was bad',
]

/** Responses with every combination of comment and score that the effects need, some respondents twice. */
function makeResponses(count: number): SurveyResponse[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `r${i}`,
    comment: COMMENTS[(i * 5 + (i >> 3)) % COMMENTS.length] ?? '',
    score: (i * 7 + (i >> 2)) % 11,
    respondentId: i % 9 === 0 ? 'p-twice' : `p${i}`,
    segments: { plan: i % 3 === 0 ? 'basic' : 'plus', months: i % 24 },
  }))
}

describe('stored surveys', () => {
  let harness: StoredHarness
  beforeEach(async () => {
    harness = createStoredHarness()
    await createSurvey(harness.context, {
      id: 's',
      drivers: { adjustFor: ['plan'], minMentions: 5 },
    })
  })
  const push = (responses: readonly unknown[], idempotencyKey: string | null = null) =>
    pushResponses(harness.context, { surveyId: 's', body: { responses }, idempotencyKey })

  it('tag a response as it comes in', async () => {
    await push([{ id: 'r1', score: 2, comment: 'The price is dear' }])
    expect(await readResponse(harness.context, 's', 'r1')).toMatchObject({
      scoreGroup: 'detractor',
      mentions: [{ themeId: 'price', polarity: 'negative', start: 0, end: 17 }],
      modelVersion: 1,
    })
  })

  it('keep comments masked, with offsets that fit the masked comment', async () => {
    await push([{ id: 'r1', comment: 'Mail jo@acme.example. The price is dear' }])
    const response = await readResponse(harness.context, 's', 'r1')
    expect(response.comment).not.toContain('jo@acme')
    const [mention] = response.mentions.filter(({ themeId }) => themeId === 'price')
    expect(response.comment?.slice(mention?.start, mention?.end)).toBe(' The price is dear')
  })

  it('reject a bad row alone and refuse a push without a good one', async () => {
    const { result } = await push([{ id: 'r1', score: 3 }, { id: 'r2', score: 11 }, { id: 'r1' }])
    expect(result).toMatchObject({ acceptedCount: 1, replacedCount: 0 })
    expect(result.rejected.map(({ pointer }) => pointer)).toEqual([
      '/responses/1/score',
      '/responses/2/id',
    ])
    await expect(push([{ id: 'r3', score: 11 }])).rejects.toMatchObject({
      code: 'no-acceptable-response',
    })
  })

  it.each([[[]], [Array.from({ length: 1_001 }, (_, i) => ({ id: `${i}` }))]])(
    'refuse an empty push and one above a thousand',
    async (responses) => {
      await expect(push(responses)).rejects.toMatchObject({ code: 'invalid-request' })
    }
  )

  it('count a repeated request once, also when it comes several times at once', async () => {
    const responses = makeResponses(20)
    const pushes = await Promise.allSettled(
      Array.from({ length: 5 }, () => push(responses, 'key-1'))
    )
    const done = pushes.filter(({ status }) => status === 'fulfilled')
    expect(done.length).toBeGreaterThan(0)
    const { result, isReplayed } = await push(responses, 'key-1')
    expect([result.acceptedCount, result.replacedCount, isReplayed]).toEqual([20, 0, true])
    expect((await readSurvey(harness.context, 's')).responseCount).toBe(20)
    const usage = await harness.context.store.listUsage('2026-03-01', '2026-03-01')
    expect(usage.find(({ metric }) => metric === 'responses')?.amount).toBe(20)
  })

  it('refuse other responses under a used idempotency key', async () => {
    await push([{ id: 'r1' }], 'key-1')
    await expect(push([{ id: 'r2' }], 'key-1')).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    })
  })

  it('accept a corrected request after one that was refused under the same key', async () => {
    await expect(push([{ id: 'r1', score: 99 }], 'key-1')).rejects.toThrow()
    expect((await push([{ id: 'r1', score: 9 }], 'key-1')).isReplayed).toBe(false)
  })

  it('find themes of their own at the thirtieth comment and tag what came before with them', async () => {
    const late = (count: number, from = 0) =>
      Array.from({ length: count }, (_, i) => ({
        id: `d${from + i}`,
        score: 1,
        comment: 'Parcels are late',
      }))
    await push(late(29))
    await computeNow(harness.context, 's', {})
    expect((await readResponse(harness.context, 's', 'd0')).mentions[0]?.themeId).toBe('other')
    await push(late(1, 29))
    const { answer } = await readSummary(harness.context, 's', {})
    await computeNow(harness.context, 's', {})
    expect((await readResponse(harness.context, 's', 'd0')).mentions[0]?.themeId).toBe('parcels')
    expect(answer.isStale).toBe(true)
    expect((await readSummary(harness.context, 's', {})).answer.themeModel).toMatchObject({
      version: 2,
      origin: 'discovery',
    })
  })

  it('show the figures of a fresh analysis of the same responses', async () => {
    const responses = makeResponses(400)
    await push(responses.slice(0, 150))
    await push(responses.slice(150))
    await push(responses.slice(100, 160).map((r) => ({ ...r, score: 0 })))
    await push(responses.slice(100, 160))
    const stored = await computeNow(harness.context, 's', {})
    const fresh = await createEngine(createStandInParts()).analyse({
      question: 'reason',
      scale: SCALES.nps,
      responses,
      rejected: [],
      themes: { taxonomy: 'auto', discover: true, maxThemes: 25, model: null },
      drivers: { adjustFor: ['plan'], confLevel: 0.95, minMentions: 5 },
      include: [],
      seed: 1,
    })
    const { otherShare, coverage, ...summary } = stored.summary
    const { coverage: _, ...freshSummary } = fresh.summary
    expect(summary).toEqual(freshSummary)
    expect(stored.themes.length).toBeGreaterThan(4)
    expect(stored.themes.map(({ quotes, ...theme }) => theme)).toEqual(fresh.themes)
    expect(stored.drivers).toEqual(fresh.drivers)
    expect(stored.drivers.clustering).toMatchObject({ largestCluster: 45 })
    const codes = new Set(stored.warnings.map(({ code }) => code))
    expect(stored.warnings).toEqual(fresh.warnings.filter(({ code }) => codes.has(code)))
  })

  it('answer filters with the figures of those responses alone', async () => {
    const responses = makeResponses(200)
    await push(responses)
    const basic = responses.filter(({ segments }) => segments?.plan === 'basic')
    const { answer } = await readSummary(harness.context, 's', { segments: { plan: ['basic'] } })
    expect(answer.summary.responseCount).toBe(basic.length)
    const undeclared = await readSummary(harness.context, 's', { segments: { months: ['3'] } })
    expect(undeclared.answer.summary.responseCount).toBe(
      responses.filter(({ segments }) => segments?.months === 3).length
    )
  })

  it('serve a young list as it is and compute it anew later', async () => {
    await push(makeResponses(40))
    const first = await listThemes(harness.context, 's', ALL)
    await push([{ id: 'new', score: 1, comment: 'The price is dear' }])
    const young = await listThemes(harness.context, 's', ALL)
    expect(young.answer.isStale).toBe(true)
    expect(young.answer.themes).toEqual(first.answer.themes)
    expect(harness.tasks.at(-1)).toEqual({ kind: 'refresh', workspaceId: 'default', surveyId: 's' })
    harness.passMs(1_000)
    const later = await listThemes(harness.context, 's', ALL)
    expect(later.answer.isStale).toBe(false)
    expect(later.listVersion).not.toBe(first.listVersion)
  })

  it('sort and page themes and give one alone', async () => {
    await push(makeResponses(200))
    const byLabel = await listThemes(harness.context, 's', { ...ALL, sort: 'label' })
    const labels = byLabel.answer.themes.map(({ label }) => label)
    expect(labels).toEqual([...labels].sort())
    const second = await listThemes(harness.context, 's', {
      ...ALL,
      sort: 'label',
      limit: 2,
      offset: 2,
    })
    expect(second.answer.themes.map(({ label }) => label)).toEqual(labels.slice(2, 4))
    const one = await readTheme(harness.context, 's', { themeId: 'price', filter: {} })
    expect(one.answer.theme.quotes?.length).toBeGreaterThan(0)
    await expect(
      readTheme(harness.context, 's', { themeId: 'nope', filter: {} })
    ).rejects.toMatchObject({ code: 'theme-not-found' })
  })

  it('quote comments from where they say so', async () => {
    await push(makeResponses(60))
    const { answer } = await listThemes(harness.context, 's', ALL)
    const quotes = answer.themes.flatMap((theme) => theme.quotes ?? [])
    expect(quotes.length).toBeGreaterThan(3)
    for (const { responseId, start, end, text } of quotes) {
      const { comment } = await readResponse(harness.context, 's', responseId)
      expect(comment?.slice(start, end)).toBe(text)
    }
  })

  it('quote first what stands alone', async () => {
    const comments = [
      'The price doubled and nobody told us, and the price is far too expensive for what it is',
      'Far too expensive now for what it is, the price',
      'expensive',
    ]
    await push(comments.map((comment, i) => ({ id: `q${i}`, score: 3, comment })))
    const { answer } = await listThemes(harness.context, 's', ALL)
    const [first] = answer.themes.find(({ id }) => id === 'price')?.quotes ?? []
    expect(first?.text).toBe(comments[1])
  })

  it('leave no trace of an erased respondent', async () => {
    await push(makeResponses(40))
    await push([{ id: 'x', score: 0, comment: 'Zebra support was slow', respondentId: 'p-erased' }])
    await computeNow(harness.context, 's', {})
    expect(JSON.stringify(await listThemes(harness.context, 's', ALL))).toContain('Zebra')
    expect(await eraseRespondent(harness.context, 'p-erased')).toEqual({
      responseCount: 1,
      surveyIds: ['s'],
    })
    expect(JSON.stringify(await listThemes(harness.context, 's', ALL))).not.toContain('Zebra')
    expect((await readSummary(harness.context, 's', {})).answer.summary.responseCount).toBe(40)
    const page = { filter: { q: 'zebra' }, limit: 10, after: null, order: 'newest' } as const
    expect((await listResponses(harness.context, 's', page)).entries).toEqual([])
  })

  it('say so when something is not there', async () => {
    await expect(readSurvey(harness.context, 'nope')).rejects.toMatchObject({
      code: 'survey-not-found',
    })
    await expect(readResponse(harness.context, 's', 'nope')).rejects.toMatchObject({
      code: 'response-not-found',
    })
    await expect(deleteResponse(harness.context, 's', 'nope')).rejects.toMatchObject({
      code: 'response-not-found',
    })
  })

  it('give an empty list for a survey without responses', async () => {
    const { answer } = await listThemes(harness.context, 's', ALL)
    expect(answer).toMatchObject({ themes: [], themeModel: null, isStale: false })
    expect((await readSummary(harness.context, 's', {})).answer.summary).toMatchObject({
      responseCount: 0,
      npsPoints: null,
    })
  })
})
