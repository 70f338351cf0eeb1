import { describe, expect, it } from 'vitest'
import { fitSmoothing, forecastFrom, smooth } from '../../src/stats/exponential-smoothing.ts'
import values from '../fixtures/r-insight/values.json' with { type: 'json' }

const Z = [5, 6, 7, 5, 6, 9, 8, 10, 9, 12, 11, 13]
const squares = (errors: readonly (number | null)[]) =>
  errors.reduce<number>((sum, e) => sum + (e ?? 0) ** 2, 0)

describe('exponential smoothing', () => {
  it('of a level gives the level and squared errors of R HoltWinters', () => {
    const start = { level: 5, trend: 0, seasons: [] }
    const found = smooth(Z.slice(1), { alpha: 0.3, beta: 0, phi: 0, gamma: 0 }, start)
    expect(found.state.level).toBeCloseTo(values.sesLevel, 10)
    expect(squares(found.errors)).toBeCloseTo(values.sesSse, 10)
  })

  it('of a trend gives the level, slope and squared errors of R HoltWinters', () => {
    const start = { level: 6, trend: 1, seasons: [] }
    const found = smooth(Z.slice(2), { alpha: 0.4, beta: 0.2, phi: 1, gamma: 0 }, start)
    expect(found.state.level).toBeCloseTo(values.holtLevelSlope[0] ?? 0, 10)
    expect(found.state.trend).toBeCloseTo(values.holtLevelSlope[1] ?? 0, 10)
    expect(squares(found.errors)).toBeCloseTo(values.holtSse, 10)
  })

  it('passes over gaps: the trend moves on, nothing is learnt', () => {
    const start = { level: 10, trend: 2, seasons: [] }
    const smoothing = { alpha: 0.5, beta: 0.1, phi: 1, gamma: 0 }
    const { errors, state } = smooth([null], smoothing, start)
    expect(errors).toEqual([null])
    expect(state).toEqual({ level: 12, trend: 2, seasons: [] })
    expect(forecastFrom(start, smoothing, 3)).toBe(16)
  })

  it('finds a trend, a season, and neither', () => {
    const noise = [0.3, -0.2, 0.1, 0.4, -0.3, 0.2, -0.1, -0.4]
    const rise = Array.from({ length: 24 }, (_, i) => 3 * i + (noise[i % 8] ?? 0))
    expect(fitSmoothing(rise, 1)?.kind).toBe('damped-trend')
    const seasonal = Array.from(
      { length: 24 },
      (_, i) => [10, -10, 0, 5][i % 4]! + (noise[i % 8] ?? 0)
    )
    const found = fitSmoothing(seasonal, 4)
    expect(found?.kind).toBe('seasonal')
    expect(forecastFrom(found!.state, found!.smoothing, 2)).toBeCloseTo(-10, 0)
    expect(fitSmoothing([5, 6, 5, 7, 6, 5], 1)?.kind).toBe('level')
    expect(fitSmoothing([5, 6, null, 5], 1)).toBeNull()
  })

  it('looks for no season without a value in each', () => {
    const holes = Array.from({ length: 16 }, (_, i) => (i % 4 === 1 ? null : (i * 7) % 5))
    expect(fitSmoothing(holes, 4)?.kind).not.toBe('seasonal')
  })

  it('refuses parameters outside [0, 1]', () => {
    const start = { level: 0, trend: 0, seasons: [] }
    expect(() => smooth([], { alpha: 2, beta: 0, phi: 0, gamma: 0 }, start)).toThrow('alpha')
  })
})
