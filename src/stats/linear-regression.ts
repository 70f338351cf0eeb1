// Least squares with standard errors that hold when the spread differs between respondents, or when several answers
// come from one respondent.

import { at } from './at.ts'
import { cholesky, inverseFromCholesky } from './symmetric-matrix.ts'

/** Predictors row by row, without the constant. */
export type LinearDesign = {
  readonly rowCount: number
  readonly columnCount: number
  readonly values: Float64Array
}

export type LinearFit = {
  /** Constant first; null where a column is a combination of those before it. */
  readonly coefficients: readonly (number | null)[]
  readonly stdErrors: readonly (number | null)[]
  /** Of the t distribution of coefficients. */
  readonly degrees: number
  readonly rSquared: number
  readonly method: 'least-squares-hc3' | 'least-squares-cr1'
}

/** Leverages above this would divide by nothing: such a row fits itself. */
const MAX_LEVERAGE = 1 - 1e-9

type Kept = { readonly columns: readonly number[]; readonly inverse: Float64Array }

/** Cross products of all columns, constant first. */
function crossProducts({ rowCount, columnCount, values }: LinearDesign): Float64Array {
  const size = columnCount + 1
  const products = new Float64Array(size * size)
  for (let row = 0; row < rowCount; row++) {
    for (let a = 0; a < size; a++) {
      const x = a === 0 ? 1 : at(values, row * columnCount + a - 1)
      if (x === 0) continue
      for (let b = 0; b <= a; b++) {
        const y = b === 0 ? 1 : at(values, row * columnCount + b - 1)
        products[a * size + b] = at(products, a * size + b) + x * y
      }
    }
  }
  return products
}

/** Columns that are no combination of those before them, with the inverse of their cross products. */
function independentColumns(design: LinearDesign): Kept {
  const size = design.columnCount + 1
  const products = crossProducts(design)
  let columns: number[] = []
  let factor: Float64Array | null = null
  for (let column = 0; column < size; column++) {
    const tried = [...columns, column]
    const part = Float64Array.from({ length: tried.length ** 2 }, (_, i) => {
      const [a, b] = [tried[Math.floor(i / tried.length)] ?? 0, tried[i % tried.length] ?? 0]
      return at(products, Math.max(a, b) * size + Math.min(a, b))
    })
    const found = cholesky(part, tried.length)
    if (found === null) continue
    columns = tried
    factor = found
  }
  return {
    columns,
    inverse: factor ? inverseFromCholesky(factor, columns.length) : new Float64Array(),
  }
}

function rowOf(design: LinearDesign, row: number, columns: readonly number[]): Float64Array {
  return Float64Array.from(columns, (column) =>
    column === 0 ? 1 : at(design.values, row * design.columnCount + column - 1)
  )
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length
  const result = new Float64Array(size)
  // Most predictors are 0 in most rows: they add nothing to the sums.
  const filled: number[] = []
  for (let b = 0; b < size; b++) if (vector[b] !== 0) filled.push(b)
  for (let a = 0; a < size; a++) {
    let sum = 0
    for (const b of filled) sum += at(matrix, a * size + b) * at(vector, b)
    result[a] = sum
  }
  return result
}

/** Variances of the coefficients: squares of each cluster's (or row's) pull on them, added up. */
function sandwich(pulls: Iterable<Float64Array>, size: number): Float64Array {
  const variances = new Float64Array(size)
  for (const pull of pulls)
    pull.forEach((value, c) => {
      variances[c] = at(variances, c) + value * value
    })
  return variances
}

/**
 * Least squares of a number on predictors.
 *
 * @param design - predictors; a constant is added
 * @param outcomes - the number of each row
 * @param clusters - rows with the same text belong together; null gives each row its own (HC3 instead of CR1)
 * @returns coefficients with robust errors; null with no more rows (or clusters) than coefficients
 * @throws never
 * @see MacKinnon and White (1985) Journal of Econometrics 29:305-325 (HC3); Liang and Zeger (1986) Biometrika 73:13-22
 * @example
 * fitLinear({ rowCount: 4, columnCount: 1, values: Float64Array.of(0, 0, 1, 1) }, [1, 3, 5, 7], null)
 * // => coefficients [2, 4], standard errors [2, 2.83]
 */
export function fitLinear(
  design: LinearDesign,
  outcomes: readonly number[],
  clusters: readonly (string | null)[] | null
): LinearFit | null {
  const { columns, inverse } = independentColumns(design)
  const size = columns.length
  const { rowCount } = design
  if (rowCount <= size) return null
  const right = new Float64Array(size)
  for (let row = 0; row < rowCount; row++)
    rowOf(design, row, columns).forEach((x, c) => {
      right[c] = at(right, c) + x * (outcomes[row] ?? 0)
    })
  const solution = times(inverse, right)
  const mean = outcomes.reduce((sum, y) => sum + y, 0) / rowCount
  let [left, total] = [0, 0]
  const pulls = new Map<string, Float64Array>()
  for (let row = 0; row < rowCount; row++) {
    const x = rowOf(design, row, columns)
    const pull = times(inverse, x)
    const y = outcomes[row] ?? 0
    const residual = y - x.reduce((sum, value, c) => sum + value * at(solution, c), 0)
    left += residual ** 2
    total += (y - mean) ** 2
    const leverage = Math.min(
      MAX_LEVERAGE,
      x.reduce((sum, v, c) => sum + v * at(pull, c), 0)
    )
    const weight = clusters === null ? residual / (1 - leverage) : residual
    const name = clusters?.[row] ?? null
    const key = name === null ? `row ${row}` : `cluster ${name}`
    const sum = pulls.get(key) ?? new Float64Array(size)
    pull.forEach((value, c) => {
      sum[c] = at(sum, c) + value * weight
    })
    pulls.set(key, sum)
  }
  const count = pulls.size
  if (clusters !== null && count <= 1) return null
  const correction =
    clusters === null ? 1 : ((count / (count - 1)) * (rowCount - 1)) / (rowCount - size)
  const variances = sandwich(pulls.values(), size)
  const spread = <T>(value: (place: number) => T): (T | null)[] =>
    Array.from({ length: design.columnCount + 1 }, (_, column) => {
      const place = columns.indexOf(column)
      return place === -1 ? null : value(place)
    })
  return {
    coefficients: spread((place) => at(solution, place)),
    stdErrors: spread((place) => Math.sqrt(correction * at(variances, place))),
    degrees: clusters === null ? rowCount - size : count - 1,
    rSquared: total === 0 ? 0 : 1 - left / total,
    method: clusters === null ? 'least-squares-hc3' : 'least-squares-cr1',
  }
}
