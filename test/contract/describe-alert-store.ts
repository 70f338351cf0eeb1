import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewDelivery } from '../../src/domain/alert.ts'
import { createSurveyStore } from '../../src/store/create-survey-store.ts'
import type { Database } from '../../src/store/database.ts'
import type { SurveyData, SurveyStore, WorkspaceStore } from '../../src/store/survey-store.ts'
import { SETTINGS, tagged } from '../store/tagged-response.ts'

const AT = '2026-03-01T10:00:00.000Z'
const NOW = Date.parse(AT)

/** What alerts need of a store: rules, a queue that hands out each delivery once, a log. */
export function describeAlertStore(name: string, open: () => Promise<Database>): void {
  describe(`alert store contract: ${name}`, () => {
    let database: Database
    let store: SurveyStore
    let workspace: WorkspaceStore
    let data: SurveyData
    let count = 0

    beforeAll(async () => {
      database = await open()
      store = createSurveyStore(database)
      workspace = store.forWorkspace('acme')
      const target = { id: 'target', name: 'Care', url: 'https://hooks.example.com', createdAt: AT }
      await workspace.createWebhookTarget(target, 'secret')
      const survey = { id: 'wave', settings: SETTINGS, createdAt: AT }
      await workspace.createSurvey(survey)
      data = (await workspace.openSurvey('wave')) as SurveyData
    }, 60_000)
    afterAll(() => database.close())

    function delivery(more: Partial<NewDelivery> = {}): NewDelivery {
      const id = `msg_${++count}`
      return {
        id,
        ruleId: 'rule',
        targetId: 'target',
        eventKey: id,
        pauseKey: id,
        pauseFromMs: NOW,
        heldFor: null,
        kind: 'response',
        responseId: null,
        respondentId: null,
        accountId: null,
        themeId: null,
        payload: '{}',
        createdAtMs: NOW,
        ...more,
      }
    }

    const claim = (nowMs = NOW, limit = 100) =>
      store.claimDeliveries({ nowMs, leaseMs: 60_000, limit })

    const finish = (found: { id: string; attempt: number }) =>
      store.finishDelivery(found, {
        state: 'delivered',
        nextAtMs: NOW,
        status: 204,
        error: null,
        latencyMs: 7,
        endedAtMs: NOW,
      })

    const logged = async () => (await data.listDeliveries({ limit: 100, after: null })).entries

    it('keeps rules, the newer text over the older', async () => {
      const rule = { id: 'rule', targetId: 'target', createdAt: AT, updatedAt: AT }
      for (const body of ['{"a":1}', '{"a":2}']) await data.saveRule({ ...rule, body })
      expect(await data.findRule('rule')).toEqual({ ...rule, body: '{"a":2}' })
      expect(await data.listRules()).toHaveLength(1)
      expect(await data.findRule('nope')).toBe(null)
      expect(await store.listSurveysWithRules()).toEqual([
        { workspaceId: 'acme', surveyId: 'wave' },
      ])
    })

    it('queues an event once, however many ask at once', async () => {
      const twins = Array.from({ length: 5 }, () => delivery({ eventKey: 'one' }))
      await Promise.all(twins.map((twin) => data.addDeliveries([twin])))
      expect(await data.knownEvents(['one', 'two'])).toEqual(new Set(['one']))
      const claimed = await claim()
      expect(claimed).toHaveLength(1)
      expect(claimed[0]).toMatchObject({
        payload: '{}',
        attempt: 1,
        url: 'https://hooks.example.com',
        secret: 'secret',
      })
      for (const found of claimed) await finish(found)
    })

    it('gives each delivery to one of many who claim', async () => {
      await data.addDeliveries(Array.from({ length: 30 }, () => delivery()))
      const claims = await Promise.all(Array.from({ length: 8 }, () => claim(NOW, 10)))
      const ids = claims.flat().map(({ id }) => id)
      expect(ids).toHaveLength(30)
      expect(new Set(ids).size).toBe(30)
      for (const found of claims.flat()) await finish(found)
      expect(await store.nextDeliveryAt()).toBe(null)
    })

    it('gives a delivery out again when its claimer is lost, and then hears the second only', async () => {
      await data.addDeliveries([delivery()])
      const [first] = await claim()
      expect(await claim(NOW + 59_999)).toEqual([])
      expect(await store.nextDeliveryAt()).toBe(NOW + 60_000)
      const [second] = await claim(NOW + 60_000)
      expect(second).toMatchObject({ id: first?.id, attempt: 2 })
      if (!first || !second) throw new Error('expected two claims')
      await finish(first)
      expect((await logged())[0]).toMatchObject({ state: 'pending' })
      await finish(second)
      expect((await logged())[0]).toMatchObject({ state: 'delivered', lastStatus: 204 })
    })

    it('holds back what a pause forbids, and nothing for what was itself held', async () => {
      const about = { pauseKey: 'acme' }
      await data.addDeliveries([delivery({ ...about, createdAtMs: NOW })])
      await data.addDeliveries([delivery({ ...about, pauseFromMs: NOW - 1, createdAtMs: NOW + 5 })])
      await data.addDeliveries([
        delivery({ ...about, pauseFromMs: NOW, createdAtMs: NOW + 10, heldFor: 'silenced' }),
      ])
      await data.addDeliveries([delivery({ ...about, pauseFromMs: NOW, createdAtMs: NOW + 11 })])
      const states = (await logged()).slice(0, 4).map(({ state, lastError }) => [state, lastError])
      expect(states).toEqual([
        ['pending', null],
        ['held', 'silenced'],
        ['held', 'paused'],
        ['pending', null],
      ])
      for (const found of await claim(NOW + 20)) await finish(found)
    })

    it('lists what came since a time, also what replaced another', async () => {
      const save = (id: string, receivedAt: string) =>
        data.saveResponses({
          responses: [tagged({ id, score: 1 })],
          receivedAt,
          importId: null,
          usage: [],
        })
      await save('r1', AT)
      await save('r2', AT)
      await save('r3', '2026-03-02T10:00:00.000Z')
      await save('r1', '2026-03-03T10:00:00.000Z')
      const page = await data.listReceived({
        since: '2026-03-02T00:00:00.000Z',
        limit: 1,
        after: null,
      })
      expect(page.entries.map(({ id }) => id)).toEqual(['r1'])
      const rest = await data.listReceived({
        since: '2026-03-02T00:00:00.000Z',
        limit: 5,
        after: page.next,
      })
      expect(rest.entries.map(({ id }) => id)).toEqual(['r3'])
      expect(rest.next).toBe(null)
    })

    it('forgets what was sent about an erased respondent, answered or not', async () => {
      await data.addDeliveries([delivery({ respondentId: 'p9' })])
      expect(await workspace.eraseRespondent('p9')).toMatchObject({ surveyIds: ['wave'] })
      expect((await logged()).every(({ id }) => id !== `msg_${count}`)).toBe(true)
    })

    it('deletes an address with its rules, and ends what waits for it', async () => {
      await data.addDeliveries([delivery()])
      expect(await workspace.deleteWebhookTarget('target')).toBe(true)
      expect(await workspace.deleteWebhookTarget('target')).toBe(false)
      expect(await data.listRules()).toEqual([])
      expect((await logged())[0]).toMatchObject({ state: 'failed' })
      expect(await claim(NOW + 1_000_000)).toEqual([])
    })
  })
}
