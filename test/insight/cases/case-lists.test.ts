import { describe, expect, it } from 'vitest'
import type { ResponseFacts } from '../../../src/domain/survey-columns.ts'
import { detractorCases, promoterList } from '../../../src/insight/cases/case-lists.ts'
import { departmentView } from '../../../src/insight/cases/department-view.ts'
import { routeOf } from '../../../src/insight/cases/route-cases.ts'
import { drawGroup, plantedSurvey, seededRandom } from '../planted-survey.ts'

const facts = (given: Partial<ResponseFacts>): ResponseFacts => ({
  id: 'r1',
  respondentId: null,
  accountId: null,
  score: 3,
  scoreGroup: 'detractor',
  time: null,
  valence: 0,
  clauses: [],
  flags: [],
  segments: {},
  ...given,
})

const ROUTING = {
  rows: [
    { team: 'Key accounts', accountIds: ['acme'] },
    { team: 'Scotland field', themeIds: ['outage'], segments: { region: ['Scotland'] } },
    { team: 'Network', themeIds: ['outage', 'speed'] },
    { team: 'Finance', themeIds: ['billing'] },
  ],
  defaultTeam: 'Care',
}

describe('routing of detractor feedback', () => {
  it.each([
    ['billing', null, {}, 'Finance'],
    ['outage', null, { region: 'Scotland' }, 'Scotland field'],
    ['outage', null, { region: 'Wales' }, 'Network'],
    ['outage', null, {}, 'Network'],
    ['billing', 'acme', {}, 'Key accounts'],
    ['billing', 'zeta', {}, 'Finance'],
    ['parking', null, {}, 'Care'],
    [null, null, {}, 'Care'],
  ])('theme %s, account %s, %j goes to %s: %s', (themeId, accountId, segments, team) => {
    expect(routeOf({ themeId, accountId, segments }, ROUTING)).toBe(team)
  })

  it('refuses a team without a name', () => {
    const item = { themeId: null, accountId: null, segments: {} }
    expect(() => routeOf(item, { rows: [], defaultTeam: ' ' })).toThrow('teams with a name')
  })
})

describe('closed loop: detractors', () => {
  it('each detractor appears once and has exactly one route', () => {
    const random = seededRandom(1)
    const responses = Array.from({ length: 300 }, (_, i) =>
      facts({
        id: `r${i}`,
        score: Math.floor(random() * 11),
        scoreGroup: drawGroup(random, 0.4, 0.3),
        clauses: [
          {
            text: 'x',
            polarity: 'negative',
            valence: -0.5,
            themeIds: [['billing', 'speed', 'parking'][i % 3] ?? ''],
          },
        ],
      })
    )
    const cases = detractorCases(responses, { routing: ROUTING })
    const expected = responses.filter((r) => r.scoreGroup === 'detractor').map((r) => r.id)
    expect(cases.map((c) => c.responseId).sort()).toEqual(expected.sort())
    const teams = ['Finance', 'Network', 'Care', 'Key accounts', 'Scotland field']
    expect(cases.filter((c) => !teams.includes(c.team))).toEqual([])
  })

  it('names the reason by the theme with the largest effect, and quotes its clause', () => {
    const clauses = [
      { text: 'a bit slow', polarity: 'negative', valence: -0.9, themeIds: ['speed'] },
      { text: 'billed twice', polarity: 'negative', valence: -0.4, themeIds: ['billing', 'other'] },
      { text: 'hopeless', polarity: 'negative', valence: -1, themeIds: [] },
      { text: 'nice people', polarity: 'positive', valence: 0.8, themeIds: ['support'] },
    ] as const
    const themeEffects = new Map([
      ['billing', 0.06],
      ['speed', 0.01],
    ])
    const [found] = detractorCases([facts({ clauses })], { routing: ROUTING, themeEffects })
    expect(found).toMatchObject({ themeId: 'billing', quote: 'billed twice', team: 'Finance' })
    const [plain] = detractorCases([facts({ clauses })], { routing: ROUTING })
    expect(plain?.themeId).toBe('speed')
    const [bare] = detractorCases([facts({ clauses: clauses.slice(2, 3) })], { routing: ROUTING })
    expect(bare).toMatchObject({ themeId: null, quote: 'hopeless', team: 'Care' })
  })

  it('the most urgent come first: low score, harsh words, speaks of leaving', () => {
    const responses = [
      facts({ id: 'mild', score: 6 }),
      facts({ id: 'leaving', score: 6, flags: ['churn-intent'], valence: -0.8 }),
      facts({ id: 'b-same', score: 0 }),
      facts({ id: 'a-same', score: 0 }),
      facts({ id: 'unscored', score: null }),
    ]
    const cases = detractorCases(responses, { routing: ROUTING })
    expect(cases.map((c) => c.responseId)).toEqual([
      'leaving',
      'a-same',
      'b-same',
      'unscored',
      'mild',
    ])
    expect(cases[0]?.reasons).toEqual(['score 6', 'strongly negative comment', 'speaks of leaving'])
    expect(cases[3]?.reasons).toEqual([])
    const same = detractorCases([facts({}), facts({})], { routing: ROUTING })
    expect(same).toHaveLength(2)
  })

  it('reads scales on which low is good, and refuses ends that coincide', () => {
    const [found] = detractorCases([facts({ score: 5 })], {
      routing: ROUTING,
      worstScore: 5,
      bestScore: 1,
    })
    expect(found?.severity).toBe(0.5)
    const options = { routing: ROUTING, worstScore: 1, bestScore: 1 }
    expect(() => detractorCases([facts({})], options)).toThrow('bestScore')
  })
})

