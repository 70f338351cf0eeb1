import { describe, expect, it } from 'vitest'
import { pearson, spearman } from '../../src/stats/correlation.ts'
import values from '../fixtures/r-insight/values.json' with { type: 'json' }
import { seededRandom } from '../insight/planted-survey.ts'

const X = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
const Y = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]

describe('correlation', () => {
  it('Pearson reproduces the tuna of Hollander and Wolfe (1973) as R cor.test prints them, within 1e-9', () => {
    const r = pearson(X, Y, 0.95)
    const [estimate = 0, low = 0, high = 0, p = 0] = values.pearson
    expect(r?.estimate).toBeCloseTo(estimate, 10)
    expect(r?.confLow).toBeCloseTo(low, 10)
    expect(r?.confHigh).toBeCloseTo(high, 10)
    expect(r?.pValue).toBeCloseTo(p, 10)
  })

  it('Spearman with ties is what R gives, and sees a curve as perfect', () => {
    const rho = spearman([1, 2, 2, 4, 5, 7, 7, 7], [10, 9, 7, 7, 5, 4, 3, 1], 0.95)
    expect(rho?.estimate).toBeCloseTo(values.spearmanTied, 10)
    expect(spearman([1, 2, 3, 4], [1, 4, 9, 16], 0.95)).toMatchObject({ estimate: 1, pValue: 0 })
  })

  it('has none where one side never varies', () => {
    expect(pearson([1, 1, 1, 1], [1, 2, 3, 4], 0.95)).toBeNull()
    expect(spearman([1, 2, 3, 4], [5, 5, 5, 5], 0.95)).toBeNull()
  })

  it('both intervals cover 0, and both tests hold 5 %, for unrelated numbers', () => {
    const random = seededRandom(12)
    const found = { covered: [0, 0], rejected: [0, 0] }
    for (let run = 0; run < 1500; run++) {
      const x = Array.from({ length: 25 }, () => random() ** 3)
      const y = Array.from({ length: 25 }, () => Math.floor(random() * 11))
      ;[pearson(x, y, 0.95), spearman(x, y, 0.95)].forEach((r, i) => {
        if (r && r.confLow <= 0 && 0 <= r.confHigh) found.covered[i] = (found.covered[i] ?? 0) + 1
        if (r && r.pValue <= 0.05) found.rejected[i] = (found.rejected[i] ?? 0) + 1
      })
    }
    for (const count of found.covered) expect(count / 1500).toBeGreaterThan(0.935)
    for (const count of found.rejected) expect(count / 1500).toBeLessThan(0.065)
  })

  it('refuses three pairs and lengths that differ', () => {
    expect(() => pearson([1, 2, 3], [1, 2, 3], 0.95)).toThrow('pairs')
    expect(() => spearman([1, 2, 3, 4], [1, 2, 3], 0.95)).toThrow('second numbers')
  })
})
