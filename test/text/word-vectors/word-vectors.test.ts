import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readWordVectors } from '../../../src/text/word-vectors/word-vectors.ts'
import { packVectors } from '../../../src/training/word-vectors/compress.ts'

const file = readFileSync('lexicons/word-vectors/vectors.bin')
const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)
const vectors = readWordVectors(bytes)

function cosine(a: string, b: string): number {
  const [i, j] = [vectors.rowOf(a)!, vectors.rowOf(b)!]
  let sum = 0
  for (let d = 0; d < vectors.dimensions; d++) {
    sum += vectors.values[i * vectors.dimensions + d]! * vectors.values[j * vectors.dimensions + d]!
  }
  return sum
}

describe('word vectors', () => {
  it('know the words of customer comments', () => {
    const words = ['delivery', 'refund', 'rude', 'expensive', 'wifi', 'app', 'router', 'staff']
    expect(words.filter((word) => vectors.rowOf(word) === undefined)).toEqual([])
    expect(vectors.words).toHaveLength(20_000)
  })

  it('have unit length', () => {
    for (const word of ['price', 'nurse', 'luggage']) expect(cosine(word, word)).toBeCloseTo(1, 5)
  })

  it('put words of one meaning closer than words of another', () => {
    expect(cosine('expensive', 'price')).toBeGreaterThan(cosine('expensive', 'nurse') + 0.2)
    expect(cosine('luggage', 'suitcase')).toBeGreaterThan(cosine('luggage', 'menu') + 0.2)
    expect(cosine('rude', 'arrogant')).toBeGreaterThan(cosine('rude', 'router') + 0.2)
  })

  it('weigh rare words above common ones, unknown words most', () => {
    expect(vectors.weightOf('the')).toBeLessThan(0.1)
    expect(vectors.weightOf('luggage')).toBeGreaterThan(0.9)
    expect(vectors.weightOf('qwrtzp')).toBeGreaterThan(vectors.weightOf('luggage'))
  })

  it('have no vector for words of the language they are read with', () => {
    for (const word of ['constructor', '__proto__', 'toString']) {
      expect(vectors.rowOf(word) === undefined || vectors.words.includes(word)).toBe(true)
    }
  })

  it('refuse bytes that are cut short or of another kind', () => {
    expect(() => readWordVectors(bytes.slice(0, -1))).toThrow(/expected 1165639 bytes, got 1165638/)
    expect(() => readWordVectors(new ArrayBuffer(40))).toThrow('WSV1')
  })

  it('come back from packing within half a step', () => {
    const rows = [
      [0.6, 0.8],
      [-0.8, 0.6],
      [1, 0],
    ]
    const packed = packVectors(
      { words: ['a', 'b', 'c'], frequencies: [0.5, 0.25, 2e-7], rows },
      0.2
    )
    const back = readWordVectors(packed.slice().buffer)
    expect([...back.words]).toEqual(['a', 'b', 'c'])
    expect(back.frequencyOf('b')).toBeCloseTo(0.25, 5)
    for (const [i, x] of rows.flat().entries()) expect(back.values[i]).toBeCloseTo(x, 0.7)
  })
})
