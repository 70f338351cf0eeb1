import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { SparseRows } from './sparse-rows.ts'

export type LatentOptions = {
  readonly dimensions: number
  readonly seed: number
}

/** Passes over the matrix; two are enough for the slowly falling spectra of text. */
const POWER_ROUNDS = 3

/**
 * Coordinates of each row along the leading singular directions of a sparse matrix (latent semantic analysis),
 * by subspace iteration from a seeded random start.
 *
 * @param rows - TF-IDF rows
 * @returns row-major `rowCount × dimensions` (fewer if the matrix is smaller): U·S, the largest direction first
 * @throws nothing
 * @see Halko, Martinsson & Tropp (2011) Finding structure with randomness, algorithm 4.4; Deerwester et al. (1990) for LSA
 * @example
 * latentDirections(rows, { dimensions: 100, seed: 1 })
 */
export function latentDirections(
  rows: SparseRows,
  { dimensions, seed }: LatentOptions
): { readonly values: Float32Array; readonly dimensions: number } {
  const d = Math.min(dimensions, rows.columnCount, rows.rowCount)
  let right: Float64Array = randomBlock(rows.columnCount, d, seed)
  let left: Float64Array = new Float64Array(0)
  for (let round = 0; round < POWER_ROUNDS; round++) {
    orthonormalise(right, rows.columnCount, d)
    left = times(rows, right, d)
    if (round < POWER_ROUNDS - 1) right = transposedTimes(rows, left, d)
  }
  return { values: Float32Array.from(left), dimensions: d }
}

function randomBlock(rowCount: number, d: number, seed: number): Float64Array {
  const generator = xoroshiro128plus(seed)
  return Float64Array.from({ length: rowCount * d }, () => uniformFloat64(generator) - 0.5)
}

function times(rows: SparseRows, block: Float64Array, d: number): Float64Array {
  const result = new Float64Array(rows.rowCount * d)
  for (let i = 0; i < rows.rowCount; i++) {
    for (let k = rows.starts[i] ?? 0; k < (rows.starts[i + 1] ?? 0); k++) {
      const value = rows.values[k] ?? 0
      const from = (rows.columns[k] ?? 0) * d
      for (let j = 0; j < d; j++) {
        result[i * d + j] = (result[i * d + j] as number) + value * (block[from + j] as number)
      }
    }
  }
  return result
}

function transposedTimes(rows: SparseRows, block: Float64Array, d: number): Float64Array {
  const result = new Float64Array(rows.columnCount * d)
  for (let i = 0; i < rows.rowCount; i++) {
    for (let k = rows.starts[i] ?? 0; k < (rows.starts[i + 1] ?? 0); k++) {
      const value = rows.values[k] ?? 0
      const to = (rows.columns[k] ?? 0) * d
      for (let j = 0; j < d; j++) {
        result[to + j] = (result[to + j] as number) + value * (block[i * d + j] as number)
      }
    }
  }
  return result
}

/** Modified Gram-Schmidt over the columns of a row-major block, in place. */
function orthonormalise(block: Float64Array, rowCount: number, d: number): void {
  // Columns are copied out once: strided access is several times slower.
  const columns = Array.from({ length: d }, (_, j) => {
    const column = new Float64Array(rowCount)
    for (let i = 0; i < rowCount; i++) column[i] = block[i * d + j] ?? 0
    return column
  })
  for (const [j, column] of columns.entries()) {
    scaleToUnit(column)
    for (let i = 0; i < rowCount; i++) block[i * d + j] = column[i] as number
    for (let k = j + 1; k < d; k += COLUMNS_AT_ONCE)
      subtractProjections(columns.slice(k, k + COLUMNS_AT_ONCE), column)
  }
}

/** One sum alone makes every addition wait for the last. */
const COLUMNS_AT_ONCE = 4

/** Takes the projection onto one column out of up to four others. */
function subtractProjections(columns: readonly Float64Array[], onto: Float64Array): void {
  const [p, q = p, r = p, s = p] = columns
  if (p === undefined || q === undefined || r === undefined || s === undefined) return
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let i = 0; i < onto.length; i++) {
    const x = onto[i] as number
    a += (p[i] as number) * x
    b += (q[i] as number) * x
    c += (r[i] as number) * x
    d += (s[i] as number) * x
  }
  const dots = [a, b, c, d]
  for (const [k, column] of columns.entries()) {
    const dot = dots[k] as number
    for (let i = 0; i < onto.length; i++)
      column[i] = (column[i] as number) - dot * (onto[i] as number)
  }
}

function scaleToUnit(column: Float64Array): void {
  let sum = 0
  for (const x of column) sum += x * x
  const scale = sum < 1e-30 ? 0 : 1 / Math.sqrt(sum)
  for (let i = 0; i < column.length; i++) column[i] = (column[i] as number) * scale
}
