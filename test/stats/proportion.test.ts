import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareDifference, shareTest, wilsonInterval } from '../../src/stats/proportion.ts'
import { randomSource } from '../quality/effect-simulation.ts'
import { gap, readFixture } from './read-fixture.ts'

type Statsmodels = {
  wilson: { events: number; base: number; level: number; limits: [number, number] }[]
  newcombe: { counts: [number, number, number, number]; level: number; limits: [number, number] }[]
  zTests: { counts: [number, number, number, number]; z: number | null; pValue: number }[]
}
const PY = readFixture<Statsmodels>('statsmodels/proportions.json')
const R = readFixture<{
  wilson: { events: number; base: number; low: number; high: number }[]
  tests: { counts: [number, number, number, number]; chiSquare: number; pValue: number }[]
}>('r/distributions.json')

describe('wilsonInterval', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])(
    'reproduces Newcombe (1998, 17:857) Table I, method 3: %d of %d',
    (events, base, low, high) => {
      const interval = wilsonInterval({ events, base }, 0.95)
      expect(interval.confLow).toBeCloseTo(low, 4)
      expect(interval.confHigh).toBeCloseTo(high, 4)
      expect(interval).toMatchObject({ method: 'wilson', base, confLevel: 0.95 })
    }
  )

  it('agrees with R’s prop.test and statsmodels to 1e-8', () => {
    for (const { events, base, low, high } of R.wilson) {
      const { confLow, confHigh } = wilsonInterval({ events, base }, 0.95)
      expect(gap([confLow, confHigh], [low, high])).toBeLessThan(1e-8)
    }
    for (const { events, base, level, limits } of PY.wilson) {
      const { confLow, confHigh } = wilsonInterval({ events, base }, level)
      expect(gap([confLow, confHigh], limits)).toBeLessThan(1e-8)
    }
  })

  it('covers a rare share about as often as it says', () => {
    const { uniform } = randomSource(5)
    let covered = 0
    for (let run = 0; run < 4000; run++) {
      let events = 0
      for (let i = 0; i < 62; i++) if (uniform() < 0.08) events++
      const { confLow, confHigh } = wilsonInterval({ events, base: 62 }, 0.95)
      if (confLow <= 0.08 && 0.08 <= confHigh) covered++
    }
    expect(covered / 4000).toBeGreaterThan(0.93)
    expect(covered / 4000).toBeLessThan(0.975)
  })

  it('refuses an empty base and events outside it', () => {
    expect(() => wilsonInterval({ events: 0, base: 0 }, 0.95)).toThrow(
      'expected more than 0, got 0'
    )
    expect(() => wilsonInterval({ events: 5, base: 4 }, 0.95)).toThrow('a count from 0 to 4, got 5')
    expect(() => wilsonInterval({ events: -1, base: 4 }, 0.95)).toThrow('got -1')
  })
})

describe('shareDifference', () => {
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])(
    'reproduces Newcombe (1998, 17:873) Table II, method 10: %d/%d − %d/%d',
    (a, m, b, n, low, high) => {
      const interval = shareDifference({ events: a, base: m }, { events: b, base: n }, 0.95)
      expect(interval.confLow).toBeCloseTo(low, 4)
      expect(interval.confHigh).toBeCloseTo(high, 4)
      expect(interval.base).toBe(m + n)
    }
  )

  it('agrees with statsmodels to 1e-8', () => {
    for (const { counts, level, limits } of PY.newcombe) {
      const [a, m, b, n] = counts
      const { confLow, confHigh } = shareDifference(
        { events: a, base: m },
        { events: b, base: n },
        level
      )
      expect(gap([confLow, confHigh], limits)).toBeLessThan(1e-8)
    }
  })

  it('flips its sign when the groups are swapped, and narrows when every count doubles', () => {
    const group = fc
      .tuple(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([base, share]) => ({ events: Math.round(base * share), base }))
    fc.assert(
      fc.property(group, group, (a, b) => {
        const there = shareDifference(a, b, 0.95)
        const back = shareDifference(b, a, 0.95)
        expect(there.estimate).toBeCloseTo(-back.estimate, 12)
        expect(there.confLow).toBeCloseTo(-back.confHigh, 12)
        expect(there.confLow).toBeGreaterThanOrEqual(-1 - 1e-12)
        const twice = ({ events, base }: typeof a) => ({ events: 2 * events, base: 2 * base })
        const doubled = shareDifference(twice(a), twice(b), 0.95)
        expect(doubled.estimate).toBeCloseTo(there.estimate, 12)
        expect(doubled.confHigh - doubled.confLow).toBeLessThan(there.confHigh - there.confLow)
      })
    )
  })

  it('covers the difference of unequal groups (5/45 against 15/62) about as often as it says', () => {
    const { uniform } = randomSource(6)
    const draw = (base: number, share: number) => {
      let events = 0
      for (let i = 0; i < base; i++) if (uniform() < share) events++
      return { events, base }
    }
    let covered = 0
    const truth = 5 / 45 - 15 / 62
    for (let run = 0; run < 3000; run++) {
      const interval = shareDifference(draw(45, 5 / 45), draw(62, 15 / 62), 0.95)
      if (interval.confLow <= truth && truth <= interval.confHigh) covered++
    }
    expect(covered / 3000).toBeGreaterThan(0.938)
    expect(covered / 3000).toBeLessThan(0.97)
  })
})

describe('shareTest', () => {
  it('agrees with R’s prop.test and statsmodels’ proportions_ztest', () => {
    for (const { counts, chiSquare, pValue } of R.tests) {
      const [a, m, b, n] = counts
      const test = shareTest({ events: a, base: m }, { events: b, base: n })
      expect(gap([test.z ** 2, test.pValue], [chiSquare, pValue])).toBeLessThan(1e-8)
    }
    for (const { counts, z, pValue } of PY.zTests) {
      const [a, m, b, n] = counts
      const test = shareTest({ events: a, base: m }, { events: b, base: n })
      expect(gap([test.z, test.pValue], [z!, pValue])).toBeLessThan(1e-8)
    }
  })

  it('finds no difference where nobody is an event in either group', () => {
    expect(shareTest({ events: 0, base: 5 }, { events: 0, base: 9 })).toEqual({ z: 0, pValue: 1 })
  })
})
