import { describe, expect, it } from 'vitest'
import type { ResponseFacts } from '../../../src/domain/survey-columns.ts'
import { listBySegment } from '../../../src/insight/cases/list-by-segment.ts'
import { byRisk, passiveList, rankPassives } from '../../../src/insight/cases/passive-list.ts'
import { flagShare } from '../../../src/insight/numbers/flag-share.ts'
import { rankRequests } from '../../../src/insight/numbers/rank-requests.ts'

const CLAUSE = { text: 'it is dear', polarity: 'negative', valence: -0.4 } as const

function fact(id: string, more: Partial<ResponseFacts> = {}): ResponseFacts {
  return {
    id,
    respondentId: null,
    accountId: null,
    score: 7,
    scoreGroup: 'passive',
    time: null,
    valence: 0,
    clauses: [],
    flags: [],
    segments: {},
    ...more,
  }
}

describe('passives', () => {
  it('come by talk of leaving, then by how little content they are, then by id', () => {
    const facts = [
      fact('c'),
      fact('b'),
      fact('unhappy', { valence: -0.5 }),
      fact('leaving', { valence: 0.9, flags: ['churn-intent'] }),
      fact('promoter', { scoreGroup: 'promoter' }),
    ]
    expect(passiveList(facts).map(({ responseId }) => responseId)).toEqual([
      'leaving',
      'unhappy',
      'b',
      'c',
    ])
    const parts = [facts.slice(0, 2), facts.slice(2)].flatMap(rankPassives).sort(byRisk)
    expect(parts.map(({ entry }) => entry)).toEqual(passiveList(facts))
  })

  it('name the sharpest complaint about a theme, else the sharpest, else nothing', () => {
    const about = { ...CLAUSE, themeIds: ['price'] }
    const worse = { ...CLAUSE, text: 'awful', valence: -0.9, themeIds: [] }
    const praise = { ...CLAUSE, text: 'good', polarity: 'positive', themeIds: ['staff'] } as const
    const [one] = passiveList([fact('a', { clauses: [praise, worse, about] })])
    expect(one).toMatchObject({ themeId: 'price', quote: 'it is dear', isLeaving: false })
    const [two] = passiveList([fact('a', { clauses: [worse, praise] })])
    expect(two).toMatchObject({ themeId: null, quote: 'awful' })
    const [three] = passiveList([fact('a', { clauses: [praise] })])
    expect(three).toMatchObject({ themeId: null, quote: null })
  })
})

describe('lists and counts', () => {
  it('segments of a list: most first, ties by name, those without a value last; add up to the list', () => {
    const values = ['b', null, 'a', true, null, null, 'b', 'a']
    const found = listBySegment('plan', values)
    expect(found).toEqual([
      { value: 'a', responseCount: 2 },
      { value: 'b', responseCount: 2 },
      { value: 'true', responseCount: 1 },
      { value: null, responseCount: 3 },
    ])
    expect(listBySegment('plan', [])).toEqual([])
    expect(() => listBySegment('ageGroup', ['18'])).toThrow('no protected trait')
  })

  it('requests: themes with as many requests come by id, and none come without comments', () => {
    const themes = ['speed', 'price', 'staff'].map((id) => ({ id, label: id }))
    const asking = [
      fact('a', { clauses: [{ ...CLAUSE, themeIds: ['speed', 'price'] }] }),
      fact('b', {
        scoreGroup: 'detractor',
        clauses: [{ ...CLAUSE, themeIds: ['price', 'speed'] }],
      }),
    ]
    const options = { commentBase: 10, confLevel: 0.95 }
    const found = rankRequests(themes, asking, options)
    expect(found.map(({ id }) => id)).toEqual(['price', 'speed'])
    expect(found[0]).toMatchObject({ requestCount: 2, detractorCount: 1 })
    expect(rankRequests(themes, asking, { ...options, commentBase: 0 })).toEqual([])
  })

  it('a share of flags needs somebody who commented', () => {
    const options = { flag: 'competitor', confLevel: 0.95 } as const
    expect(flagShare({ hasUsableComment: [false] }, [['competitor']], options)).toBeNull()
    expect(flagShare({ hasUsableComment: [true] }, [['competitor']], options)?.count).toBe(1)
  })
})
