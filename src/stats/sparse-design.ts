// Design matrix of a regression that is mostly 0 (themes, levels of a segment), kept as the list of active
// columns of each pattern. A respondent has few of them, so every sum over the matrix costs by what people
// said, not by the number of themes.

import { at, entryOf, itemAt, wholeAt } from './at.ts'

/** Distinct rows of a design matrix. Column 0 is the intercept and active everywhere. */
export type SparseDesign = {
  readonly columnCount: number
  readonly patternCount: number
  /** Pattern `i` has the active columns `columns[starts[i]] … columns[starts[i + 1] - 1]`, ascending. */
  readonly starts: Int32Array
  readonly columns: Int32Array
  /** Value of each of `columns`; 1 for a theme or a level. */
  readonly values: Float64Array
  /** The same turned round: column `c` is active in `patterns[patternStarts[c]] … `, ascending. */
  readonly patternStarts: Int32Array
  readonly patterns: Int32Array
}

/**
 * Design of 0/1 columns from the active columns of each pattern.
 *
 * @param patterns - active columns of each pattern, ascending, without the intercept's 0
 * @param columnCount - number of columns with the intercept
 * @returns the design, patterns in the order given
 * @see SparseDesign
 * @example
 * binaryDesign([[], [1], [1, 2]], 3).starts // => [0, 1, 3, 6]
 */
export function binaryDesign(
  patterns: readonly (readonly number[])[],
  columnCount: number
): SparseDesign {
  return sparseDesign(
    patterns.map((pattern) => pattern.map((column) => [column, 1] as const)),
    columnCount
  )
}

/**
 * Design from the columns that are not 0 in each pattern, with their values.
 *
 * @param patterns - column and value, columns ascending, without the intercept's 0
 * @param columnCount - number of columns with the intercept
 * @returns the design, patterns in the order given
 * @see SparseDesign
 * @example
 * sparseDesign([[[1, 2.5]], []], 2).values // => [1, 2.5, 1]
 */
export function sparseDesign(
  patterns: readonly (readonly (readonly [column: number, value: number])[])[],
  columnCount: number
): SparseDesign {
  const starts = new Int32Array(patterns.length + 1)
  const size = patterns.reduce((sum, pattern) => sum + pattern.length + 1, 0)
  const columns = new Int32Array(size)
  const values = new Float64Array(size)
  const patternStarts = new Int32Array(columnCount + 1)
  let next = 0
  const place = (column: number, value: number) => {
    columns[next] = column
    values[next++] = value
    patternStarts[column + 1] = wholeAt(patternStarts, column + 1) + 1
  }
  patterns.forEach((pattern, i) => {
    starts[i] = next
    place(0, 1)
    for (const [column, value] of pattern) place(column, value)
  })
  starts[patterns.length] = next
  for (let c = 0; c < columnCount; c++) {
    patternStarts[c + 1] = wholeAt(patternStarts, c) + wholeAt(patternStarts, c + 1)
  }
  const free = patternStarts.slice()
  const byColumn = new Int32Array(size)
  for (let i = 0; i < patterns.length; i++) {
    for (let k = wholeAt(starts, i); k < wholeAt(starts, i + 1); k++) {
      const column = wholeAt(columns, k)
      byColumn[wholeAt(free, column)] = i
      free[column] = wholeAt(free, column) + 1
    }
  }
  const patternCount = patterns.length
  return { columnCount, patternCount, starts, columns, values, patternStarts, patterns: byColumn }
}

/**
 * Responses gathered into distinct patterns, in an order that does not depend on the order of responses.
 *
 * @param rows - active columns of each response, ascending
 * @returns the distinct patterns and, for each response, the index of its pattern
 * @see binaryDesign
 * @example
 * groupPatterns([[2], [], [2]]) // => { patterns: [[], [2]], patternOf: [1, 0, 1] }
 */
export function groupPatterns(rows: readonly (readonly number[])[]): {
  readonly patterns: readonly (readonly number[])[]
  readonly patternOf: Int32Array
} {
  const byKey = new Map<string, readonly number[]>()
  const keys = rows.map((row) => row.join(','))
  keys.forEach((key, i) => {
    if (!byKey.has(key)) byKey.set(key, itemAt(rows, i))
  })
  const sorted = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1))
  const indexOf = new Map(sorted.map(([key], i) => [key, i]))
  const patternOf = Int32Array.from(keys, (key) => entryOf(indexOf, key))
  return { patterns: sorted.map(([, pattern]) => pattern), patternOf }
}

/**
 * Adds `weight × x xᵀ` to the lower triangle of a matrix, where x is one pattern's row.
 *
 * @param matrix - columnCount × columnCount, changed in place
 * @param design - the design
 * @param pattern - index of the pattern
 * @param weight - factor
 * @see SparseDesign
 * @example
 * addOuterProduct(information, design, 0, 0.25)
 */
export function addOuterProduct(
  matrix: Float64Array,
  design: SparseDesign,
  pattern: number,
  weight: number
): void {
  const { starts, columns, values, columnCount } = design
  const end = wholeAt(starts, pattern + 1)
  for (let i = wholeAt(starts, pattern); i < end; i++) {
    const offset = wholeAt(columns, i) * columnCount
    const factor = weight * at(values, i)
    for (let k = wholeAt(starts, pattern); k <= i; k++) {
      const cell = offset + wholeAt(columns, k)
      matrix[cell] = at(matrix, cell) + factor * at(values, k)
    }
  }
}

/** Product of a pattern's row with `factors`, one for each column: its linear predictor, for example. */
export function patternSum(design: SparseDesign, pattern: number, factors: Float64Array): number {
  const { starts, columns, values } = design
  const end = wholeAt(starts, pattern + 1)
  let sum = 0
  for (let i = wholeAt(starts, pattern); i < end; i++)
    sum += at(values, i) * at(factors, wholeAt(columns, i))
  return sum
}

/** Patterns in which any of the columns is active, ascending. */
export function patternsWith(design: SparseDesign, columns: readonly number[]): Int32Array {
  const { patternStarts, patterns } = design
  const listed = (c: number) =>
    patterns.subarray(wholeAt(patternStarts, c), wholeAt(patternStarts, c + 1))
  const [only] = columns
  if (only !== undefined && columns.length === 1) return listed(only)
  const isTouched = new Uint8Array(design.patternCount)
  for (const c of columns) for (const i of listed(c)) isTouched[i] = 1
  const touched: number[] = []
  isTouched.forEach((is, i) => {
    if (is === 1) touched.push(i)
  })
  return Int32Array.from(touched)
}

/**
 * Adds `weight × x` to a vector, where x is one pattern's row.
 *
 * @param vector - one entry per column, changed in place
 * @param design - the design
 * @param pattern - index of the pattern
 * @param weight - factor
 * @see SparseDesign
 * @example
 * addRow(gradient, design, 0, 0.25)
 */
export function addRow(
  vector: Float64Array,
  design: SparseDesign,
  pattern: number,
  weight: number
): void {
  const { starts, columns, values } = design
  const end = wholeAt(starts, pattern + 1)
  for (let i = wholeAt(starts, pattern); i < end; i++) {
    const column = wholeAt(columns, i)
    vector[column] = at(vector, column) + weight * at(values, i)
  }
}
