import { describe, expect, it } from 'vitest'
import { joinResponses } from '../../../src/service/insight/join-responses.ts'
import { readRouting } from '../../../src/service/insight/read-routing.ts'
import {
  readBucketRule,
  readSegmentFields,
  resolveField,
} from '../../../src/service/insight/resolve-field.ts'
import { readAnalysisRequest } from '../../../src/service/request/read-analysis-request.ts'
import { createStandInEngine } from '../../stand-in-engine.ts'

const mention = (themeId: string, start: number, end: number, polarity = 'negative') =>
  ({ themeId, start, end, polarity, valence: -0.5, confidence: 1 }) as never

async function joined(responses: readonly object[], scale?: object) {
  const { request } = readAnalysisRequest({ responses, ...(scale && { scale }) }, 100)
  const analysis = await createStandInEngine().analyse({ ...request, include: ['responses'] })
  const [first, ...rest] = analysis.responses ?? []
  const theme = (id: string, source: string, status: string) =>
    ({ id, label: id, source, status, effect: null, parentId: null }) as never
  return joinResponses(request, {
    ...analysis,
    themes: [
      theme('billing', 'known', 'ranked'),
      theme('other', 'other', 'insufficient'),
      theme('affect', 'discovered', 'affect-only'),
    ],
    responses: first
      ? [
          {
            ...first,
            content: 'opinion',
            mentions: [
              mention('billing', 0, 12),
              mention('other', 0, 12),
              mention('affect', 13, 20),
            ],
          },
          ...rest,
        ]
      : [],
  })
}

describe('joining responses with their analysis', () => {
  it('masks what may be shown, leaves the catch-all theme out, keeps canonical order', async () => {
    const responses = [
      { id: 'b', comment: 'write jo@acme.example awful', score: 3, at: '2026-01-01T00:00:00Z' },
      { id: 'a', comment: 'aa', score: 9, role: 'CFO', segments: { plan: 'x' } },
    ]
    const { columns, facts, worstScore, bestScore } = await joined(responses)
    expect(facts.map((f) => f.id)).toEqual(['a', 'b'])
    expect(columns.themes.map((t) => t.id)).toEqual(['billing', 'affect'])
    expect(columns.themes[1]?.isAffectOnly).toBe(true)
    expect(columns.mentions).toEqual([
      { response: 1, theme: 0, polarity: 'negative' },
      { response: 1, theme: 1, polarity: 'negative' },
    ])
    expect(facts[1]?.clauses[0]).toMatchObject({ text: 'write ••••••', themeIds: ['billing'] })
    expect(columns.times).toEqual([null, Date.UTC(2026, 0, 1)])
    expect(columns.segments).toEqual({ plan: ['x', null] })
    expect([worstScore, bestScore]).toEqual([0, 10])
  })

  it('turns the ends of a scale on which low is good', async () => {
    const scale = { min: 1, max: 5, detractorMin: 4, promoterMax: 1 }
    const { worstScore, bestScore } = await joined([{ id: 'a', score: 1 }], scale)
    expect([worstScore, bestScore]).toEqual([5, 1])
  })
})

describe('fields and buckets as typed', () => {
  const fields = ['Plan', 'Tenure (months)', 'tenure code', 'Region']

  it('finds a field regardless of case and by its beginning', () => {
    expect(resolveField('plan', fields)).toBe('Plan')
    expect(resolveField('reg', fields)).toBe('Region')
    expect(resolveField('tenure code', fields)).toBe('tenure code')
    expect(() => resolveField('tenure', fields)).toThrow('one of Plan')
    expect(() => resolveField('', fields)).toThrow('one of Plan')
    expect(() => resolveField('x', [])).toThrow('it has none'.slice(3))
  })

  it.each([
    ['auto', { kind: 'auto' }],
    ['categories', { kind: 'categories' }],
    ['quantiles:4', { kind: 'quantiles', count: 4 }],
    ['edges:10,50', { kind: 'edges', edges: [10, 50] }],
    ['lifecycle:days', { kind: 'lifecycle', unit: 'days' }],
    ['order:trial > year 1>later', { kind: 'ordered', order: ['trial', 'year 1', 'later'] }],
  ])('%s', (text, rule) => expect(readBucketRule(text)).toEqual(rule))

  it('refuses other rules, and puts tenure into stages by itself', () => {
    expect(() => readBucketRule('lifecycle:weeks')).toThrow('bucket')
    const rules = new Map([['plan', 'categories']])
    const units = ['Tenure (months)', 'Tenure days', 'years (tenure)', 'Plan']
    expect(readSegmentFields(units, rules, units).map((f) => f.rule)).toEqual([
      { kind: 'lifecycle', unit: 'months' },
      { kind: 'lifecycle', unit: 'days' },
      { kind: 'lifecycle', unit: 'years' },
      { kind: 'categories' },
    ])
  })
})

describe('routing tables', () => {
  it('are read with all their conditions', () => {
    const table = {
      rows: [{ team: 'A', themeIds: ['x'], segments: { plan: ['p', 1, true] }, accountIds: ['z'] }],
      defaultTeam: 'B',
    }
    expect(readRouting(table)).toEqual(table)
    expect(readRouting({ rows: [{ team: 'A' }], defaultTeam: 'B' }).rows).toEqual([{ team: 'A' }])
  })
})
