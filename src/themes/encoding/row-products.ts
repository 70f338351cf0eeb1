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

/**
 * Products of every row of a matrix with one vector.
 *
 * Four rows are summed at once, since one sum alone makes every addition wait for the last; each sum keeps its order.
 *
 * @param vector - `width` numbers
 * @param into - filled, one number a row
 * @throws nothing
 * @example
 * fillRowProducts(matrixOf([1, 2, 3, 4], 2), Float64Array.of(1, 1), into) // into => [3, 7]
 */
export function fillRowProducts(matrix: Matrix, vector: Float64Array, into: Float32Array): void {
  const { values, rowCount, width } = matrix
  let row = 0
  for (; row + 3 < rowCount; row += 4) {
    const p = row * width
    const q = p + width
    const r = q + width
    const s = r + width
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let k = 0; k < width; k++) {
      const x = vector[k] as number
      a += x * (values[p + k] as number)
      b += x * (values[q + k] as number)
      c += x * (values[r + k] as number)
      d += x * (values[s + k] as number)
    }
    into[row] = a
    into[row + 1] = b
    into[row + 2] = c
    into[row + 3] = d
  }
  for (; row < rowCount; row++) {
    let sum = 0
    for (let k = 0, p = row * width; k < width; k++, p++)
      sum += (vector[k] as number) * (values[p] as number)
    into[row] = sum
  }
}
