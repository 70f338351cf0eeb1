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
// The kernel's memory in doubles: three quarters for rows, one eighth each for vectors and results (two to a double).
const ROW_ROOM = 3 << 17
const VECTOR_ROOM = 1 << 16
const RESULT_ROOM = 1 << 17
/** Of narrow rows no more than this many at once, so that there is room for the results of two vectors. */
const MAX_BLOCKS = 1 << 10
/** One vector alone is not worth the copying. */
const MIN_VECTORS = 2

/**
 * Row products by the instructions that multiply and add two doubles at once, four times as fast as `plainProducts` and with the
 * same bits.
 *
 * @param module - `products.wasm`, compiled
 * @returns a function that keeps the rows of the last matrices in the kernel's memory, so a matrix must not be changed
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
  const placeOf = createPlaces(rowRoom)
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
    const sliceRows = BLOCK_ROWS * blockRoom
    for (let row = firstRow; row < rowCount; row += sliceRows) {
      const own = Math.min(sliceRows, rowCount - row)
      const blocks = Math.ceil(own / BLOCK_ROWS)
      const stride = blocks * BLOCK_ROWS
      const place = 8 * placeOf(matrix, row, own)
      const most = Math.min(Math.floor(VECTOR_ROOM / width), Math.floor(RESULT_ROOM / stride)) & ~1
      for (let v = 0; v < count; v += most) {
        const some = Math.min(most, count - v)
        vectorRoom.set(vectors.subarray(v * width, (v + some) * width))
        if (some % 2 === 1) vectorRoom.fill(0, some * width, (some + 1) * width)
        multiply(place, blocks, 8 * width, rowRoom.byteLength, some, out, 4 * stride)
        for (let i = 0; i < some; i++) {
          const to = (v + i) * wanted + row - firstRow
          for (let k = 0, from = i * stride; k < own; k++)
            into[to + k] = results[from + k] as number
        }
      }
    }
  }
}

/** Brings rows into the kernel's memory, where a matrix that fits stays until the room is needed. */
function createPlaces(room: Float64Array): (matrix: Matrix, row: number, count: number) => number {
  const places = new Map<Matrix, number>()
  let used = 0
  return (matrix, row, count) => {
    const known = places.get(matrix)
    if (known !== undefined) return known + row * matrix.width
    const isWhole = paddedRows(matrix.rowCount) * matrix.width <= room.length
    const [from, own] = isWhole ? [0, matrix.rowCount] : [row, count]
    const length = paddedRows(own) * matrix.width
    if (used + length > room.length) {
      places.clear()
      used = 0
    }
    const at = used
    interleave(matrix, { from, count: own }, room.subarray(at, at + length))
    if (!isWhole) return at
    places.set(matrix, at)
    used += length
    return at + row * matrix.width
  }
}

const paddedRows = (count: number) => Math.ceil(count / BLOCK_ROWS) * BLOCK_ROWS

/** The type holds because a test runs the committed module. */
function kernelOf(module: WebAssembly.Module): Kernel {
  return new WebAssembly.Instance(module).exports as Kernel
}

/** Writes rows in blocks of eight, column after column; the last one is filled up with zeros. */
function interleave(
  { values, width }: Matrix,
  { from, count }: { readonly from: number; readonly count: number },
  into: Float64Array
): void {
  into.fill(0, Math.floor(count / BLOCK_ROWS) * BLOCK_ROWS * width)
  for (let row = 0; row < count; row++) {
    const place = row % BLOCK_ROWS
    let to = (row - place) * width + place
    for (let p = (from + row) * width, end = p + width; p < end; p++, to += BLOCK_ROWS)
      into[to] = values[p] as number
  }
}
