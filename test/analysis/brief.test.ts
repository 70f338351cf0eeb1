import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brief } from '../../src/analysis/brief.ts'

describe('a brief figure', () => {
  it('has the four digits that toFixed gives it', () => {
    const figures = fc.oneof(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 10_000),
      // Middles between two results, where the product may fall on the other side.
      fc.integer({ min: -100_000, max: 100_000 }).map((n) => (n + 0.5) / 10_000)
    )
    fc.assert(
      fc.property(figures, (figure) => {
        // Added to nothing, since JSON does not tell the two zeros apart.
        expect(brief(figure) + 0).toBe(Number(figure.toFixed(4)) + 0)
      }),
      { seed: 1, numRuns: 5_000 }
    )
  })
})
