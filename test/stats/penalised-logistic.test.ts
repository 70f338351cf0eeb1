import { describe, expect, it } from 'vitest'
import { fitPenalisedLogistic } from '../../src/stats/penalised-logistic.ts'
import { rocAuc } from '../../src/stats/roc-auc.ts'
import values from '../fixtures/r-insight/values.json' with { type: 'json' }
import { seededRandom } from '../insight/planted-survey.ts'

const Y = [0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1]
const A = [
  1.2, 0.4, -0.3, 2.2, 1.9, 0.1, -1.4, 0.8, 1.1, -0.6, 0.9, 0.3, -2.1, 1.7, -0.2, -0.9, 0.6, 1.3,
  -1.1, 0.5,
]
const B = [0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1]
const ROWS = {
  rowCount: 20,
  columnCount: 2,
  values: Float64Array.from(A.flatMap((a, i) => [a, B[i] ?? 0])),
}

describe('penalised logistic regression', () => {
  it('without a penalty gives the coefficients of R glm within 1e-6', () => {
    const fit = fitPenalisedLogistic(ROWS, Float64Array.from(Y), 0)
    values.glmCoefficients.forEach((expected, i) => {
      expect(fit?.coefficients[i]).toBeCloseTo(expected, 8)
    })
    expect(fit?.effectiveDegrees).toBeCloseTo(3, 8)
  })

  it('a penalty shrinks slopes and frees fewer parameters; at its optimum the penalised score is 0', () => {
    const fit = fitPenalisedLogistic(ROWS, Float64Array.from(Y), 5)
    expect(Math.abs(fit?.coefficients[1] ?? 9)).toBeLessThan(Math.abs(values.glmCoefficients[1]!))
    expect(fit?.effectiveDegrees).toBeLessThan(3)
    const scoreOfA = A.reduce((sum, a, i) => {
      const [c0 = 0, c1 = 0, c2 = 0] = fit?.coefficients ?? []
      return sum + a * ((Y[i] ?? 0) - 1 / (1 + Math.exp(-(c0 + c1 * a + c2 * (B[i] ?? 0)))))
    }, 0)
    expect(scoreOfA).toBeCloseTo(5 * (fit?.coefficients[1] ?? 0), 8)
  })

  it('handles separation with a penalty and says so without one', () => {
    const rows = { rowCount: 6, columnCount: 1, values: Float64Array.of(-3, -2, -1, 1, 2, 3) }
    const outcomes = Float64Array.of(0, 0, 0, 1, 1, 1)
    expect(fitPenalisedLogistic(rows, outcomes, 1)?.coefficients[1]).toBeGreaterThan(0)
    expect(fitPenalisedLogistic(rows, outcomes, 0)).toBeNull()
    const twins = { rowCount: 4, columnCount: 2, values: Float64Array.of(1, 1, 2, 2, 3, 3, 1, 1) }
    expect(fitPenalisedLogistic(twins, Float64Array.of(0, 1, 0, 1), 0)).toBeNull()
  })

  it('gives no fit where the top is too far for its steps', () => {
    const rows = { rowCount: 2, columnCount: 1, values: Float64Array.of(-1e-4, 1e-4) }
    expect(fitPenalisedLogistic(rows, Float64Array.of(0, 1), 1e-12)).toBeNull()
  })

  it('refuses negative penalties and outcomes that do not match', () => {
    expect(() => fitPenalisedLogistic(ROWS, Float64Array.from(Y), -1)).toThrow('penalty')
    expect(() => fitPenalisedLogistic(ROWS, Float64Array.of(1), 1)).toThrow('outcomes')
  })
})

describe('area under the ROC curve', () => {
  it('counts pairs in the right order, ties half', () => {
    expect(rocAuc([0.1, 0.4, 0.35, 0.8], [false, false, true, true], 0.95).estimate).toBe(0.75)
    expect(rocAuc([1, 1], [true, false], 0.95).estimate).toBe(0.5)
  })

  it('stays at the end where the order is perfect', () => {
    expect(rocAuc([1, 2], [false, true], 0.95)).toMatchObject({ confLow: 1, confHigh: 1 })
    expect(rocAuc([2, 1], [false, true], 0.95)).toMatchObject({ confLow: 0, confHigh: 0 })
  })

  it('covers the true value at its level', () => {
    const random = seededRandom(3)
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    let covered = 0
    // Means one standard deviation apart: the true area is Φ(1 / √2).
    for (let run = 0; run < 600; run++) {
      const outcomes = Array.from({ length: 77 }, (_, i) => i < 15)
      const risks = outcomes.map((isCase) => normal() + Number(isCase))
      const { confLow, confHigh } = rocAuc(risks, outcomes, 0.95)
      if (confLow <= 0.76025 && 0.76025 <= confHigh) covered++
    }
    expect(covered / 600).toBeGreaterThan(0.92)
    expect(() => rocAuc([1], [true], 0.95)).toThrow('smaller group')
  })
})