describe('closed loop: promoters', () => {
  const praise = (text: string, valence = 0.8) =>
    ({ text, polarity: 'positive', valence, themeIds: ['engineers'] }) as const
  const promoter = (id: string, given: Partial<ResponseFacts>) =>
    facts({ id, score: 10, scoreGroup: 'promoter', ...given })

  it('come with a quotable sentence where consent was given', () => {
    const responses = [
      promoter('refused', {
        clauses: [praise('the engineers stayed until it worked')],
        segments: { mayQuote: 'no' },
      }),
      promoter('short', { clauses: [praise('great stuff')], segments: { mayQuote: true } }),
      promoter('masked', {
        clauses: [praise('•••••• from the team was a great help to us')],
        segments: { mayQuote: 'yes' },
      }),
      promoter('good', {
        clauses: [
          praise('they picked up the phone at once', 0.5),
          praise('the engineers stayed until it worked', 0.9),
        ],
        segments: { mayQuote: ' Yes ' },
      }),
      promoter('silent', { segments: { mayQuote: true } }),
      facts({ id: 'detractor' }),
    ]
    const found = promoterList(responses, 'mayQuote')
    expect(found.map((e) => [e.responseId, e.quoteStatus, e.themeId])).toEqual([
      ['good', 'quotable', 'engineers'],
      ['masked', 'nothing-to-quote', 'engineers'],
      ['refused', 'no-consent', 'engineers'],
      ['short', 'nothing-to-quote', 'engineers'],
      ['silent', 'nothing-to-quote', null],
    ])
    expect(found[0]?.quote).toBe('the engineers stayed until it worked')
    expect(found.slice(1).every((e) => e.quote === null)).toBe(true)
  })

  it('nobody is quoted without a field that says so; warmer comments come first', () => {
    const text = 'the engineers stayed until it worked'
    const found = promoterList(
      [
        promoter('a', { clauses: [praise(text)], valence: 0.2 }),
        promoter('b', { clauses: [praise(text)], valence: 0.9 }),
      ],
      null
    )
    expect(found.map((e) => [e.responseId, e.quote])).toEqual([
      ['b', null],
      ['a', null],
    ])
  })
})

describe('departments', () => {
  it('sums over departments equal the totals', () => {
    const columns = plantedSurvey([
      {
        mentions: [
          [0, 'negative'],
          [0, 'positive'],
          [1, 'negative'],
        ],
      },
      {
        mentions: [
          [1, 'neutral'],
          [2, 'positive'],
        ],
      },
      { mentions: [[2, 'negative']] },
    ])
    const owners = new Map([
      ['billing', 'Finance'],
      ['speed', 'Network'],
    ])
    const found = departmentView(columns, owners, 'Unassigned')
    expect(found.map((d) => [d.department, d.mentionCount, d.negativeCount])).toEqual([
      ['Network', 2, 1],
      ['Unassigned', 2, 1],
      ['Finance', 1, 1],
    ])
    expect(found.reduce((sum, d) => sum + d.mentionCount, 0)).toBe(5)
    expect(found.reduce((sum, d) => sum + d.positiveCount, 0)).toBe(2)
    expect(found[0]?.responseCount).toBe(2)
    expect(departmentView(plantedSurvey([]), owners, 'None').map((d) => d.mentionCount)).toEqual([
      0, 0, 0,
    ])
  })
})
