/** Eigenvalues and unit eigenvectors of a symmetric matrix, largest first. */
export type PrincipalAxes = {
  readonly values: readonly number[]
  readonly vectors: readonly (readonly number[])[]
}

/**
 * Principal axes of a symmetric matrix, by cyclic Jacobi rotations.
 *
 * Good for matrices of a few hundred rows; each axis gets the sign that makes its largest component
 * positive, so that two runs give the same bytes.
 *
 * @param matrix - symmetric, rows of equal length; left unchanged
 * @returns axes in order of falling eigenvalue; an empty matrix gives none
 * @see Golub & Van Loan (2013) Matrix Computations, 4th ed., section 8.5
 */
export function principalAxes(matrix: readonly (readonly number[])[]): PrincipalAxes {
  const size = matrix.length
  const a = matrix.map((row) => Float64Array.from(row))
  const v = matrix.map((_, i) => Float64Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)))
  for (let sweep = 0; sweep < 60 && offDiagonal(a) > 1e-22; sweep++) {
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, v, p, q)
    }
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => at(a, j, j) - at(a, i, i))
  const vectors = order.map((k) => orient(v.map((row) => row[k] ?? 0)))
  return { values: order.map((k) => at(a, k, k)), vectors }
}

function at(matrix: readonly Float64Array[], i: number, j: number): number {
  return matrix[i]?.[j] ?? 0
}

function offDiagonal(a: readonly Float64Array[]): number {
  let sum = 0
  let total = 0
  for (const [i, row] of a.entries()) {
    for (const [j, value] of row.entries()) {
      total += value * value
      if (i !== j) sum += value * value
    }
  }
  return total === 0 ? 0 : sum / total
}

type Plane = readonly [p: number, q: number]
type Angle = readonly [cosine: number, sine: number]

function rotate(a: Float64Array[], v: Float64Array[], p: number, q: number): void {
  const apq = at(a, p, q)
  if (apq === 0) return
  const theta = (at(a, q, q) - at(a, p, p)) / (2 * apq)
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (const row of a) turn(row, [p, q], [c, s])
  const rowP = a[p]
  const rowQ = a[q]
  if (rowP === undefined || rowQ === undefined) return
  for (let k = 0; k < rowP.length; k++) {
    const x = rowP[k] ?? 0
    const y = rowQ[k] ?? 0
    rowP[k] = c * x - s * y
    rowQ[k] = s * x + c * y
  }
  for (const row of v) turn(row, [p, q], [c, s])
}

function turn(row: Float64Array, [p, q]: Plane, [c, s]: Angle): void {
  const x = row[p] ?? 0
  const y = row[q] ?? 0
  row[p] = c * x - s * y
  row[q] = s * x + c * y
}

function orient(axis: readonly number[]): readonly number[] {
  const largest = axis.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0)
  return largest < 0 ? axis.map((x) => -x) : axis
}
