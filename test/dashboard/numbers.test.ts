import { describe, expect, it } from 'vitest'
import { createNumberWriter } from '../../src/dashboard/numbers.ts'

describe('numbers', () => {
  it('follow the locale of the reader', () => {
    const [english, german] = [createNumberWriter('en'), createNumberWriter('de')]
    expect(english.count(12_345)).toBe('12,345')
    expect(german.count(12_345)).toBe('12.345')
    expect(german.percent(0.415, 1)).toBe('41,5\u00a0%')
    expect(german.signed(1.25)).toBe('+1,3')
  })

  it('have a real minus sign, and none for what rounds to 0', () => {
    const { signed, plain } = createNumberWriter('en')
    expect(signed(-1.5)).toBe('−1.5')
    expect(signed(-0.04)).toBe('0.0')
    expect(plain(-0.4)).toBe('0')
    expect(plain(-3.28)).toBe('−3')
  })

  it('write periods as people do', () => {
    const { period } = createNumberWriter('en-GB')
    expect(['2026-03', '2026-03-09', '2026-W11', '2026-Q2'].map(period)).toEqual([
      'Mar 2026',
      '9 Mar 2026',
      'week 11 2026',
      'Q2 2026',
    ])
  })

  it('write a dash for a share of nothing', () => {
    expect(createNumberWriter('en').percent(null)).toBe('–')
  })
})
