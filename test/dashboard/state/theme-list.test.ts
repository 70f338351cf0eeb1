import { describe, expect, it } from 'vitest'
import { parseRoute } from '../../../src/dashboard/state/route.ts'
import { listedThemes, listLook } from '../../../src/dashboard/state/theme-list.ts'
import type { AnalysedTheme } from '../../../src/http/client-types.ts'

const effect = (estimate: number) => ({
  estimate,
  confLow: estimate - 0.01,
  confHigh: estimate + 0.01,
  confLevel: 0.95,
  method: 'm',
  base: 100,
  pValue: 0.5,
  qValue: 0.5,
})

type Figures = {
  readonly rank: number
  readonly mentions: number
  readonly detractors: number
  readonly promoters: number
  readonly nps: number
}

function theme(label: string, figures: Figures): AnalysedTheme {
  return {
    id: label,
    label,
    source: 'known',
    parentId: null,
    status: 'ranked',
    rank: figures.rank,
    mentionCount: figures.mentions,
    mentionShare: 0.1,
    negativeCount: 1,
    neutralCount: 1,
    positiveCount: 1,
    detractorShare: figures.detractors,
    npsPoints: 0,
    effect: {
      onDetractorShare: effect(0.1 - figures.rank / 100),
      onPromoterShare: effect(figures.promoters),
      onNpsPoints: effect(figures.nps),
      leaveOut: { npsPoints: 0, detractorShare: 0 },
      recoverableDetractors: 1,
      stability: null,
    },
    flags: [],
  }
}

const THEMES = [
  theme('Billing', { rank: 1, mentions: 5, detractors: 0.5, promoters: 0.01, nps: -2 }),
  theme('Support', { rank: 2, mentions: 9, detractors: 0.4, promoters: 0.03, nps: -4 }),
  theme('Price', { rank: 3, mentions: 7, detractors: 0.9, promoters: -0.01, nps: 1 }),
  {
    ...theme('Rare', { rank: 4, mentions: 1, detractors: 0, promoters: 0, nps: 0 }),
    status: 'insufficient',
  },
] satisfies AnalysedTheme[]

const listed = (query: string) =>
  listedThemes(THEMES, 'ranked', listLook(parseRoute(`#/themes?${query}`))).map((t) => t.label)

describe('the ranked list', () => {
  it.each([
    ['', ['Billing', 'Support', 'Price']],
    ['order=reversed', ['Price', 'Support', 'Billing']],
    ['sort=mentions', ['Support', 'Price', 'Billing']],
    ['sort=detractors', ['Price', 'Billing', 'Support']],
    ['sort=label', ['Billing', 'Price', 'Support']],
    ['outcome=promoters', ['Support', 'Billing', 'Price']],
    ['outcome=nps', ['Support', 'Billing', 'Price']],
    ['q=PRI', ['Price']],
    ['sort=nonsense&outcome=nonsense', ['Billing', 'Support', 'Price']],
  ])('of %j is %j', (query, labels) => {
    expect(listed(query)).toEqual(labels)
  })

  it('keeps themes of another status apart', () => {
    const rare = listedThemes(THEMES, 'insufficient', listLook(parseRoute('#/themes')))
    expect(rare.map(({ label }) => label)).toEqual(['Rare'])
  })
})
