import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ResponseFilter, TaggedResponse } from '../../src/domain/survey.ts'
import { createSurveyStore } from '../../src/store/create-survey-store.ts'
import type { Database } from '../../src/store/database.ts'
import type {
  ResponseBatch,
  SurveyData,
  SurveyStore,
  WorkspaceStore,
} from '../../src/store/survey-store.ts'
import { SETTINGS, tagged } from '../store/tagged-response.ts'

const AT = '2026-03-01T10:00:00.000Z'
const LATER = '2026-03-01T10:05:00.000Z'

/** Every database under the store must pass this; a new driver adds one line, not one suite. */
export function describeSurveyStore(name: string, open: () => Promise<Database>): void {
  describe(`SurveyStore contract: ${name}`, () => {
    let database: Database
    let store: SurveyStore
    let surveyNumber = 0

    beforeAll(async () => {
      database = await open()
      store = createSurveyStore(database)
    }, 60_000)
    afterAll(async () => {
      await database.close()
    })

    /** A survey of its own for each test. */
    async function makeSurvey(
      workspace: WorkspaceStore = store.forWorkspace('acme')
    ): Promise<() => Promise<SurveyData>> {
      surveyNumber += 1
      const id = `survey-${surveyNumber}`
      await workspace.createSurvey({ id, settings: SETTINGS, createdAt: AT })
      return async () => (await workspace.openSurvey(id)) as SurveyData
    }

    const batch = (
      responses: readonly TaggedResponse[],
      more: Partial<ResponseBatch> = {}
    ): ResponseBatch => ({ responses, receivedAt: AT, importId: null, usage: [], ...more })

    const countsOf = async (data: SurveyData, filter: ResponseFilter = {}) =>
      (await data.countGroups(filter)).map(({ group, cluster, responseCount }) => [
        group.scoreGroup,
        group.pattern.map(({ themeId, polarity }) => `${themeId} ${polarity}`).join(', '),
        cluster,
        responseCount,
      ])

    const idsOf = async (data: SurveyData, filter: ResponseFilter) =>
      (await data.listResponses({ filter, limit: 100, after: null, order: 'oldest' })).entries.map(
        ({ id }) => id
      )

    describe('surveys', () => {
      it('gives back the settings that a survey was made with', async () => {
        const open = await makeSurvey()
        const { survey } = await open()
        expect(survey).toMatchObject({ ...SETTINGS, responseCount: 0, modelVersion: null })
      })

      it('refuses a second survey of the same id, in the same workspace only', async () => {
        const first = { id: 'twice', settings: SETTINGS, createdAt: AT }
        expect(await store.forWorkspace('acme').createSurvey(first)).toBe(true)
        expect(await store.forWorkspace('acme').createSurvey(first)).toBe(false)
        expect(await store.forWorkspace('other').createSurvey(first)).toBe(true)
      })

      it('lists surveys in pages', async () => {
        const workspace = store.forWorkspace('pages')
        for (const id of ['c', 'a', 'b']) {
          await workspace.createSurvey({ id, settings: SETTINGS, createdAt: AT })
        }
        const first = await workspace.listSurveys(2, null)
        expect(first.entries.map(({ id }) => id)).toEqual(['a', 'b'])
        const second = await workspace.listSurveys(2, first.next)
        expect([second.entries.map(({ id }) => id), second.next]).toEqual([['c'], null])
      })

      it('deletes a survey with its responses', async () => {
        const workspace = store.forWorkspace('deleting')
        await workspace.createSurvey({ id: 's', settings: SETTINGS, createdAt: AT })
        const data = await workspace.openSurvey('s')
        await data?.saveResponses(batch([tagged({ id: 'r1', score: 3, comment: 'slow' })]))
        expect(await workspace.deleteSurvey('s')).toBe(true)
        expect(await workspace.deleteSurvey('s')).toBe(false)
        expect(await workspace.openSurvey('s')).toBeNull()
        expect(await data?.findResponse('r1')).toBeNull()
      })
    })

    describe('workspaces', () => {
      it("never see each other's surveys, responses, keys or usage", async () => {
        const mine = store.forWorkspace('mine')
        const theirs = store.forWorkspace('theirs')
        for (const workspace of [mine, theirs]) {
          await workspace.createSurvey({ id: 'same', settings: SETTINGS, createdAt: AT })
        }
        const data = await theirs.openSurvey('same')
        await data?.saveResponses(
          batch(
            [tagged({ id: 'r1', respondentId: 'p1', comment: 'secret' }, [['price', 'negative']])],
            {
              usage: [{ day: '2026-03-01', metric: 'responses', amount: 1 }],
            }
          )
        )
        const key = { id: 'k-theirs', name: 'k', prefix: 'wsk_1', scopes: ['read'], createdAt: AT }
        await theirs.createKey({ ...key, scopes: ['read'] }, 'hash-theirs')

        const own = (await mine.openSurvey('same')) as SurveyData
        expect(await own.findResponse('r1')).toBeNull()
        expect(await idsOf(own, {})).toEqual([])
        expect(await idsOf(own, { themeId: 'price' })).toEqual([])
        expect(await own.countGroups({})).toEqual([])
        expect(await mine.listKeys()).toEqual([])
        expect(await mine.revokeKey('k-theirs', LATER)).toBe(false)
        expect(await mine.listUsage('2026-01-01', '2026-12-31')).toEqual([])
        expect(await mine.eraseRespondent('p1')).toEqual({ responseCount: 0, surveyIds: [] })
        expect(await mine.deleteSurvey('same')).toBe(true)
        expect(await data?.findResponse('r1')).toMatchObject({ comment: 'secret' })
      })
    })

    describe('responses', () => {
      it('come back as they were sent, whatever the letters', async () => {
        const open = await makeSurvey()
        const response = {
          id: 'r-ü',
          comment: "Slow 🐌 support; it's “bad”\nDROP TABLE responses; --",
          score: 3,
          at: '2026-03-01T10:00:00+01:00',
          respondentId: 'p7',
          accountId: 'acme',
          role: 'Head of Ops',
          segments: { plan: 'basic', tenureMonths: 18, 'is "new"': true },
        }
        const sent = tagged(response, [['support', 'negative']])
        const data = await open()
        await data.saveResponses(batch([sent], { importId: 'i1' }))
        expect(await data.findResponse('r-ü')).toEqual({
          ...response,
          position: expect.any(Number),
          scoreGroup: 'detractor',
          reading: sent.reading,
          mentions: sent.mentions,
          modelVersion: 1,
          receivedAt: AT,
          importId: 'i1',
        })
      })

      it('with a known id are replaced and counted once', async () => {
        const open = await makeSurvey()
        const data = await open()
        await data.saveResponses(
          batch([
            tagged({ id: 'r1', score: 3, comment: 'slow' }, [['speed', 'negative']]),
            tagged({ id: 'r2', score: 3, comment: 'slow' }, [['speed', 'negative']]),
          ])
        )
        await data.saveResponses(
          batch([tagged({ id: 'r1', score: 9, comment: 'fast' }, [['speed', 'positive']])])
        )
        expect(await countsOf(data)).toEqual([
          ['detractor', 'speed negative', null, 1],
          ['promoter', 'speed positive', null, 1],
        ])
        expect((await open()).survey.responseCount).toBe(2)
        expect(await data.knownIds(['r1', 'r3'])).toEqual(new Set(['r1']))
      })

      it('are kept whole in one batch of a thousand long comments', async () => {
        const data = await (await makeSurvey())()
        const comment = 'ü'.repeat(3_000)
        await data.saveResponses(
          batch(
            Array.from({ length: 1_000 }, (_, i) => tagged({ id: `r${i}`, score: i % 11, comment }))
          )
        )
        const counts = await data.countGroups({})
        expect(counts.reduce((sum, { responseCount }) => sum + responseCount, 0)).toBe(1_000)
        expect((await data.findResponse('r999'))?.comment).toBe(comment)
      })

      it('pushed at the same moment under the same ids are counted once', async () => {
        const open = await makeSurvey()
        const data = await open()
        const responses = ['r1', 'r2'].map((id) => tagged({ id, score: 3, comment: 'slow' }))
        await Promise.all(Array.from({ length: 8 }, () => data.saveResponses(batch(responses))))
        expect((await open()).survey.responseCount).toBe(2)
        expect(await countsOf(data)).toEqual([['detractor', '', null, 2]])
      })

      it('can be deleted one by one', async () => {
        const open = await makeSurvey()
        const data = await open()
        await data.saveResponses(batch([tagged({ id: 'r1', score: 3, comment: 'slow' })]))
        await data.saveThemeList('', {
          dataVersion: 2,
          modelVersion: 1,
          body: 'slow',
          computedAt: AT,
        })
        expect(await data.deleteResponse('r1')).toBe(true)
        expect(await data.deleteResponse('r1')).toBe(false)
        expect(await data.countGroups({})).toEqual([])
        expect(await data.findThemeList('')).toBeNull()
        expect((await open()).survey.responseCount).toBe(0)
      })

      it('are listed in pages, the newest first or the oldest first', async () => {
        const data = await (await makeSurvey())()
        await data.saveResponses(batch(['r1', 'r2', 'r3'].map((id) => tagged({ id }))))
        const pageIds = async (order: 'newest' | 'oldest') => {
          const first = await data.listResponses({ filter: {}, limit: 2, after: null, order })
          const next = await data.listResponses({ filter: {}, limit: 2, after: first.next, order })
          return [[...first.entries, ...next.entries].map(({ id }) => id), next.next]
        }
        expect(await pageIds('newest')).toEqual([['r3', 'r2', 'r1'], null])
        expect(await pageIds('oldest')).toEqual([['r1', 'r2', 'r3'], null])
      })
    })

    describe('filters', () => {
      const RESPONSES = [
        tagged(
          {
            id: 'a',
            score: 2,
            comment: 'Price rose 100% again, I may leave',
            at: '2026-01-10T00:00:00Z',
            accountId: 'acme',
            segments: { plan: 'basic', months: 18, isNew: true },
          },
          [['price', 'negative']]
        ),
        tagged(
          {
            id: 'b',
            score: 10,
            comment: 'Great price_value',
            at: '2026-02-10T00:00:00Z',
            accountId: 'zenith',
            segments: { plan: 'plus', months: 1.5, isNew: false },
          },
          [['price', 'positive']]
        ),
        tagged({ id: 'c', score: 8, comment: 'Support was slow', respondentId: 'p1' }, [
          ['support', 'negative'],
        ]),
      ]
      it.each([
        ['all', {}, ['a', 'b', 'c']],
        ['a theme', { themeId: 'price' }, ['a', 'b']],
        ['a theme and polarity', { themeId: 'price', polarity: 'negative' }, ['a']],
        ['a polarity', { polarity: 'negative' }, ['a', 'c']],
        ['a score group', { scoreGroup: 'passive' }, ['c']],
        ['an account', { accountId: 'zenith' }, ['b']],
        ['a respondent', { respondentId: 'p1' }, ['c']],
        ['a declared segment', { segments: { plan: ['basic'] } }, ['a']],
        ['two values of a segment', { segments: { plan: ['basic', 'plus'] } }, ['a', 'b']],
        ['a number', { segments: { months: ['18'] } }, ['a']],
        ['a fraction', { segments: { months: ['1.5'] } }, ['b']],
        ['a truth value', { segments: { isNew: ['false'] } }, ['b']],
        ['two fields at once', { segments: { plan: ['basic'], months: ['1.5'] } }, []],
        ['a text in any case', { q: 'PRICE' }, ['a', 'b']],
        ['a text with a per cent sign', { q: '100%' }, ['a']],
        ['a text with an underscore', { q: 'e_v' }, ['b']],
        ['a flag', { flag: 'churn-intent' }, ['a']],
        ['a start', { fromMs: Date.parse('2026-01-11T00:00:00Z') }, ['b']],
        ['an end', { toMs: Date.parse('2026-01-11T00:00:00Z') }, ['a']],
      ] satisfies [string, ResponseFilter, string[]][])(
        'by %s select the same responses in lists and in counts',
        async (_, filter, expected) => {
          const data = await (await makeSurvey())()
          await data.saveResponses(batch(RESPONSES))
          expect(await idsOf(data, filter)).toEqual(expected)
          const counts = await data.countGroups(filter)
          expect(counts.reduce((sum, { responseCount }) => sum + responseCount, 0)).toBe(
            expected.length
          )
        }
      )
    })

    describe('counts by group', () => {
      it('name respondents and accounts that answered more than once', async () => {
        const data = await (await makeSurvey())()
        await data.saveResponses(
          batch([
            tagged({ id: '1', score: 1, comment: 'x', respondentId: 'p1' }),
            tagged({ id: '2', score: 9, comment: 'x', respondentId: 'p1' }),
            tagged({ id: '3', score: 1, comment: 'x', respondentId: 'p2', accountId: 'acme' }),
            tagged({ id: '4', score: 1, comment: 'x', accountId: 'acme' }),
            tagged({ id: '5', score: 1, comment: 'x', accountId: 'acme' }),
            tagged({ id: '6', score: 1, comment: 'x' }),
          ])
        )
        expect(await countsOf(data)).toEqual([
          ['detractor', '', null, 2],
          ['detractor', '', 'acme', 2],
          ['detractor', '', 'p1', 1],
          ['promoter', '', 'p1', 1],
        ])
      })

      it('equal a count of the rows after many changes', async () => {
        const data = await (await makeSurvey())()
        for (let round = 0; round < 6; round++) {
          const responses = Array.from({ length: 40 }, (_, i) => {
            const number = (i * 7 + round * 13) % 97
            const theme = ['price', 'speed', 'support'][(number + round) % 3] ?? ''
            return tagged({ id: `r${number}`, score: (number + round) % 11, comment: 'x' }, [
              [theme, number % 2 === 0 ? 'negative' : 'positive'],
            ])
          })
          const unique = [...new Map(responses.map((r) => [r.id, r])).values()]
          await data.saveResponses(batch(unique))
          await data.deleteResponse(`r${(round * 13) % 97}`)
        }
        // A filter that every response passes but that groups cannot answer.
        expect(await countsOf(data, {})).toEqual(await countsOf(data, { q: 'x' }))
      })
    })

    describe('new tags', () => {
      it('replace the old ones and move the counts', async () => {
        const data = await (await makeSurvey())()
        const response = { id: 'r1', score: 3, comment: 'slow' }
        await data.saveResponses(batch([tagged(response, [['speed', 'negative']])]))
        const [outdated] = await data.listOutdated(2, 10)
        expect(outdated?.id).toBe('r1')
        await data.retagResponses([
          { ...tagged(response, [['pace', 'negative']], 2), position: outdated?.position ?? 0 },
        ])
        expect(await countsOf(data)).toEqual([['detractor', 'pace negative', null, 1]])
        expect(await data.listOutdated(2, 10)).toEqual([])
        expect((await data.findResponse('r1'))?.mentions[0]?.themeId).toBe('pace')
      })

      it('leave a response alone that was replaced meanwhile', async () => {
        const data = await (await makeSurvey())()
        await data.saveResponses(batch([tagged({ id: 'r1', score: 3, comment: 'slow' })]))
        const position = (await data.findResponse('r1'))?.position ?? 0
        await data.saveResponses(
          batch([tagged({ id: 'r1', score: 9, comment: 'fast' }, [['speed', 'positive']], 2)])
        )
        await data.retagResponses([
          {
            ...tagged({ id: 'r1', score: 3, comment: 'slow' }, [['speed', 'negative']], 2),
            position,
          },
        ])
        expect(await countsOf(data)).toEqual([['promoter', 'speed positive', null, 1]])
      })
    })

    describe('theme models', () => {
      const model = (id: string) =>
        ({ format: 'whyscore-theme-model', formatVersion: 1, id }) as const
      const theme = {
        id: 'price',
        label: 'Price',
        negativeLabel: 'High price',
        positiveLabel: 'Fair price',
        parentId: null,
        source: 'known',
        description: 'What it costs',
        isAffectOnly: false,
      } as const
      const added = {
        version: 1,
        model: model('m1'),
        themes: [theme],
        quality: null,
        origin: 'taxonomy',
        commentCount: 3,
        createdAt: AT,
      } as const

      it('are kept by version, the latest in use', async () => {
        const open = await makeSurvey()
        const data = await open()
        expect(await data.findModel()).toBeNull()
        expect(await data.addModel(added)).toBe(true)
        expect(await data.addModel({ ...added, version: 2, model: model('m2') })).toBe(true)
        expect(await data.findModel(1)).toEqual(added)
        expect((await data.findModel())?.model.id).toBe('m2')
        expect((await open()).survey.modelVersion).toBe(2)
      })

      it('are never overwritten by another of the same version', async () => {
        const data = await (await makeSurvey())()
        await data.addModel(added)
        expect(await data.addModel({ ...added, model: model('other') })).toBe(false)
        expect((await data.findModel())?.model.id).toBe('m1')
      })

      it('are found with the labels that the latest of them gave', async () => {
        const data = await (await makeSurvey())()
        await data.addModel({ ...added, themes: [theme, { ...theme, id: 'speed' }] })
        await data.addModel({ ...added, version: 2, themes: [{ ...theme, label: 'Cost' }] })
        const unknown = Array.from({ length: 200 }, (_, i) => `nothing-${i}`)
        const found = await data.findThemes(['price', 'speed', ...unknown])
        expect(found.map(({ id, label }) => `${id} ${label}`).sort()).toEqual([
          'price Cost',
          'speed Price',
        ])
      })

      it('can show themes later that they did not show at first', async () => {
        const data = await (await makeSurvey())()
        await data.addModel(added)
        await data.addThemes(1, [theme, { ...theme, id: 'speed', label: 'Speed' }])
        expect((await data.listThemes(1)).map(({ id }) => id)).toEqual(['price', 'speed'])
      })
    })

    describe('ranked lists', () => {
      it('are forgotten when a survey has very many, the oldest first, never that of the whole survey', async () => {
        const data = await (await makeSurvey())()
        const list = (minute: number) => ({
          dataVersion: 5,
          modelVersion: 1,
          body: 'list',
          computedAt: new Date(Date.parse(AT) + 60_000 * minute).toISOString(),
        })
        await data.saveThemeList('{}', list(0))
        for (let i = 1; i <= 205; i++) await data.saveThemeList(`filter-${i}`, list(i))
        const kept = async (key: string) => (await data.findThemeListVersion(key)) !== null
        expect([await kept('{}'), await kept('filter-1'), await kept('filter-4')]).toEqual([
          true,
          false,
          false,
        ])
        expect([await kept('filter-10'), await kept('filter-205')]).toEqual([true, true])
      })

      it('are not replaced by older ones', async () => {
        const data = await (await makeSurvey())()
        const list = { dataVersion: 5, modelVersion: 1, body: 'new', computedAt: LATER }
        await data.saveThemeList('plan=basic', list)
        await data.saveThemeList('plan=basic', { ...list, dataVersion: 4, body: 'old' })
        expect(await data.findThemeList('plan=basic')).toEqual(list)
        expect(await data.findThemeList('')).toBeNull()
      })

      it('know that the data changed', async () => {
        const open = await makeSurvey()
        const before = (await open()).survey.dataVersion
        await (await open()).saveResponses(batch([tagged({ id: 'r1' })]))
        expect((await open()).survey.dataVersion).toBeGreaterThan(before)
      })
    })

    describe('repeated requests', () => {
      const claim = (requestHash = 'h1', at = AT) => ({
        key: 'push-1',
        requestHash,
        at,
        staleBefore: at === AT ? '2026-03-01T09:59:00.000Z' : '2026-03-01T10:04:00.000Z',
        expiredBefore: '2026-02-28T10:00:00.000Z',
      })

      it('are forgotten after their time though no other comes', async () => {
        const data = await (await makeSurvey())()
        await data.claimIdempotencyKey(claim())
        await store.forgetIdempotencyKeys(AT)
        expect((await data.claimIdempotencyKey(claim('h2'))).state).toBe('running')
        await store.forgetIdempotencyKeys(LATER)
        expect((await data.claimIdempotencyKey(claim('h2'))).state).toBe('claimed')
      })

      it('are forgotten after their time, answered or not', async () => {
        const data = await (await makeSurvey())()
        await data.claimIdempotencyKey(claim())
        const idempotency = { key: 'push-1', answer: '{}' }
        await data.saveResponses(batch([tagged({ id: 'r1' })], { idempotency }))
        expect((await data.claimIdempotencyKey(claim('h2', LATER))).state).toBe('done')
        const late = { ...claim('h2', LATER), expiredBefore: LATER }
        expect((await data.claimIdempotencyKey(late)).state).toBe('claimed')
      })

      it('are told from first ones, also at the same moment', async () => {
        const data = await (await makeSurvey())()
        const claims = await Promise.all(
          Array.from({ length: 6 }, () => data.claimIdempotencyKey(claim()))
        )
        expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1)
      })

      it('get the answer that was kept with the batch', async () => {
        const data = await (await makeSurvey())()
        await data.claimIdempotencyKey(claim())
        await data.saveResponses(
          batch([tagged({ id: 'r1' })], { idempotency: { key: 'push-1', answer: '{"a":1}' } })
        )
        expect(await data.claimIdempotencyKey(claim('h2', LATER))).toEqual({
          state: 'done',
          requestHash: 'h1',
          answer: '{"a":1}',
        })
      })

      it('take over a claim that came to no end, if they are the same request', async () => {
        const data = await (await makeSurvey())()
        await data.claimIdempotencyKey(claim())
        expect((await data.claimIdempotencyKey(claim('h2', LATER))).state).toBe('running')
        expect((await data.claimIdempotencyKey(claim('h1', LATER))).state).toBe('claimed')
        await data.releaseIdempotencyKey('push-1')
        expect((await data.claimIdempotencyKey(claim('h2'))).state).toBe('claimed')
      })
    })

    describe('keys', () => {
      it('are found with the hash of their secret until revoked', async () => {
        const workspace = store.forWorkspace('keys')
        const key = { id: 'k1', name: 'ci', prefix: 'wsk_a', createdAt: AT }
        await workspace.createKey({ ...key, scopes: ['read', 'write'] }, 'hash-1')
        const kept = { ...key, workspaceId: 'keys', scopes: ['read', 'write'], revokedAt: null }
        expect(await store.hasKeys()).toBe(true)
        expect(await store.findKey('k1')).toEqual({ key: kept, secretHash: 'hash-1' })
        expect(await store.findKey('k2')).toBeNull()
        expect(await workspace.revokeKey('k1', LATER)).toBe(true)
        expect(await workspace.revokeKey('k1', LATER)).toBe(false)
        expect(await store.findKey('k1')).toBeNull()
        expect(await workspace.listKeys()).toEqual([{ ...kept, revokedAt: LATER }])
      })
    })

    describe('erasure', () => {
      it('removes a respondent from responses, counts, lists and kept answers', async () => {
        const workspace = store.forWorkspace('erasing')
        const open = await makeSurvey(workspace)
        const data = await open()
        await data.claimIdempotencyKey({
          key: 'k',
          requestHash: 'h',
          at: AT,
          staleBefore: AT,
          expiredBefore: '2026-01-01',
        })
        await data.saveResponses(
          batch(
            [
              tagged({ id: 'r1', score: 1, comment: 'my name is Ann', respondentId: 'p1' }),
              tagged({ id: 'r2', score: 9, comment: 'fine', respondentId: 'p2' }),
            ],
            { idempotency: { key: 'k', answer: 'r1' } }
          )
        )
        await data.saveThemeList('', {
          dataVersion: 2,
          modelVersion: 1,
          body: 'Ann',
          computedAt: AT,
        })
        expect(await workspace.eraseRespondent('p1')).toEqual({
          responseCount: 1,
          surveyIds: [data.survey.id],
        })
        expect(await idsOf(data, {})).toEqual(['r2'])
        expect(await countsOf(data)).toEqual([['promoter', '', null, 1]])
        expect(await data.findThemeList('')).toBeNull()
        expect((await open()).survey).toMatchObject({ responseCount: 1 })
        const again = {
          key: 'k',
          requestHash: 'h2',
          at: LATER,
          staleBefore: AT,
          expiredBefore: '2026-01-01',
        }
        expect((await data.claimIdempotencyKey(again)).state).toBe('claimed')
      })
    })

    describe('announced responses', () => {
      it('wait across restarts until they are fetched or given up', async () => {
        const open = await makeSurvey()
        const data = await open()
        const source = {
          id: `source-${data.survey.id}`,
          provider: 'surveymonkey',
          fields: { score: 'q1' },
          dataCenter: 'eu',
          toolSurveyId: '12',
          createdAt: AT,
        } as const
        await data.createWebhookSource(source, 'plain-secret')
        const plain = await store.listPlainSecrets()
        expect(plain).toContainEqual({ id: source.id, secret: 'plain-secret' })
        const choices = { q1: { c1: 3 } }
        await store.changeWebhookSource(source.id, { secret: 'sealed:1:x', choices })
        expect(await store.listPlainSecrets()).not.toContainEqual({
          id: source.id,
          secret: 'plain-secret',
        })
        expect(await store.findWebhookSource(source.id)).toEqual({
          source,
          secret: 'sealed:1:x',
          choices,
          workspaceId: 'acme',
          surveyId: data.survey.id,
        })
        await store.startFetch(source.id, '7', AT)
        const waiting = {
          workspaceId: 'acme',
          surveyId: data.survey.id,
          sourceId: source.id,
          responseId: '7',
        }
        expect(await store.listOpenFetches()).toContainEqual(waiting)
        const failed = {
          sourceId: source.id,
          responseId: '7',
          attemptCount: 5,
          error: 'no answer',
          isOver: true,
          updatedAt: LATER,
        }
        await store.noteFetch(failed)
        expect(await store.findFetch(source.id, '7')).toEqual(failed)
        expect(await store.listOpenFetches()).not.toContainEqual(waiting)
        expect(await data.listWebhookSources()).toEqual([{ source, fetches: [failed] }])
        await store.startFetch(source.id, '7', LATER)
        expect(await store.findFetch(source.id, '7')).toMatchObject({
          attemptCount: 0,
          isOver: false,
        })
        await store.endFetch(source.id, '7')
        expect(await store.findFetch(source.id, '7')).toBeNull()
        expect(await data.deleteWebhookSource(source.id)).toBe(true)
      })
    })

    describe('reviews', () => {
      const review = (by = 'key-1') => ({
        by,
        at: AT,
        corrections: [{ op: 'comment-polarity', polarity: 'positive', by, at: AT } as const],
      })
      const engineOf = ({ reading, mentions }: TaggedResponse) => ({ reading, mentions })
      const first = tagged({ id: 'r1', score: 3, comment: 'slow' }, [['speed', 'negative']])
      const second = tagged({ id: 'r2', score: 3, comment: 'late' }, [['speed', 'negative']])
      const corrected = tagged({ id: 'r1', score: 3, comment: 'slow' }, [['price', 'positive']])

      async function reviewed() {
        const open = await makeSurvey()
        const data = await open()
        await data.saveResponses(batch([first, second]))
        const { position } = (await data.findResponse('r1'))!
        const retag = { ...corrected, review: review(), engine: engineOf(first), position }
        await data.retagResponses([{ ...retag, reviewBefore: null }])
        return { open, data, retag }
      }

      it('come with their response, and their tags are counted', async () => {
        const { data } = await reviewed()
        expect(await data.findResponse('r1')).toMatchObject({
          mentions: corrected.mentions,
          review: review(),
          engine: engineOf(first),
        })
        expect(await countsOf(data)).toEqual([
          ['detractor', 'price positive', null, 1],
          ['detractor', 'speed negative', null, 1],
        ])
        expect(await data.findReviews(['r1', 'r2'])).toEqual([
          { responseId: 'r1', comment: 'slow', review: review() },
        ])
        const { entries, next } = await data.listReviewed(1, null)
        expect([entries.map(({ id }) => id), next]).toEqual([['r1'], null])
        expect((await data.listReviewed(1, entries[0]!.position)).entries).toEqual([])
      })

      it('are never overwritten by tags that were made without them', async () => {
        const { data, retag } = await reviewed()
        const { review: _, engine: __, ...without } = retag
        await data.retagResponses([{ ...without, mentions: [] }])
        await data.retagResponses([{ ...retag, review: review('key-2'), reviewBefore: null }])
        expect(await data.findResponse('r1')).toMatchObject({
          mentions: corrected.mentions,
          review: review('key-1'),
        })
        await data.retagResponses([{ ...without, reviewBefore: review() }])
        expect((await data.findResponse('r1'))?.review).toBeUndefined()
      })

      it('stay with the same comment, and then ask for tags that know them', async () => {
        const { data, retag } = await reviewed()
        const { position, ...again } = retag
        await data.saveResponses(batch([{ ...again, score: 9 }]))
        expect(await data.findResponse('r1')).toMatchObject({ review: review(), modelVersion: 1 })
        expect(await data.listOutdated(1, 10)).toEqual([])
        await data.saveResponses(batch([first]))
        expect(await data.findResponse('r1')).toMatchObject({ review: review() })
        expect((await data.listOutdated(1, 10)).map(({ id }) => id)).toEqual(['r1'])
      })

      it('go with another comment, a deletion, an erasure', async () => {
        const { data } = await reviewed()
        await data.saveResponses(batch([tagged({ id: 'r1', comment: 'fast' })]))
        expect(await data.findReviews(['r1'])).toEqual([])
        expect(await data.listOutdated(1, 10)).toEqual([])
        const other = await reviewed()
        await other.data.deleteResponse('r1')
        expect((await other.data.listReviewed(10, null)).entries).toEqual([])
      })
    })

    describe('usage', () => {
      it('adds up by day and metric', async () => {
        const workspace = store.forWorkspace('usage')
        const used = (day: string, amount: number) => ({ day, metric: 'responses', amount })
        await workspace.addUsage([used('2026-03-01', 2), used('2026-03-02', 1)])
        await workspace.addUsage([used('2026-03-01', 3), used('2026-04-01', 0)])
        expect(await workspace.listUsage('2026-03-01', '2026-12-31')).toEqual([
          used('2026-03-01', 5),
          used('2026-03-02', 1),
        ])
      })
    })
  })
}
