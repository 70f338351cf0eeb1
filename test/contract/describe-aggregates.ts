import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OTHER_THEME_ID, type TaggedResponse } from '../../src/domain/survey.ts'
import { createSurveyStore } from '../../src/store/create-survey-store.ts'
import type { Database } from '../../src/store/database.ts'
import type { SurveyData, WorkspaceStore } from '../../src/store/survey-store.ts'
import { SETTINGS, tagged } from '../store/tagged-response.ts'

const AT = '2026-03-01T10:00:00.000Z'

/** One write to a survey. */
type Step =
  | { readonly kind: 'push'; readonly responses: readonly TaggedResponse[] }
  | { readonly kind: 'retag'; readonly ids: readonly string[]; readonly theme: string }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'erase'; readonly respondentId: string }

const theme = fc.constantFrom('price', 'speed', OTHER_THEME_ID)
const id = fc.integer({ min: 0, max: 14 }).map((n) => `r${n}`)
const respondent = fc.constantFrom('p1', 'p2', 'p3')
const response = fc
  .record({
    id,
    score: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
    respondentId: fc.option(respondent, { nil: undefined }),
    accountId: fc.constantFrom('acme', 'zenith', undefined),
    plan: fc.constantFrom('basic', 'plus', undefined),
    themes: fc.uniqueArray(theme, { maxLength: 2 }),
    polarity: fc.constantFrom('negative' as const, 'positive' as const),
  })
  .map(({ id, score, respondentId, accountId, plan, themes, polarity }) =>
    tagged(
      {
        id,
        comment: 'x',
        ...(score !== undefined && { score }),
        ...(respondentId !== undefined && { respondentId }),
        ...(accountId !== undefined && { accountId }),
        ...(plan !== undefined && { segments: { plan } }),
      },
      themes.map((each) => [each, polarity] as const)
    )
  )
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      responses: fc.uniqueArray(response, { minLength: 1, maxLength: 6, selector: (r) => r.id }),
    }),
  },
  fc.record({ kind: fc.constant('retag' as const), ids: fc.array(id, { maxLength: 4 }), theme }),
  fc.record({ kind: fc.constant('delete' as const), id }),
  fc.record({ kind: fc.constant('erase' as const), respondentId: respondent })
)

