import { describe, expect, it } from 'vitest'
import {
  betaCdf,
  chiSquareTail,
  criticalValueOfT,
  logGamma,
  twoSidedTailOfT,
} from '../../src/stats/gamma.ts'
import values from '../fixtures/r-insight/values.json' with { type: 'json' }

describe('gamma, beta, chi-square and t', () => {
  it.each([0.1, 0.5, 3.7, 50, 1234.5].map((x, i) => [x, values.logGammas[i] ?? 0]))(
    'log gamma of %d is what R gives',
    (x, expected) => {
      expect(logGamma(x) / expected).toBeCloseTo(1, 12)
    }
  )

  it.each(
    [
      [0.5, 1],
      [3, 2],
      [20, 5],
      [40, 3],
      [2, 30],
    ].map(([x = 0, df = 1], i) => [x, df, values.chiSquareTails[i] ?? 0])
  )('the chi-square tail of %d on %d degrees is what R gives', (x, df, expected) => {
    expect(chiSquareTail(x, df) / expected).toBeCloseTo(1, 11)
  })

  it.each(
    [
      [0.1, 2, 3],
      [0.9, 0.5, 0.5],
      [0.3, 20, 40],
      [0.999, 5, 0.5],
    ].map(([x = 0, a = 1, b = 1], i) => [x, a, b, values.betaCdfs[i] ?? 0])
  )('the beta distribution at %d with %d and %d is what R gives', (x, a, b, expected) => {
    expect(betaCdf(x, a, b)).toBeCloseTo(expected, 12)
  })

  it.each(
    [
      [-0.5, 1],
      [-2, 4],
      [3.3, 12],
      [8, 40],
    ].map(([t = 0, df = 1], i) => [t, df, values.tTails[i] ?? 0])
  )('the two-sided tail of t %d on %d degrees is what R gives', (t, df, expected) => {
    expect(twoSidedTailOfT(t, df) / expected).toBeCloseTo(1, 11)
  })

  it('critical values of t are what R gives', () => {
    expect(criticalValueOfT(0.95, 1)).toBeCloseTo(values.tCriticals[0] ?? 0, 8)
    expect(criticalValueOfT(0.95, 10)).toBeCloseTo(values.tCriticals[1] ?? 0, 10)
    expect(criticalValueOfT(0.9, 3)).toBeCloseTo(values.tCriticals[2] ?? 0, 10)
    expect(criticalValueOfT(0.99, 200)).toBeCloseTo(values.tCriticals[3] ?? 0, 10)
  })

  it('knows the ends', () => {
    expect(chiSquareTail(0, 3)).toBe(1)
    expect(betaCdf(0, 2, 2)).toBe(0)
    expect(betaCdf(1, 2, 2)).toBe(1)
  })

  it('refuses what is out of range', () => {
    expect(() => logGamma(0)).toThrow('a number above 0, got 0')
    expect(() => chiSquareTail(1, 0)).toThrow('degrees')
    expect(() => chiSquareTail(-1, 1)).toThrow('statistic')
    expect(() => betaCdf(2, 1, 1)).toThrow('[0, 1], got 2')
    expect(() => betaCdf(0.5, 0, 1)).toThrow('shapes')
    expect(() => criticalValueOfT(1, 5)).toThrow('confLevel')
  })
})
