import { describe, expect, it } from 'vitest'
import { clusterMean } from '../../src/stats/cluster-mean.ts'
import { seededRandom } from '../insight/planted-survey.ts'

const equal = (values: readonly number[]) => values.map((value) => ({ value, weight: 1, base: 1 }))

describe('mean over clusters', () => {
  it('with equal weights is the mean with the usual t interval (sleep data of Student 1908, as R t.test prints)', () => {
    const extra = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]
    const mean = clusterMean(equal(extra), 0.95)
    expect(mean?.estimate).toBeCloseTo(1.58, 10)
    expect(mean?.confLow).toBeCloseTo(0.7001142, 6)
    expect(mean?.confHigh).toBeCloseTo(2.4598858, 6)
    expect(mean?.pValue).toBeCloseTo(0.00283289, 7)
  })

  it('needs two clusters that count', () => {
    expect(clusterMean(equal([4]), 0.95)).toBeNull()
    expect(
      clusterMean(
        [
          { value: 1, weight: 1, base: 1 },
          { value: 9, weight: 0, base: 1 },
        ],
        0.95
      )
    ).toBeNull()
  })

  it('is certain of values that all agree', () => {
    expect(clusterMean(equal([0, 0]), 0.95)?.pValue).toBe(1)
    expect(clusterMean(equal([3, 3]), 0.95)?.pValue).toBe(0)
  })

  it('covers the true mean at its level, also when few heavy clusters decide', () => {
    const random = seededRandom(21)
    for (const weightOf of [() => 1, (i: number) => 1 / (i + 1), (i: number) => (i < 3 ? 30 : 1)]) {
      let covered = 0
      for (let run = 0; run < 1000; run++) {
        const clusters = Array.from({ length: 25 }, (_, i) => ({
          value: 100 * (random() + random() + random() - 1.5),
          weight: weightOf(i),
          base: 2,
        }))
        const mean = clusterMean(clusters, 0.95)
        if (mean && mean.confLow <= 0 && 0 <= mean.confHigh) covered++
      }
      expect(covered / 1000).toBeGreaterThan(0.93)
    }
  })

  it('refuses negative weights and levels out of range', () => {
    expect(() => clusterMean([{ value: 1, weight: -1, base: 1 }], 0.95)).toThrow('weight')
    expect(() => clusterMean([], 0)).toThrow('confLevel')
  })
})
