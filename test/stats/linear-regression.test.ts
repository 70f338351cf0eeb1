import { describe, expect, it } from 'vitest'
import { fitLinear } from '../../src/stats/linear-regression.ts'
import values from '../fixtures/r-insight/values.json' with { type: 'json' }

const SPEND = [12, 30, 22, 41, 37, 9, 18, 25, 33, 28, 15, 39, 21, 27, 35, 11, 24, 31, 19, 45]
const A = [
  1.2, 0.4, -0.3, 2.2, 1.9, 0.1, -1.4, 0.8, 1.1, -0.6, 0.9, 0.3, -2.1, 1.7, -0.2, -0.9, 0.6, 1.3,
  -1.1, 0.5,
]
const B = [0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1]

const designOf = (...columns: readonly (readonly number[])[]) => ({
  rowCount: columns[0]?.length ?? 0,
  columnCount: columns.length,
  values: Float64Array.from((columns[0] ?? []).flatMap((_, i) => columns.map((c) => c[i] ?? 0))),
})

function expectClose(found: readonly (number | null)[] | undefined, expected: readonly number[]) {
  expect(found).toHaveLength(expected.length)
  expected.forEach((value, i) => {
    expect(found?.[i]).toBeCloseTo(value, 9)
  })
}

describe('least squares', () => {
  it('reproduces lm of R with HC3 errors', () => {
    const fit = fitLinear(designOf(A, B), SPEND, null)
    expectClose(fit?.coefficients, values.lmCoefficients)
    expectClose(fit?.stdErrors, values.lmHc3Errors)
    expect(fit?.rSquared).toBeCloseTo(values.lmRSquared, 12)
    expect([fit?.degrees, fit?.method]).toEqual([17, 'least-squares-hc3'])
  })

  it('reproduces errors by cluster (CR1), with clusters less one degrees of freedom', () => {
    const owners = SPEND.map((_, i) => `c${i % 8}`)
    const fit = fitLinear(designOf(A, B), SPEND, owners)
    expectClose(fit?.stdErrors, values.lmCr1Errors)
    expect([fit?.degrees, fit?.method]).toEqual([7, 'least-squares-cr1'])
  })

  it('leaves out a column that repeats others, as R does', () => {
    const double = A.map((a, i) => 2 * a - (B[i] ?? 0))
    const fit = fitLinear(designOf(A, B, double), SPEND, null)
    expect(fit?.coefficients[3]).toBeNull()
    expectClose(fit?.coefficients.slice(0, 3), values.lmCoefficients)
  })

  it('has no fit with as few rows as coefficients, or with one cluster', () => {
    expect(fitLinear(designOf([1, 2]), [3, 4], null)).toBeNull()
    expect(
      fitLinear(
        designOf(A),
        SPEND,
        SPEND.map(() => 'same')
      )
    ).toBeNull()
    const flat = fitLinear(
      designOf(A),
      SPEND.map(() => 7),
      null
    )
    expect(flat?.rSquared).toBe(0)
    expect(flat?.coefficients[0]).toBeCloseTo(7, 10)
  })
})
