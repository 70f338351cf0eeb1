import { describe, expect, it } from 'vitest'
import { forecastNps } from '../../../src/insight/trends/forecast-nps.ts'
import { seededRandom } from '../planted-survey.ts'

function series(seed: number, length: number, level: (i: number) => number, spread: number) {
  const random = seededRandom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Array.from({ length }, (_, i) =>
    Math.max(-100, Math.min(100, level(i) + spread * normal()))
  )
}

describe('forecast of NPS', () => {
  it('beats the last value on the back-test where a level is planted in noise', () => {
    const found = forecastNps(
      series(1, 24, () => 20, 8),
      { horizon: 3 }
    )
    expect(found?.isBetterThanLastValue).toBe(true)
    expect(found?.kind).toBe('level')
    expect(found?.points.map((p) => p.step)).toEqual([1, 2, 3])
    expect(found?.points[0]?.npsPoints).toBeGreaterThan(12)
    expect(found?.points[0]?.npsPoints).toBeLessThan(28)
    const width = (i: number) =>
      (found?.points[i]?.confHigh ?? 0) - (found?.points[i]?.confLow ?? 0)
    expect(width(2)).toBeGreaterThanOrEqual(width(0))
  })

  it('says "no better than the last value" of a random walk, and repeats it', () => {
    let modest = 0
    for (let seed = 0; seed < 20; seed++) {
      let level = 0
      const random = seededRandom(seed)
      const walk = Array.from({ length: 20 }, () => {
        level += 12 * (random() - 0.5)
        return level
      })
      const found = forecastNps(walk)
      if (found?.isBetterThanLastValue === false) {
        modest++
        expect(found.kind).toBe('last-value')
        expect(found.points[0]?.npsPoints).toBeCloseTo(walk.at(-1) ?? 0, 10)
      }
    }
    expect(modest).toBeGreaterThanOrEqual(15)
  })

  it('follows a planted season', () => {
    const found = forecastNps(
      series(3, 28, (i) => [30, 0, -20, 10][i % 4] ?? 0, 3),
      { season: 4, horizon: 4 }
    )
    expect(found?.kind).toBe('seasonal')
    expect(found?.points[2]?.npsPoints).toBeLessThan(-10)
  })

  it('the interval holds the next value in 85 to 99 % of level series at 95 %', () => {
    let held = 0
    for (let run = 0; run < 150; run++) {
      const values = series(500 + run, 17, () => 10, 9)
      const found = forecastNps(values.slice(0, 16))
      const [point] = found?.points ?? []
      const next = values[16] ?? 0
      if (point && point.confLow <= next && next <= point.confHigh) held++
    }
    expect(held / 150).toBeGreaterThan(0.88)
    expect(held / 150).toBeLessThanOrEqual(1)
  })

  it('needs eight periods with a value, gaps or not, and stays within the scale', () => {
    expect(forecastNps([1, 2, 3, 4, 5, 6, 7])).toBeNull()
    expect(forecastNps([1, 2, 3, 4, null, null, 5, 6, 7])).toBeNull()
    const silent = [1, 9, 3, 4, 8, 5, 6, 7, ...Array<null>(40).fill(null)]
    expect(forecastNps(silent)).toBeNull()
    const gappy = forecastNps([1, 9, 3, null, 4, 8, 5, 6, 7])
    expect(gappy?.base).toBe(8)
    const top = forecastNps([92, 94, 95, 96, 97, 98, 99, 100], { horizon: 24 })
    expect(top?.points.every((p) => p.npsPoints <= 100 && p.confHigh <= 100)).toBe(true)
  })

  it('refuses horizons and seasons out of range', () => {
    expect(() => forecastNps([], { horizon: 0 })).toThrow('horizon')
    expect(() => forecastNps([], { season: 0.5 })).toThrow('season')
  })
})
