import { describe, expect, it } from 'vitest'
import { eValue } from '../../src/stats/e-value.ts'

describe('eValue', () => {
  it('reproduces the worked example of VanderWeele and Ding (2017): 3.9 gives 7.26, its limit 1.8 gives 3.0', () => {
    expect(eValue(3.9)).toBeCloseTo(7.26, 2)
    expect(eValue(1.8)).toBeCloseTo(3.0, 2)
  })

  it('treats a ratio and its inverse alike, and is 1 where there is nothing to explain', () => {
    expect(eValue(1 / 3.9)).toBeCloseTo(eValue(3.9), 12)
    expect(eValue(1)).toBe(1)
  })

  it('refuses a ratio that is not above 0', () => {
    expect(() => eValue(0)).toThrow('riskRatio: expected a number above 0, got 0')
  })
})
