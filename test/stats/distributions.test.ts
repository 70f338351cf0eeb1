import { describe, expect, it } from 'vitest'
import { chiSquareTail, criticalValueOfT, twoSidedTailOfT } from '../../src/stats/gamma.ts'
import { criticalValue, normalCdf, normalQuantile, twoSidedP } from '../../src/stats/normal.ts'
import { gap, readFixture } from './read-fixture.ts'

type Distributions = {
  z: number[]
  pnorm: number[]
  p: number[]
  qnorm: number[]
  chiSquare: { value: number[]; degrees: number[]; pValue: number[] }
  t: { value: number[]; degrees: number[]; pValue: number[] }
  tCritical: { level: number[]; degrees: number[]; value: number[] }
}
const R = readFixture<Distributions>('r/distributions.json')

describe('the normal distribution', () => {
  it('agrees with R’s pnorm to 14 digits, relatively so in the far tail', () => {
    R.z.forEach((z, i) => {
      expect(Math.abs(normalCdf(z) / R.pnorm[i]! - 1)).toBeLessThan(2e-13)
    })
  })

  it('agrees with R’s qnorm', () => {
    expect(gap(R.p.map(normalQuantile), R.qnorm)).toBeLessThan(1e-14)
  })

  it('is 0 and 1 beyond what a double can tell', () => {
    expect([normalCdf(-50), normalCdf(50)]).toEqual([0, 1])
  })

  it('refuses a probability or level outside (0, 1)', () => {
    for (const bad of [0, 1, -0.1, Number.NaN]) {
      expect(() => normalQuantile(bad)).toThrow('expected a number inside (0, 1)')
      expect(() => criticalValue(bad)).toThrow('confLevel')
    }
  })

  it('gives p = 1 for no effect and p = 0 for an effect without error', () => {
    expect(twoSidedP(0, 0)).toBe(1)
    expect(twoSidedP(0.1, 0)).toBe(0)
    expect(twoSidedP(1.96, 1)).toBeCloseTo(0.0499958, 7)
  })
})

describe('chi-square and t', () => {
  it('agree with R’s pchisq and pt', () => {
    const { value, degrees, pValue } = R.chiSquare
    value.forEach((v, i) => {
      expect(Math.abs(chiSquareTail(v, degrees[i]!) / pValue[i]! - 1)).toBeLessThan(1e-11)
    })
    R.t.value.forEach((v, i) => {
      expect(Math.abs(twoSidedTailOfT(v, R.t.degrees[i]!) / R.t.pValue[i]! - 1)).toBeLessThan(1e-11)
    })
  })

  it('agree with R’s qt', () => {
    const { level, degrees, value } = R.tCritical
    const own = level.map((l, i) => criticalValueOfT(l, degrees[i]!))
    expect(gap(own, value)).toBeLessThan(1e-9)
  })
})
