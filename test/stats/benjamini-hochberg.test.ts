import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from '../../src/stats/benjamini-hochberg.ts'
import { gap, readFixture } from './read-fixture.ts'

type Fixture = { pValues: number[]; qValues: number[] }
const R = readFixture<{ bh: Fixture }>('r/distributions.json').bh
const PY = readFixture<{ benjaminiHochberg: Fixture }>(
  'statsmodels/proportions.json'
).benjaminiHochberg

describe('benjaminiHochberg', () => {
  it('rejects the four hypotheses of Benjamini and Hochberg (1995), section 4.2, at 0.05', () => {
    const qValues = benjaminiHochberg(R.pValues)
    expect(qValues.filter((q) => q <= 0.05)).toHaveLength(4)
    expect(qValues[3]).toBeCloseTo((0.0095 * 15) / 4, 12)
  })

  it('agrees with R’s p.adjust and statsmodels', () => {
    expect(gap(benjaminiHochberg(R.pValues), R.qValues)).toBeLessThan(1e-12)
    expect(gap(benjaminiHochberg(PY.pValues), PY.qValues)).toBeLessThan(1e-12)
  })

  it('keeps the order of the tests, and never falls below the p-value', () => {
    expect(benjaminiHochberg([0.01, 0.04, 0.03])).toEqual([0.03, 0.04, 0.04])
    expect(benjaminiHochberg([])).toEqual([])
    expect(benjaminiHochberg([0.2])).toEqual([0.2])
  })
})
