import { beforeEach, describe, expect, it } from 'vitest'
import { computeNow, currentThemeList } from '../../../src/service/surveys/current-theme-list.ts'
import { createListCache } from '../../../src/service/surveys/list-cache.ts'
import { pushResponses } from '../../../src/service/surveys/push-responses.ts'
import { eraseRespondent } from '../../../src/service/surveys/response-verbs.ts'
import type { SurveyContext } from '../../../src/service/surveys/survey-context.ts'
import { createSurvey, deleteSurvey } from '../../../src/service/surveys/survey-verbs.ts'
import { createStoredHarness, type StoredHarness } from '../stored-harness.ts'

const row = (body: string, dataVersion = 1) => ({
  dataVersion,
  modelVersion: 1,
  body,
  computedAt: '2026-03-01T10:00:00.000Z',
})

describe('lists in memory', () => {
  it('are given up when they grow too large, those asked for last stay', () => {
    const cache = createListCache(30)
    for (const place of ['a', 'b', 'c']) cache.keep(place, row('{"x":1234}'))
    cache.find('a')
    cache.keep('d', row('{"x":1234}'))
    const kept = ['a', 'b', 'c', 'd'].map((place) => cache.find(place) !== undefined)
    expect(kept).toEqual([true, false, true, true])
  })

  it('are computed once for all who ask meanwhile, and again after a failure', async () => {
    const cache = createListCache()
    let count = 0
    const compute = async () => {
      count += 1
      if (count === 1) throw new Error('no luck')
      return cache.keep('a', row('{}'))
    }
    const [first, second] = [cache.once('a', compute), cache.once('a', compute)]
    await expect(first).rejects.toThrow('no luck')
    await expect(second).rejects.toThrow('no luck')
    expect((await cache.once('a', compute)).dataVersion).toBe(1)
    expect(count).toBe(2)
  })
})

describe('the ranked list of a large survey', () => {
  let harness: StoredHarness
  let context: SurveyContext
  let computed: string[]
  beforeEach(async () => {
    harness = createStoredHarness()
    computed = []
    context = {
      ...harness.context,
      refresh: { debounceMs: 1_000, inlineResponseCount: 0 },
      computeList: async (job) => {
        computed.push(JSON.stringify(job.filter))
        await harness.context.computeList(job)
      },
    }
    await createSurvey(context, { id: 's', segmentFields: ['plan'] })
    await push([{ id: 'r1', score: 2, comment: 'The price is dear', respondentId: 'p1' }])
    harness.tasks.length = 0
  })
  const push = (responses: readonly unknown[]) =>
    pushResponses(context, { surveyId: 's', body: { responses }, idempotencyKey: null })
  const list = (filter = {}) => currentThemeList(context, 's', filter)

  it('is computed once for readers who come together, each filter apart', async () => {
    const basic = { segments: { plan: ['basic'] } }
    await Promise.all([list(), list(), list(basic), list()])
    expect(computed.sort()).toEqual([JSON.stringify(basic), '{}'].sort())
    expect(await list()).toBe(await list())
  })

  it('is served as it was while a new one is made, and the new one is asked for once', async () => {
    const old = await list({ scoreGroup: 'detractor' })
    await push([{ id: 'r2', score: 3, comment: 'Support was slow' }])
    harness.tasks.length = 0
    for (let reader = 0; reader < 5; reader++) {
      const shown = await list({ scoreGroup: 'detractor' })
      expect([shown.isStale, shown.computedAt]).toEqual([true, old.computedAt])
    }
    const task = { kind: 'refresh', workspaceId: 'default', surveyId: 's' }
    expect(harness.tasks).toEqual([{ ...task, filter: { scoreGroup: 'detractor' } }])
    harness.passMs(1_000)
    await computeNow(harness.context, 's', { scoreGroup: 'detractor' })
    const fresh = await list({ scoreGroup: 'detractor' })
    expect([fresh.isStale, fresh.summary.responseCount]).toEqual([false, 2])
  })

  it('shows nothing of an erased respondent, though it was in memory', async () => {
    expect(JSON.stringify(await list())).toContain('dear')
    await eraseRespondent(context, 'p1')
    expect(JSON.stringify(await list())).not.toContain('dear')
  })

  it('is not that of a deleted survey of the same id', async () => {
    await list()
    await deleteSurvey(context, 's')
    harness.passMs(5)
    await createSurvey(context, { id: 's' })
    expect((await list()).summary.responseCount).toBe(0)
  })
})
