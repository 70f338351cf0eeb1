import { describe, expect, it } from 'vitest'
import { nps, npsDifference } from '../../src/stats/nps.ts'
import { randomSource } from '../quality/effect-simulation.ts'
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

describe('nps', () => {
  it('is the mean of -100, 0 and 100 with the standard error of a mean (R)', () => {
    const detractors = SURVEY.rows.filter((r) => r.detractor === 1).length
    const promoters = SURVEY.rows.filter((r) => r.promoter === 1).length
    const passives = SURVEY.rows.length - detractors - promoters
    const figure = nps(groups(detractors, passives, promoters), 0.95)
    expect(figure.estimate).toBeCloseTo(SURVEY.score.nps, 10)
    expect(figure.stdError).toBeCloseTo(SURVEY.score.stdError, 10)
  })

  it('is 30 ± 15.3 points for 20 detractors, 30 passives, 50 promoters', () => {
    const figure = nps(groups(20, 30, 50), 0.95)
    expect(figure.estimate).toBe(30)
    expect(figure.stdError).toBeCloseTo(7.81, 2)
    expect(figure.confLow).toBeCloseTo(14.69, 2)
    expect(figure.confHigh).toBeCloseTo(45.31, 2)
    expect(figure).toMatchObject({ base: 100, method: 'nps-normal', confLevel: 0.95 })
  })

  it('does not move with a passive respondent’s share of detractors and promoters equal', () => {
    expect(nps(groups(10, 0, 10), 0.95).estimate).toBe(0)
    expect(nps(groups(10, 1, 10), 0.95).estimate).toBe(0)
  })

  it('stays within -100 and 100, and knows no error where all agree', () => {
    expect(nps(groups(9, 1, 0), 0.95).confLow).toBe(-100)
    expect(nps(groups(0, 1, 9), 0.95).confHigh).toBe(100)
    expect(nps(groups(0, 0, 9), 0.95).stdError).toBe(0)
  })

  it('widens with a smaller effective base', () => {
    expect(nps(groups(20, 30, 50), 0.95, 25).stdError).toBeCloseTo(15.62, 2)
  })

  it('refuses an empty base and negative counts', () => {
    expect(() => nps(groups(0, 0, 0), 0.95)).toThrow('base of NPS: expected more than 0, got 0')
    expect(() => nps(groups(-1, 0, 5), 0.95)).toThrow('score group: expected 0 or more, got -1')
  })
})

describe('npsDifference', () => {
  it('flips its sign when the groups are swapped', () => {
    const [a, b] = [nps(groups(20, 30, 50), 0.95), nps(groups(40, 30, 30), 0.95)]
    const there = npsDifference(a, b)
    const back = npsDifference(b, a)
    expect(there.estimate).toBeCloseTo(40, 12)
    expect(there.z).toBeCloseTo(40 / Math.hypot(a.stdError, b.stdError), 12)
    expect([back.estimate, back.confLow, back.z]).toEqual([
      -there.estimate,
      -there.confHigh,
      -there.z,
    ])
    expect(back.pValue).toBe(there.pValue)
    expect(there.base).toBe(200)
  })

  it('finds nothing between two surveys that are all promoters', () => {
    const all = nps(groups(0, 0, 9), 0.95)
    expect(npsDifference(all, all)).toMatchObject({ estimate: 0, z: 0, pValue: 1 })
  })

  it('calls 5 % of equal, unequally large groups different', () => {
    const { uniform } = randomSource(9)
    const draw = (base: number) => {
      const counts = { detractors: 0, passives: 0, promoters: 0 }
      for (let i = 0; i < base; i++) {
        const u = uniform()
        counts[u < 0.3 ? 'detractors' : u < 0.6 ? 'passives' : 'promoters']++
      }
      return nps(counts, 0.95)
    }
    let found = 0
    for (let run = 0; run < 3000; run++) {
      if (npsDifference(draw(45), draw(162)).pValue <= 0.05) found++
    }
    expect(found / 3000).toBeGreaterThan(0.035)
    expect(found / 3000).toBeLessThan(0.068)
  })
})
