import { describe, expect, it } from 'vitest'
import { cochranArmitage, npsSlope, npsTrend } from '../../src/stats/trend-test.ts'
import values from '../fixtures/r-insight/values.json' with { type: 'json' }
import { drawGroup, seededRandom } from '../insight/planted-survey.ts'

const SMOKERS = [
  { events: 83, base: 86 },
  { events: 90, base: 93 },
  { events: 129, base: 136 },
  { events: 70, base: 82 },
]

describe('trend over ordered groups', () => {
  it('Cochran–Armitage reproduces the smokers of Fleiss (1981) as R prop.trend.test prints them', () => {
    const trend = cochranArmitage(SMOKERS)
    expect(trend.z ** 2).toBeCloseTo(values.propTrendStatistic, 9)
    expect(trend.pValue).toBeCloseTo(values.propTrendP, 12)
    expect(trend.z).toBeLessThan(0)
    expect(trend.base).toBe(397)
  })

  it('turning the order round flips the sign; empty groups and shifted positions change nothing', () => {
    const z = cochranArmitage(SMOKERS).z
    expect(cochranArmitage([...SMOKERS].reverse()).z).toBeCloseTo(-z, 10)
    expect(cochranArmitage(SMOKERS, [11, 12, 13, 14]).z).toBeCloseTo(z, 10)
    expect(cochranArmitage([...SMOKERS, { events: 0, base: 0 }]).z).toBeCloseTo(z, 10)
  })

  it('nothing that varies gives no trend', () => {
    expect(cochranArmitage([]).pValue).toBe(1)
    expect(cochranArmitage([{ events: 4, base: 4 }]).pValue).toBe(1)
    expect(npsTrend([]).pValue).toBe(1)
    expect(npsTrend([{ detractors: 1, passives: 0, promoters: 1 }]).pValue).toBe(1)
    const all = { detractors: 0, passives: 3, promoters: 0 }
    expect(npsTrend([all, all]).pValue).toBe(1)
  })

  it('the NPS slope is in points per step', () => {
    const trend = npsTrend([
      { detractors: 2, passives: 3, promoters: 5 },
      { detractors: 5, passives: 3, promoters: 2 },
    ])
    expect(trend.slope).toBeCloseTo(-60, 10)
    // Correlation by hand: r² = 3² · 10 / (5 · 14) / … = 0.1296 on 20 respondents.
    expect(trend.z).toBeLessThan(0)
  })

  it('with detractors and others only, the NPS test is Cochran–Armitage with n − 1', () => {
    const groups = SMOKERS.map(({ events, base }) => ({
      detractors: events,
      passives: 0,
      promoters: base - events,
    }))
    const n = 397
    expect(npsTrend(groups).z ** 2).toBeCloseTo((values.propTrendStatistic * (n - 1)) / n, 8)
  })

  it('rejects shuffled scores in about 5 % of draws, with unequal groups', () => {
    const random = seededRandom(5)
    const bases = [5, 45, 15, 62]
    let shares = 0
    let points = 0
    for (let run = 0; run < 2000; run++) {
      const groups = bases.map((base) => {
        const counts = { detractors: 0, passives: 0, promoters: 0 }
        for (let i = 0; i < base; i++) counts[`${drawGroup(random, 0.3, 0.4)}s`]++
        return counts
      })
      const proportions = groups.map((g, i) => ({ events: g.detractors, base: bases[i] ?? 0 }))
      if (cochranArmitage(proportions).pValue <= 0.05) shares++
      if (npsTrend(groups).pValue <= 0.05) points++
    }
    for (const count of [shares, points]) {
      expect(count / 2000).toBeGreaterThan(0.035)
      expect(count / 2000).toBeLessThan(0.065)
    }
  })

  it('refuses counts that cannot be and positions that do not match', () => {
    expect(() => cochranArmitage([{ events: 3, base: 2 }])).toThrow('events')
    expect(() => cochranArmitage(SMOKERS, [1, 2])).toThrow('positions')
  })
})

describe('slope of NPS with its interval', () => {
  const GROUPS = [
    { detractors: 5, passives: 10, promoters: 35 },
    { detractors: 11, passives: 10, promoters: 29 },
    { detractors: 23, passives: 10, promoters: 17 },
    { detractors: 29, passives: 4, promoters: 11 },
  ]

  it('equals lm of R with HC1 errors computed from its residuals', () => {
    const slope = npsSlope(GROUPS, 0.95, [1, 2, 4, 5])
    expect(slope?.estimate).toBeCloseTo(-24.9370932754881, 10)
    expect(slope?.confLow).toBeCloseTo(-32.0604360286929, 10)
    expect(slope?.confHigh).toBeCloseTo(-17.8137505222833, 10)
    expect(slope).toMatchObject({ method: 'ols-hc1', base: 194 })
  })

  it('is null with scores in one place, or with too few of them', () => {
    expect(npsSlope(GROUPS.slice(0, 1), 0.95)).toBeNull()
    expect(npsSlope([], 0.95)).toBeNull()
    const one = { detractors: 1, passives: 0, promoters: 0 }
    expect(npsSlope([one, one], 0.95)).toBeNull()
  })

  it('covers the planted slope at its level, also with unequal groups', () => {
    const random = seededRandom(8)
    const shares = [0, 1, 2, 3, 4].map((i) => ({ d: 0.2 + 0.05 * i, p: 0.5 - 0.05 * i }))
    const sizes = [15, 62, 30, 45, 20]
    let covered = 0
    for (let run = 0; run < 400; run++) {
      const groups = shares.map(({ d, p }, i) => {
        const counts = { detractors: 0, passives: 0, promoters: 0 }
        for (let k = 0; k < (sizes[i] ?? 0); k++) counts[`${drawGroup(random, d, p)}s`]++
        return counts
      })
      const slope = npsSlope(groups, 0.95)
      if (slope && slope.confLow <= -10 && slope.confHigh >= -10) covered++
    }
    expect(covered / 400).toBeGreaterThan(0.92)
    expect(covered / 400).toBeLessThan(0.975)
  })
})
