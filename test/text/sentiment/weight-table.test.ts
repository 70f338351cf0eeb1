import { describe, expect, it } from 'vitest'
import {
  BUCKET,
  bucketOf,
  codeOf,
  levelsOf,
  printOf,
  slotOf,
} from '../../../src/text/sentiment/weight-table.ts'

describe('weight table', () => {
  it('gives every level back its own code', () => {
    const levels = levelsOf(0.7)
    const codes = [...levels].slice(1).map((level) => codeOf(level, 0.7))
    expect(codes).toEqual(Array.from({ length: 15 }, (_, k) => k + 1))
    expect(levels[8]).toBe(0)
    expect(levels[15]).toBe(0.7)
  })

  it('cuts weights beyond the top', () => {
    expect([codeOf(5, 0.7), codeOf(-5, 0.7)]).toEqual([15, 1])
  })

  it('finds a feature wherever it lies in its bucket, and none that is not there', () => {
    const slots = 64
    const hash = 0x12345678
    const first = bucketOf(hash, slots)
    for (let k = 0; k < BUCKET; k += 1) {
      const prints = new Uint8Array(slots)
      prints[first + k] = printOf(hash)
      const table = {
        slots,
        prints,
        pairs: new Uint8Array(slots),
        negative: levelsOf(1),
        positive: levelsOf(1),
      }
      expect(slotOf(table, hash)).toBe(first + k)
      expect(slotOf(table, 0x77345678)).toBe(-1)
      expect(slotOf(table, 0)).toBe(-1)
    }
  })
})
