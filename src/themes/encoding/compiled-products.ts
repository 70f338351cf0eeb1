import { type Matrix, plainProducts, type RowProducts } from './row-products.ts'

/** What `products.wasm` exports; see `src/training/products/kernel.ts`. */
type Kernel = {
  readonly memory: WebAssembly.Memory
  readonly multiply: (
    rows: number,
    blockCount: number,
    widthBytes: number,
    vectors: number,
    vectorCount: number,
    out: number,
    outBytes: number
  ) => void
}

/** Rows that the kernel takes at once. */
const BLOCK_ROWS = 8
// The kernel's memory, in doubles: half for rows, a quarter each for vectors and results (two to a double).
const ROW_ROOM = 1 << 16
const VECTOR_ROOM = 1 << 15
const RESULT_ROOM = 1 << 16
/** Of narrow rows no more than this many at once, so that there is room for the results of two vectors. */
const MAX_BLOCKS = 1 << 10
/** One vector alone is not worth the copying. */
const MIN_VECTORS = 2

/**
 * Row products by the instructions that multiply and add two doubles at once, four times as fast as `plainProducts` and with the
 * same bits.
 *
 * @param module - `products.wasm`, compiled
 * @returns a function that keeps nothing but the rows of matrices in the kernel's order
 * @throws {WebAssembly.LinkError} if the module is another one
 * @see src/training/products/kernel.ts
 * @example
 * compiledProducts(module)(matrixOf([1, 2, 3, 4], 2), Float64Array.of(1, 1, 0, 1), into) // into => [3, 7, 2, 4]
 */
export function compiledProducts(module: WebAssembly.Module): RowProducts {
  const { memory, multiply } = kernelOf(module)
  const rowRoom = new Float64Array(memory.buffer, 0, ROW_ROOM)
  const vectorRoom = new Float64Array(memory.buffer, rowRoom.byteLength, VECTOR_ROOM)
  const out = rowRoom.byteLength + vectorRoom.byteLength
  const results = new Float32Array(memory.buffer, out, RESULT_ROOM)
  const known = new WeakMap<Matrix, Float64Array>()
  return (matrix, vectors, into, range = {}) => {
    const { rowCount, width } = matrix
    const { firstRow = 0, count = vectors.length / width } = range
    const wanted = rowCount - firstRow
    const blockRoom = Math.min(MAX_BLOCKS, Math.floor(ROW_ROOM / (BLOCK_ROWS * width)))
    const isWorth = count >= MIN_VECTORS && wanted >= BLOCK_ROWS && width > 0
    if (!isWorth || blockRoom < 1 || firstRow % BLOCK_ROWS !== 0) {
      plainProducts(matrix, vectors, into, range)
      return
    }
    const rows = known.get(matrix) ?? interleaved(matrix)
    known.set(matrix, rows)
    const sliceRows = BLOCK_ROWS * blockRoom
    for (let row = firstRow; row < rowCount; row += sliceRows) {
      const own = Math.min(sliceRows, rowCount - row)
      const blocks = Math.ceil(own / BLOCK_ROWS)
      const stride = blocks * BLOCK_ROWS
      rowRoom.set(rows.subarray(row * width, (row + stride) * width))
      const most = Math.min(Math.floor(VECTOR_ROOM / width), Math.floor(RESULT_ROOM / stride)) & ~1
      for (let v = 0; v < count; v += most) {
        const some = Math.min(most, count - v)
        vectorRoom.set(vectors.subarray(v * width, (v + some) * width))
        if (some % 2 === 1) vectorRoom.fill(0, some * width, (some + 1) * width)
        multiply(0, blocks, 8 * width, rowRoom.byteLength, some, out, 4 * stride)
        for (let i = 0; i < some; i++) {
          const to = (v + i) * wanted + row - firstRow
          for (let k = 0; k < own; k++) into[to + k] = results[i * stride + k] as number
        }
      }
    }
  }
}

/** The type holds because a test runs the committed module. */
function kernelOf(module: WebAssembly.Module): Kernel {
  return new WebAssembly.Instance(module).exports as Kernel
}

/** Blocks of eight rows, column after column; the last one is filled up with zeros. */
function interleaved({ values, rowCount, width }: Matrix): Float64Array {
  const blocks = Math.ceil(rowCount / BLOCK_ROWS)
  const rows = new Float64Array(blocks * BLOCK_ROWS * width)
  for (let row = 0; row < rowCount; row++) {
    const start = (row - (row % BLOCK_ROWS)) * width + (row % BLOCK_ROWS)
    for (let k = 0; k < width; k++) rows[start + k * BLOCK_ROWS] = values[row * width + k] as number
  }
  return rows
}
