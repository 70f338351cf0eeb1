import { describe, expect, it } from 'vitest'
import { adjustedRand } from '../../../src/themes/quality/adjusted-rand.ts'

describe('the adjusted Rand index', () => {
  it('is 1 for the same grouping under other names', () => {
    expect(adjustedRand([0, 0, 1, 1, 2], [5, 5, 3, 3, 9])).toBe(1)
  })

  // scikit-learn 1.2.1: adjusted_rand_score([0,0,1,1],[0,0,1,2]) = 0.5714285714285714
  it('reproduces the value of scikit-learn for a split group', () => {
    expect(adjustedRand([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(0.5714285714, 9)
  })

  it('is negative for groupings that avoid each other', () => {
    expect(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 9)
  })
})
