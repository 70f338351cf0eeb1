import { describe, expect, it } from 'vitest'
import { fisherGreater, pairedChange } from '../../src/stats/exact-tests.ts'
import values from '../fixtures/r-insight/values.json' with { type: 'json' }
import { seededRandom } from '../insight/planted-survey.ts'

describe('Fisher’s test', () => {
  it('of the lady tasting tea and of a larger table is what R gives', () => {
    expect(fisherGreater({ events: 3, base: 4 }, { events: 1, base: 4 })).toBeCloseTo(
      values.fisherGreater[0] ?? 0,
      12
    )
    // matrix(c(12, 30, 20, 200), 2): 12 of 32 against 30 of 230.
    expect(fisherGreater({ events: 12, base: 32 }, { events: 30, base: 230 })).toBeCloseTo(
      values.fisherGreater[1] ?? 0,
      11
    )
  })

  it('is certain of no event and refuses counts that cannot be', () => {
    expect(fisherGreater({ events: 0, base: 4 }, { events: 2, base: 9 })).toBeCloseTo(1, 10)
    expect(() => fisherGreater({ events: 5, base: 4 }, { events: 0, base: 1 })).toThrow('events')
  })
})

describe('the same people asked twice', () => {
  it('reproduces Fagerland et al. (2013), airway hyper-responsiveness: mid-p 0.039', () => {
    const change = pairedChange(1, 7, 21, 0.95)
    expect(change.pValue).toBeCloseTo(0.0390625, 10)
    expect(change.estimate).toBeCloseTo(-6 / 21, 10)
    // Bonett–Price by hand: shares 2/23 and 8/23, half 1.96 √((10/23 − (6/23)²) / 23).
    const half = 1.959964 * Math.sqrt((10 / 23 - (6 / 23) ** 2) / 23)
    expect(change.confHigh).toBeCloseTo(-6 / 23 + half, 6)
  })

  it('with many changes agrees with McNemar’s chi-square of R (approval of the prime minister, Agresti 1990)', () => {
    const change = pairedChange(86, 150, 1600, 0.95)
    expect(change.pValue / values.mcnemar[1]!).toBeGreaterThan(0.8)
    expect(change.pValue / values.mcnemar[1]!).toBeLessThan(1.25)
    expect(change.estimate).toBeCloseTo(-0.04, 10)
  })

  it('as many gained as lost is no change', () => {
    expect(pairedChange(4, 4, 30, 0.95).pValue).toBe(1)
    expect(pairedChange(0, 0, 30, 0.95)).toMatchObject({ pValue: 1, estimate: 0 })
  })

  it('holds its level and its coverage', () => {
    const random = seededRandom(31)
    let rejected = 0
    let covered = 0
    for (let run = 0; run < 2000; run++) {
      let [gained, lost] = [0, 0]
      for (let i = 0; i < 40; i++) {
        const u = random()
        if (u < 0.15) gained++
        else if (u < 0.3) lost++
      }
      const change = pairedChange(gained, lost, 40, 0.95)
      if (change.pValue <= 0.05) rejected++
      if (change.confLow <= 0 && 0 <= change.confHigh) covered++
    }
    expect(rejected / 2000).toBeLessThan(0.06)
    expect(covered / 2000).toBeGreaterThan(0.94)
  })

  it('refuses what cannot be', () => {
    expect(() => pairedChange(1, 1, 0, 0.95)).toThrow('base')
    expect(() => pairedChange(3, 3, 5, 0.95)).toThrow('changes')
  })
})
