import { describe, expect, it } from 'vitest'
import { npsInterval } from '../../src/stats/nps.ts'
import { drawGroup, seededRandom } from '../insight/planted-survey.ts'
import { readFixture } from './read-fixture.ts'

const SURVEY = readFixture<{
  rows: { detractor: number; promoter: number }[]
  score: { nps: number; stdError: number }
}>('r/survey.json')

const groups = (detractors: number, passives: number, promoters: number) => ({
  detractors,
  passives,
  promoters,
})

describe('NPS of a survey', () => {
  it('is the mean of -100, 0 and 100; of a large survey the margin is that of a mean (R)', () => {
    const detractors = SURVEY.rows.filter((r) => r.detractor === 1).length
    const promoters = SURVEY.rows.filter((r) => r.promoter === 1).length
    const passives = SURVEY.rows.length - detractors - promoters
    const figure = npsInterval(groups(detractors, passives, promoters), 0.95)
    expect(figure.estimate).toBeCloseTo(SURVEY.score.nps, 10)
    const half = (figure.confHigh - figure.confLow) / 2
    expect(Math.abs(half / (1.959964 * SURVEY.score.stdError) - 1)).toBeLessThan(0.02)
  })

  it('is 30 with 14.2 to 44.1 for 20 detractors, 30 passives, 50 promoters', () => {
    const figure = npsInterval(groups(20, 30, 50), 0.95)
    expect(figure.estimate).toBe(30)
    // By hand: centre 100 · 30 / 103, half 1.96 · 100 · √((71.5 / 103 − (30 / 103)²) / 103).
    expect(figure.confLow).toBeCloseTo(14.06, 1)
    expect(figure.confHigh).toBeCloseTo(44.2, 1)
    expect(figure).toMatchObject({ base: 100, method: 'nps-adjusted-wald', confLevel: 0.95 })
  })

  it('does not move with a passive respondent’s share of detractors and promoters equal', () => {
    expect(npsInterval(groups(10, 0, 10), 0.95).estimate).toBe(0)
    expect(npsInterval(groups(10, 1, 10), 0.95).estimate).toBe(0)
  })

  it('widens with a smaller effective base', () => {
    const width = (effectiveBase?: number) => {
      const { confLow, confHigh } = npsInterval(groups(20, 30, 50), 0.95, effectiveBase)
      return confHigh - confLow
    }
    expect(width(25) / width()).toBeGreaterThan(1.8)
  })

  it('refuses an empty base and negative counts', () => {
    expect(() => npsInterval(groups(0, 0, 0), 0.95)).toThrow(
      'base of NPS: expected more than 0, got 0'
    )
    expect(() => npsInterval(groups(-1, 0, 5), 0.95)).toThrow(
      'score group: expected 0 or more, got -1'
    )
  })

  it('covers the truth at its level in small and lopsided groups, where the plain interval does not', () => {
    const random = seededRandom(3)
    for (const [detractors, promoters, base] of [
      [0.02, 0.9, 8],
      [0.38, 0.35, 8],
      [0.1, 0.6, 20],
      [0.38, 0.35, 150],
    ] as const) {
      let covered = 0
      for (let run = 0; run < 1500; run++) {
        const counts = { detractors: 0, passives: 0, promoters: 0 }
        for (let i = 0; i < base; i++) counts[`${drawGroup(random, detractors, promoters)}s`]++
        const { confLow, confHigh } = npsInterval(counts, 0.95)
        const truth = 100 * (promoters - detractors)
        if (confLow <= truth && truth <= confHigh) covered++
      }
      expect(covered / 1500).toBeGreaterThan(0.932)
    }
  })
})
