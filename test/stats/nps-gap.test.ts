import { describe, expect, it } from 'vitest'
import { npsGap, npsInterval } from '../../src/stats/nps.ts'
import { drawGroup, seededRandom } from '../insight/planted-survey.ts'

function draw(random: () => number, base: number, shares: readonly [number, number]) {
  const counts = { detractors: 0, passives: 0, promoters: 0 }
  for (let i = 0; i < base; i++) counts[`${drawGroup(random, shares[0], shares[1])}s`]++
  return counts
}

describe('NPS of small groups', () => {
  it('40 promoters, 40 passives and 20 detractors give 20', () => {
    const { estimate, base } = npsInterval({ detractors: 20, passives: 40, promoters: 40 }, 0.95)
    expect(estimate).toBe(20)
    expect(base).toBe(100)
  })

  it('five promoters still have an interval', () => {
    const all = npsInterval({ detractors: 0, passives: 0, promoters: 5 }, 0.95)
    expect(all.estimate).toBe(100)
    expect(all.confHigh).toBe(100)
    // By hand: (5.75 − 0.75) / 8 = 0.625; spread 0.8125 − 0.390625 = 0.421875; half 1.96 √(0.0527).
    expect(all.confLow).toBeCloseTo(62.5 - 195.9964 * Math.sqrt(0.421875 / 8), 3)
  })

  it('swapping detractors and promoters mirrors the interval', () => {
    const one = npsInterval({ detractors: 2, passives: 5, promoters: 9 }, 0.9)
    const other = npsInterval({ detractors: 9, passives: 5, promoters: 2 }, 0.9)
    expect(one.confLow).toBeCloseTo(-other.confHigh, 10)
  })

  it('an effective base below the counts widens the interval and keeps the estimate', () => {
    const counts = { detractors: 20, passives: 40, promoters: 40 }
    const wide = npsInterval(counts, 0.95, 25)
    const narrow = npsInterval(counts, 0.95)
    expect(wide.estimate).toBe(narrow.estimate)
    expect(wide.confLow).toBeLessThan(narrow.confLow)
  })

  it.each([
    [8, 0.1, 0.8],
    [15, 0.4, 0.3],
    [62, 0.02, 0.95],
    [200, 0.35, 0.4],
  ])('covers the true NPS at its level with %d respondents, shares %d and %d', (base, d, p) => {
    const random = seededRandom(base)
    let covered = 0
    for (let run = 0; run < 2000; run++) {
      const { confLow, confHigh } = npsInterval(draw(random, base, [d, p]), 0.95)
      if (confLow <= 100 * (p - d) && 100 * (p - d) <= confHigh) covered++
    }
    expect(covered / 2000).toBeGreaterThan(0.935)
  })

  it.each([
    [5, 45],
    [15, 62],
    [100, 100],
  ])('equal groups of %d and %d differ at p ≤ 0.05 in about 5 % of draws', (first, second) => {
    const random = seededRandom(first)
    let rejected = 0
    for (let run = 0; run < 2000; run++) {
      const gap = npsGap(draw(random, first, [0.3, 0.4]), draw(random, second, [0.3, 0.4]), 0.95)
      if (gap.pValue <= 0.05) rejected++
    }
    expect(rejected / 2000).toBeGreaterThan(0.03)
    expect(rejected / 2000).toBeLessThan(0.065)
  })

  it('the gap flips its sign with the groups, and is certain of nothing when nothing varies', () => {
    const a = { detractors: 5, passives: 2, promoters: 1 }
    const b = { detractors: 1, passives: 2, promoters: 9 }
    expect(npsGap(a, b, 0.95).estimate).toBeCloseTo(-npsGap(b, a, 0.95).estimate, 10)
    expect(npsGap(a, b, 0.95).confHigh).toBeLessThan(0)
    const same = { detractors: 0, passives: 0, promoters: 4 }
    expect(npsGap(same, same, 0.95).pValue).toBe(1)
  })

  it('refuses an empty group and negative counts', () => {
    expect(() => npsInterval({ detractors: 0, passives: 0, promoters: 0 }, 0.95)).toThrow(
      'base of NPS'
    )
    expect(() => npsInterval({ detractors: -1, passives: 0, promoters: 4 }, 0.95)).toThrow(
      'score group'
    )
  })
})
