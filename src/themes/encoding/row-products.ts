/** A dense matrix, row-major. */
export type Matrix = {
  readonly values: Float64Array
  readonly rowCount: number
  readonly width: number
}

/** Copies rows into a matrix. */
export function matrixOf(values: ArrayLike<number>, width: number): Matrix {
  return { values: Float64Array.from(values), rowCount: values.length / width, width }
}

/** Which products are asked for. */
export type ProductRange = {
  /** Vectors, of which there may be more in the array; default all. */
  readonly count?: number
  /** First row that counts; the results of a vector are so much fewer. A multiple of eight; default 0. */
  readonly firstRow?: number
}

/**
 * Products of the rows of a matrix with some vectors.
 *
 * Every implementation adds in the order of the columns, in double precision, so all give the same bits.
 *
 * @param vectors - one after another, `width` numbers each
 * @param into - filled, vector after vector, one number a row
 */
export type RowProducts = (
  matrix: Matrix,
  vectors: Float64Array,
  into: Float32Array,
  range?: ProductRange
) => void

/**
 * Row products without further means.
 *
 * Four rows are summed at once, since one sum alone makes every addition wait for the last; each sum keeps its order.
 *
 * @throws nothing
 * @example
 * plainProducts(matrixOf([1, 2, 3, 4], 2), Float64Array.of(1, 1), into) // into => [3, 7]
 */
export const plainProducts: RowProducts = (matrix, vectors, into, range = {}) => {
  const { rowCount, width } = matrix
  const { firstRow = 0, count = vectors.length / width } = range
  for (let v = 0; v < count; v++)
    fillProducts(matrix, firstRow, {
      vectors,
      from: v * width,
      into,
      to: v * (rowCount - firstRow),
    })
}

type Places = {
  readonly vectors: Float64Array
  readonly from: number
  readonly into: Float32Array
  readonly to: number
}

function fillProducts(
  { values, rowCount, width }: Matrix,
  firstRow: number,
  { vectors, from, into, to }: Places
): void {
  let row = firstRow
  let at = to
  for (; row + 3 < rowCount; row += 4, at += 4) {
    const p = row * width
    const q = p + width
    const r = q + width
    const s = r + width
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let k = 0; k < width; k++) {
      const x = vectors[from + k] as number
      a += x * (values[p + k] as number)
      b += x * (values[q + k] as number)
      c += x * (values[r + k] as number)
      d += x * (values[s + k] as number)
    }
    into[at] = a
    into[at + 1] = b
    into[at + 2] = c
    into[at + 3] = d
  }
  for (; row < rowCount; row++, at++) {
    let sum = 0
    for (let k = 0, p = row * width; k < width; k++, p++)
      sum += (vectors[from + k] as number) * (values[p] as number)
    into[at] = sum
  }
}