function countEach<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Counts kept with every write must equal a count of the rows, whatever was written. */
export function describeAggregates(name: string, open: () => Promise<Database>): void {
  describe(`counts of the store: ${name}`, () => {
    let database: Database
    let workspace: WorkspaceStore
    let surveyNumber = 0
    beforeAll(async () => {
      database = await open()
      workspace = createSurveyStore(database).forWorkspace('counting')
    }, 60_000)
    afterAll(async () => {
      await database.close()
    })

    async function makeSurvey(): Promise<() => Promise<SurveyData>> {
      surveyNumber += 1
      const surveyId = `survey-${surveyNumber}`
      await workspace.createSurvey({ id: surveyId, settings: SETTINGS, createdAt: AT })
      return async () => (await workspace.openSurvey(surveyId)) as SurveyData
    }

    async function rowsOf(data: SurveyData) {
      const page = { filter: {}, limit: 100, after: null, order: 'oldest' } as const
      return (await data.listResponses(page)).entries
    }

    async function run(data: SurveyData, each: Step): Promise<void> {
      if (each.kind === 'push') {
        const { responses } = each
        await data.saveResponses({ responses, receivedAt: AT, importId: null, usage: [] })
      } else if (each.kind === 'delete') await data.deleteResponse(each.id)
      else if (each.kind === 'erase') await workspace.eraseRespondent(each.respondentId)
      else {
        const rows = (await rowsOf(data)).filter((row) => each.ids.includes(row.id))
        const tags = (row: (typeof rows)[number]) =>
          tagged({ ...row, id: row.id }, [[each.theme, 'negative']], 2)
        await data.retagResponses(rows.map((row) => ({ ...tags(row), position: row.position })))
      }
    }

    /** What the counts must be, from the rows alone. */
    function recount(rows: Awaited<ReturnType<typeof rowsOf>>) {
      const clusterOf = (row: (typeof rows)[number]) => row.respondentId ?? row.accountId ?? null
      const sizes = countEach(rows.map(clusterOf))
      const keys = rows.map((row) => {
        const cluster = clusterOf(row)
        const isRepeated = cluster !== null && (sizes.get(cluster) ?? 0) > 1
        const pairs = row.mentions.map((m) => `${m.themeId} ${m.polarity}`).sort()
        const plan = row.segments?.plan ?? null
        return JSON.stringify([row.scoreGroup, pairs, plan, isRepeated ? cluster : null])
      })
      return [...countEach(keys)].sort()
    }

    async function kept(data: SurveyData) {
      const groups = await data.countGroups({})
      return groups
        .map(({ group, cluster, responseCount }) => {
          const pairs = group.pattern.map((p) => `${p.themeId} ${p.polarity}`).sort()
          const plan = group.segments.plan ?? null
          return [JSON.stringify([group.scoreGroup, pairs, plan, cluster]), responseCount] as const
        })
        .sort()
    }

    it('never drift from the rows, whatever is pushed, replaced, tagged anew, deleted and erased', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          const open = await makeSurvey()
          const data = await open()
          for (const each of steps) await run(data, each)
          const rows = await rowsOf(data)
          expect(await kept(data)).toEqual(recount(rows))
          expect((await open()).survey.responseCount).toBe(rows.length)
          const isOther = (row: (typeof rows)[number]) =>
            row.mentions.every(({ themeId }) => themeId === OTHER_THEME_ID)
          expect(await data.countComments(OTHER_THEME_ID)).toEqual({
            commentCount: rows.length,
            otherCount: rows.filter(isOther).length,
          })
        }),
        { seed: 7, numRuns: 25 }
      )
    })

    it('count respondents whose responses were kept before they were looked for', async () => {
      const data = await (await makeSurvey())()
      const push = (ids: readonly string[]) =>
        run(data, {
          kind: 'push',
          responses: ids.map((each) => tagged({ id: each, score: 1, respondentId: 'p1' })),
        })
      await push(['r1'])
      expect(await kept(data)).toHaveLength(1)
      await push(['r2'])
      await push(['r2', 'r3'])
      expect(
        (await data.countGroups({})).map(({ cluster, responseCount }) => [cluster, responseCount])
      ).toEqual([['p1', 3]])
      await data.deleteResponse('r1')
      await data.deleteResponse('r3')
      expect((await data.countGroups({})).map(({ cluster }) => cluster)).toEqual([null])
    })

    it('lead to comments of a theme, the newest first', async () => {
      const data = await (await makeSurvey())()
      const responses = Array.from({ length: 9 }, (_, i) =>
        tagged(
          {
            id: `r${i}`,
            comment: `x ${i}`,
            score: i,
            segments: { plan: i % 2 ? 'plus' : 'basic' },
          },
          [[i % 3 === 0 ? 'price' : 'speed', 'negative']]
        )
      )
      await run(data, { kind: 'push', responses })
      const positionsOf = async (filter: Parameters<SurveyData['countGroups']>[0]) =>
        (await data.countGroups(filter))
          .filter(({ group }) => group.pattern[0]?.themeId === 'price')
          .map(({ groupPosition }) => groupPosition)
      const list = async (search: Parameters<SurveyData['listMentions']>[0]) =>
        (await data.listMentions(search)).map(({ responseId }) => responseId)
      const basic = { segments: { plan: ['basic'] } }
      expect(await list({ filter: {}, limit: 3 })).toEqual(['r8', 'r7', 'r6'])
      expect(await list({ filter: basic, limit: 4 })).toEqual(['r8', 'r6'])
      expect(await list({ filter: { q: 'x' }, limit: 2 })).toEqual(['r8', 'r7'])
      const all = await positionsOf({})
      expect(await list({ filter: {}, limit: 2, groupPositions: all })).toEqual(['r6', 'r3'])
      const some = await positionsOf(basic)
      expect(await list({ filter: basic, limit: 9, groupPositions: some })).toEqual(['r6', 'r0'])
      const filter = { q: '3' }
      expect(await list({ filter, limit: 9, groupPositions: await positionsOf(filter) })).toEqual([
        'r3',
      ])
    })

    it("never lead to another survey's comments", async () => {
      const [mine, theirs] = [await (await makeSurvey())(), await (await makeSurvey())()]
      const responses = [tagged({ id: 'r1', comment: 'secret' }, [['price', 'negative']])]
      await run(theirs, { kind: 'push', responses })
      const groupPositions = (await theirs.countGroups({})).map((g) => g.groupPosition)
      expect(await mine.listMentions({ filter: {}, limit: 9, groupPositions })).toEqual([])
    })
  })
}
