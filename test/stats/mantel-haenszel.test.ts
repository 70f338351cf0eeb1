import { describe, expect, it } from 'vitest'
import { pooledShareDifference } from '../../src/stats/mantel-haenszel.ts'
import { shareDifference } from '../../src/stats/proportion.ts'
import { seededRandom } from '../insight/planted-survey.ts'

/** Charig et al. (1986) BMJ 292:879-882: open surgery and nephrolithotomy, small and large stones. */
const STONES = [
  { first: { events: 81, base: 87 }, second: { events: 234, base: 270 } },
  { first: { events: 192, base: 263 }, second: { events: 55, base: 80 } },
]

describe('difference of shares within strata', () => {
  it('turns the kidney stones of Charig et al. (1986) round: open surgery is better within both sizes', () => {
    const crude = shareDifference({ events: 273, base: 350 }, { events: 289, base: 350 }, 0.95)
    const pooled = pooledShareDifference(STONES, 0.95)
    expect(crude.estimate).toBeCloseTo(-0.0457, 4)
    // By hand: (81·270 − 234·87)/357 + (192·80 − 55·263)/343 over 65.798 + 61.341.
    expect(pooled?.estimate).toBeCloseTo((1512 / 357 + 895 / 343) / (23490 / 357 + 21040 / 343), 10)
    expect(pooled?.strataCount).toBe(2)
    expect(pooled?.base).toBe(700)
  })

  it('with one stratum it is the plain difference', () => {
    const pair = { first: { events: 15, base: 45 }, second: { events: 5, base: 62 } }
    const pooled = pooledShareDifference([pair], 0.95)
    expect(pooled?.estimate).toBeCloseTo(15 / 45 - 5 / 62, 10)
  })

  it('strata in which one group is missing say nothing', () => {
    const empty = { first: { events: 0, base: 0 }, second: { events: 3, base: 9 } }
    expect(pooledShareDifference([empty], 0.95)).toBeNull()
    expect(pooledShareDifference([...STONES, empty], 0.95)?.strataCount).toBe(2)
  })

  it('covers the true difference at its level, with many small unequal strata', () => {
    const random = seededRandom(11)
    const events = (base: number, share: number) =>
      Array.from({ length: base }).filter(() => random() < share).length
    let covered = 0
    for (let run = 0; run < 1500; run++) {
      const strata = Array.from({ length: 12 }, (_, i) => {
        const share = 0.15 + 0.04 * i
        const [n1, n2] = [3 + i, 14 - i]
        return {
          first: { events: events(n1, share + 0.12), base: n1 },
          second: { events: events(n2, share), base: n2 },
        }
      })
      const pooled = pooledShareDifference(strata, 0.95)
      if (pooled && pooled.confLow <= 0.12 && 0.12 <= pooled.confHigh) covered++
    }
    expect(covered / 1500).toBeGreaterThan(0.935)
    expect(covered / 1500).toBeLessThan(0.965)
  })
})
