// Small dense symmetric matrices, row by row in one Float64Array of size × size. Written for up to a
// few hundred columns: a regression's information matrix, not general linear algebra.

import { at } from './at.ts'

/** Pivots smaller than this share of their diagonal mean that a column repeats others. */
const SINGULAR_PIVOT_SHARE = 1e-10

/**
 * Cholesky factor of a symmetric positive definite matrix.
 *
 * @param matrix - size × size, row by row; only the lower triangle is read
 * @param size - number of rows
 * @returns lower triangular `L` with `L Lᵀ = matrix`, or null where a column is a combination of others
 * @see Golub and Van Loan (2013) Matrix Computations, 4th ed., algorithm 4.2.1
 * @example
 * cholesky(Float64Array.of(4, 2, 2, 5), 2) // => [2, 0, 1, 2]
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = at(matrix, row * size + column)
      for (let k = 0; k < column; k++) {
        sum -= at(factor, row * size + k) * at(factor, column * size + k)
      }
      if (row === column) {
        const diagonal = at(matrix, row * size + row)
        if (!(sum > SINGULAR_PIVOT_SHARE * diagonal)) return null
        factor[row * size + row] = Math.sqrt(sum)
      } else {
        factor[row * size + column] = sum / at(factor, column * size + column)
      }
    }
  }
  return factor
}

/**
 * Cholesky factor of a matrix that is known to be positive definite, such as one with a penalty on its diagonal.
 *
 * @param matrix - size × size, row by row
 * @param size - number of rows
 * @returns the factor; for any other matrix `null` disguised as one
 * @see cholesky
 * @example
 * factorOfDefinite(Float64Array.of(4, 2, 2, 5), 2) // => [2, 0, 1, 2]
 */
export function factorOfDefinite(matrix: Float64Array, size: number): Float64Array {
  // The guarantee is the caller's.
  return cholesky(matrix, size) as Float64Array
}

/**
 * Solves `L Lᵀ x = b`.
 *
 * @param factor - Cholesky factor, size × size
 * @param vector - right-hand side, its length gives the size
 * @returns the solution, a new array
 * @see cholesky
 * @example
 * solveCholesky(Float64Array.of(2, 0, 1, 2), Float64Array.of(8, 9)) // => [1.375, 1.25]
 */
export function solveCholesky(factor: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length
  const x = Float64Array.from(vector)
  for (let row = 0; row < size; row++) {
    let sum = at(x, row)
    for (let k = 0; k < row; k++) sum -= at(factor, row * size + k) * at(x, k)
    x[row] = sum / at(factor, row * size + row)
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = at(x, row)
    for (let k = row + 1; k < size; k++) sum -= at(factor, k * size + row) * at(x, k)
    x[row] = sum / at(factor, row * size + row)
  }
  return x
}

/**
 * Inverse of a matrix from its Cholesky factor, in O(size³).
 *
 * @param factor - Cholesky factor, size × size
 * @param size - number of rows
 * @returns the full symmetric inverse
 * @see cholesky
 * @example
 * inverseFromCholesky(Float64Array.of(2, 0, 1, 2), 2) // => [0.3125, -0.125, -0.125, 0.25]
 */
export function inverseFromCholesky(factor: Float64Array, size: number): Float64Array {
  // First L⁻¹ in place, then L⁻ᵀ L⁻¹, which needs a third of the work of solving column by column.
  const lower = new Float64Array(size * size)
  for (let column = 0; column < size; column++) {
    lower[column * size + column] = 1 / at(factor, column * size + column)
    for (let row = column + 1; row < size; row++) {
      let sum = 0
      for (let k = column; k < row; k++) {
        sum -= at(factor, row * size + k) * at(lower, k * size + column)
      }
      lower[row * size + column] = sum / at(factor, row * size + row)
    }
  }
  const inverse = new Float64Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0
      for (let k = row; k < size; k++) {
        sum += at(lower, k * size + row) * at(lower, k * size + column)
      }
      inverse[row * size + column] = sum
      inverse[column * size + row] = sum
    }
  }
  return inverse
}

/**
 * The bilinear form `aᵀ M b`.
 *
 * @param a - vector
 * @param matrix - a.length × b.length, row by row
 * @param b - vector
 * @returns a number; 0 for empty vectors
 * @see cholesky
 * @example
 * bilinear(Float64Array.of(1, 2), Float64Array.of(1, 0, 0, 1), Float64Array.of(3, 4)) // => 11
 */
export function bilinear(a: Float64Array, matrix: Float64Array, b: Float64Array): number {
  let total = 0
  for (let row = 0; row < a.length; row++) {
    let sum = 0
    for (let column = 0; column < b.length; column++) {
      sum += at(matrix, row * b.length + column) * at(b, column)
    }
    total += at(a, row) * sum
  }
  return total
}
