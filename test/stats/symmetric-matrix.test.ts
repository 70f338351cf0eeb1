import { describe, expect, it } from 'vitest'
import {
  bilinear,
  cholesky,
  inverseFromCholesky,
  solveCholesky,
} from '../../src/stats/symmetric-matrix.ts'
import { gap } from './read-fixture.ts'

describe('cholesky', () => {
  const matrix = Float64Array.of(4, 2, 2, 5)

  it('factors, solves and inverts', () => {
    const factor = cholesky(matrix, 2)!
    expect([...factor]).toEqual([2, 0, 1, 2])
    expect(gap(solveCholesky(factor, Float64Array.of(8, 9)), [1.375, 1.25])).toBeLessThan(1e-15)
    expect(gap(inverseFromCholesky(factor, 2), [0.3125, -0.125, -0.125, 0.25])).toBeLessThan(1e-15)
  })

  it('refuses a matrix in which a column repeats another', () => {
    expect(cholesky(Float64Array.of(1, 1, 1, 1), 2)).toBeNull()
    expect(cholesky(Float64Array.of(0), 1)).toBeNull()
  })

  it('inverts a larger matrix', () => {
    const size = 6
    const a = Float64Array.from({ length: 36 }, (_, i) => Math.sin(3 * i + 1))
    const spd = new Float64Array(36)
    for (let r = 0; r < size; r++) {
      for (let c = 0; c < size; c++) {
        for (let k = 0; k < size; k++) spd[r * size + c]! += a[r * size + k]! * a[c * size + k]!
        if (r === c) spd[r * size + c]! += 1
      }
    }
    const inverse = inverseFromCholesky(cholesky(spd, size)!, size)
    for (let r = 0; r < size; r++) {
      const row = Float64Array.from({ length: size }, (_, c) => (c === r ? 1 : 0))
      const solved = solveCholesky(cholesky(spd, size)!, row)
      expect(gap(inverse.slice(r * size, r * size + size), solved)).toBeLessThan(1e-12)
    }
  })

  it('has bilinear forms', () => {
    const identity = Float64Array.of(1, 0, 0, 1)
    expect(bilinear(Float64Array.of(1, 2), identity, Float64Array.of(3, 4))).toBe(11)
  })
})
