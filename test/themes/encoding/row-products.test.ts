import { readFileSync } from 'node:fs'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, it } from 'vitest'
import {
  matrixOf,
  plainProducts,
  type RowProducts,
} from '../../../src/themes/encoding/row-products.ts'
import { productKernel } from '../../../src/training/products/kernel.ts'
import { loadProducts } from '../load-resources.ts'

const IMPLEMENTATIONS: readonly (readonly [string, RowProducts])[] = [
  ['plain', plainProducts],
  ['compiled', loadProducts()],
]

describe.each(IMPLEMENTATIONS)('row products, %s', (_, products) => {
  it('are sums over the columns, vector after vector', () => {
    const into = new Float32Array(4)
    products(matrixOf([1, 2, 3, 4], 2), Float64Array.of(1, 1, 0, 1), into)
    expect([...into]).toEqual([3, 7, 2, 4])
  })

  it('leave out rows before the first and vectors after the last asked for', () => {
    const matrix = matrixOf(
      Array.from({ length: 20 }, (_, i) => i),
      1
    )
    const into = new Float32Array(24).fill(-1)
    products(matrix, Float64Array.of(1, 10, 100), into, { count: 2, firstRow: 8 })
    const rows = Array.from({ length: 12 }, (_, i) => i + 8)
    expect([...into]).toEqual([...rows, ...rows.map((row) => row * 10)])
  })
})

/** Numbers whose sums are rounded at every step. */
function numbers(count: number, seed: number): Float64Array {
  const generator = xoroshiro128plus(seed)
  return Float64Array.from({ length: count }, () => uniformFloat64(generator) - 0.5)
}

describe('compiled row products', () => {
  const compiled = loadProducts()

  // Below a block, with rows and vectors left over, in several slices, too narrow and too wide for the kernel's memory.
  it.each([
    [3, 5, 4, 0],
    [8, 1, 2, 0],
    [97, 48, 65, 0],
    [700, 266, 130, 0],
    [700, 266, 33, 64],
    [2000, 266, 3, 64],
    [6000, 266, 3, 16],
    [17, 30, 5, 3],
    [9000, 1, 3, 0],
    [30, 9000, 2, 0],
  ])(
    'have the bits of the plain ones, %i × %i by %i from %i',
    (rowCount, width, count, firstRow) => {
      const matrix = matrixOf(numbers(rowCount * width, 1), width)
      const vectors = numbers(count * width, 2)
      const expected = new Float32Array(count * (rowCount - firstRow))
      const found = new Float32Array(expected.length)
      plainProducts(matrix, vectors, expected, { firstRow })
      compiled(matrix, vectors, found, { firstRow })
      expect(found).toEqual(expected)
    }
  )

  it('tell matrices apart, also when they come back', () => {
    const matrices = Array.from({ length: 9 }, (_, seed) => matrixOf(numbers(90_000, seed), 90))
    const vectors = numbers(180, 20)
    for (const matrix of [...matrices, ...matrices]) {
      const expected = new Float32Array(2_000)
      const found = new Float32Array(2_000)
      plainProducts(matrix, vectors, expected)
      compiled(matrix, vectors, found)
      expect(found).toEqual(expected)
    }
  })

  it('are what the kernel says', () => {
    const committed = readFileSync('src/themes/encoding/products.wasm')
    expect([...committed]).toEqual([...productKernel()])
  })
})
