import { describe, expect, it } from 'vitest'
import { roundFigures } from '../../src/analysis/round-figures.ts'

describe('roundFigures', () => {
  it('drops what differs in the last bit between processors', () => {
    const next = 0.1 + 0.2
    expect(next).not.toBe(0.3)
    expect(roundFigures({ share: next, list: [{ pValue: next }] })).toEqual({
      share: 0.3,
      list: [{ pValue: 0.3 }],
    })
  })

  it('keeps counts, text, null and tiny p-values', () => {
    const value = { count: 12345678901234, text: '0.30000000000000004', none: null, p: 3.5e-19 }
    expect(roundFigures(value)).toEqual(value)
  })
})
