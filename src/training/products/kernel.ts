import {
  addPairs,
  type Bytes,
  encodeModule,
  get,
  loadPair,
  loadTwice,
  multiplyPairs,
  plus,
  repeatWhile,
  set,
  small,
  storeSingles,
  times2,
  zeros,
} from './wasm-module.ts'

const DOUBLE_BYTES = 8
/** Rows of a block, interleaved: the same column of all of them stands together. */
const BLOCK_ROWS = 8
const PAIRS = BLOCK_ROWS / 2
/** 4 MiB, as `compiled-products.ts` divides it. */
const PAGES = 64

// Parameters, then local integers, then vectors.
const [ROWS, BLOCK_COUNT, WIDTH_BYTES, VECTORS, VECTOR_COUNT, OUT, OUT_BYTES] = [
  0, 1, 2, 3, 4, 5, 6,
]
const [BLOCK, VECTOR, ROW, FIRST, SECOND, END, TO] = [7, 8, 9, 10, 11, 12, 13]
const [X, Y, PAIR, SUMS] = [14, 15, 16, 17]

const eachPair = (make: (pair: number) => Bytes): Bytes =>
  Array.from({ length: PAIRS }, (_, pair) => make(pair)).flat()

const step = (local: number, by: Bytes): Bytes => set(local, plus(get(local), by))

/** One column of a block times that of two vectors. */
const column: Bytes = [
  ...set(X, loadTwice(get(FIRST))),
  ...set(Y, loadTwice(get(SECOND))),
  ...eachPair((pair) => [
    ...set(PAIR, loadPair(get(ROW), pair * 2 * DOUBLE_BYTES)),
    ...set(SUMS + pair, addPairs(get(SUMS + pair), multiplyPairs(get(X), get(PAIR)))),
    ...set(
      SUMS + PAIRS + pair,
      addPairs(get(SUMS + PAIRS + pair), multiplyPairs(get(Y), get(PAIR)))
    ),
  ]),
  ...step(FIRST, small(DOUBLE_BYTES)),
  ...step(SECOND, small(DOUBLE_BYTES)),
  ...step(ROW, times2(small(DOUBLE_BYTES), 3)),
]

const storeSums = (from: number): Bytes => [
  ...eachPair((pair) => storeSingles(get(TO), pair * 8, get(from + pair))),
  ...step(TO, get(OUT_BYTES)),
]

const twoVectors: Bytes = [
  ...set(SECOND, plus(get(FIRST), get(WIDTH_BYTES))),
  ...set(END, get(SECOND)),
  ...set(ROW, get(ROWS)),
  ...eachPair((pair) => [...set(SUMS + pair, zeros), ...set(SUMS + PAIRS + pair, zeros)]),
  ...repeatWhile([get(FIRST), get(END)], column),
  ...storeSums(SUMS),
  ...storeSums(SUMS + PAIRS),
  ...set(FIRST, get(SECOND)),
  ...step(VECTOR, small(2)),
]

const oneBlock: Bytes = [
  ...set(FIRST, get(VECTORS)),
  ...set(TO, plus(get(OUT), times2(get(BLOCK), 5))),
  ...set(VECTOR, small(0)),
  ...repeatWhile([get(VECTOR), get(VECTOR_COUNT)], twoVectors),
  ...step(ROWS, times2(get(WIDTH_BYTES), 3)),
  ...step(BLOCK, small(1)),
]

/**
 * Products of rows with vectors, two additions at once; every sum keeps the order of its columns, so it has the bits of the
 * plain loop.
 *
 * @returns a module that exports `multiply(rows, blockCount, widthBytes, vectors, vectorCount, out, outBytes)`: addresses, counts
 *   (at least one block and one column, an even number of vectors) and bytes from one vector's results to the next
 */
export function productKernel(): Uint8Array {
  return encodeModule({
    name: 'multiply',
    pages: PAGES,
    locals: { params: 7, integers: 7, vectors: 3 + 2 * PAIRS },
    body: repeatWhile([get(BLOCK), get(BLOCK_COUNT)], oneBlock),
  })
}
