import { describe, expect, it } from 'vitest'
import { combinationStdError, fitFirth, logistic } from '../../src/stats/firth-logistic.ts'
import { fitRidge } from '../../src/stats/ridge-logistic.ts'
import { binaryDesign, sparseDesign } from '../../src/stats/sparse-design.ts'
import { gap, readFixture } from './read-fixture.ts'

type Published = {
  endometrial: {
    rows: [number, number, number][]
    outcome: number[]
    coefficients: number[]
    stdErrors: number[]
    logLikelihood: number
  }
  sex2: {
    rows: number[][]
    trials: number[]
    events: number[]
    coefficients: number[]
    stdErrors: number[]
    logLikelihood: number
    profileDia: [number, number]
    profileAge: [number, number]
  }
}
const { endometrial, sex2 } = readFixture<Published>('r/firth-published.json')

const sexDesign = binaryDesign(
  sex2.rows.map((row) => row.flatMap((value, i) => (value === 1 ? [i + 1] : []))),
  7
)
const sexCounts = { trials: Float64Array.from(sex2.trials), events: Float64Array.from(sex2.events) }
const endometrialDesign = sparseDesign(
  endometrial.rows.map((row) =>
    row.flatMap((value, i) => (value === 0 ? [] : [[i + 1, value] as const]))
  ),
  4
)
const endometrialCounts = {
  trials: new Float64Array(endometrial.outcome.length).fill(1),
  events: Float64Array.from(endometrial.outcome),
}

describe('fitFirth', () => {
  it('reproduces the endometrial cancer example of Heinze and Schemper (2002): NV 2.929, PI -0.035, EH -2.604', () => {
    const fit = fitFirth(endometrialDesign, endometrialCounts)!
    expect([...fit.coefficients].map((c) => Number(c.toFixed(3)))).toEqual([
      3.775, 2.929, -0.035, -2.604,
    ])
    expect(gap(fit.coefficients, endometrial.coefficients)).toBeLessThan(1e-6)
    expect(fit.logLikelihood).toBeCloseTo(endometrial.logLikelihood, 8)
    expect(fit.isConverged).toBe(true)
  })

  it('agrees with R (brglm2) on coefficients and standard errors of sex2 to 1e-6', () => {
    const fit = fitFirth(sexDesign, sexCounts)!
    expect(gap(fit.coefficients, sex2.coefficients)).toBeLessThan(1e-6)
    const stdErrors = sex2.coefficients.map((_, k) =>
      combinationStdError(
        fit,
        Float64Array.from({ length: 7 }, (_, i) => (i === k ? 1 : 0))
      )
    )
    expect(gap(stdErrors, sex2.stdErrors)).toBeLessThan(1e-6)
  })

  it.each([
    ['age', 1, sex2.profileAge, [-1.9738, -0.3074]],
    ['dia', 6, sex2.profileDia, [0.7746, 8.0303]],
  ] as const)(
    'has the profile limits of sex2 that logistf prints: %s',
    (_, column, limits, printed) => {
      const full = fitFirth(sexDesign, sexCounts)!
      limits.forEach((limit, i) => {
        expect(limit).toBeCloseTo(printed[i]!, 3)
        const start = full.coefficients.slice()
        start[column] = limit
        const held = fitFirth(sexDesign, sexCounts, { start, fixedColumn: column })!
        expect(held.coefficients[column]).toBe(limit)
        expect(2 * (full.logLikelihood - held.logLikelihood)).toBeCloseTo(3.841459, 4)
      })
    }
  )

  it('stays finite where every mentioner is a detractor', () => {
    const counts = { trials: Float64Array.of(50, 12), events: Float64Array.of(20, 12) }
    const fit = fitFirth(binaryDesign([[], [1]], 2), counts)!
    // With one 0/1 column Firth adds half a detractor and half a non-detractor to each side.
    expect(fit.coefficients[0]).toBeCloseTo(Math.log(20.5 / 30.5), 8)
    expect(fit.coefficients[1]).toBeCloseTo(Math.log(12.5 / 0.5) - Math.log(20.5 / 30.5), 8)
  })

  it('gives the same for grouped and for single responses', () => {
    const single = sex2.rows.flatMap((row, g) =>
      Array.from({ length: sex2.trials[g]! }, (_, i) => ({ row, y: i < sex2.events[g]! ? 1 : 0 }))
    )
    const design = binaryDesign(
      single.map(({ row }) => row.flatMap((value, i) => (value === 1 ? [i + 1] : []))),
      7
    )
    const trials = new Float64Array(single.length).fill(1)
    const fit = fitFirth(design, { trials, events: Float64Array.from(single, ({ y }) => y) })!
    expect(gap(fit.coefficients, fitFirth(sexDesign, sexCounts)!.coefficients)).toBeLessThan(1e-9)
  })

  it('reports steps that ran out, and knows no fit for a column that repeats another', () => {
    expect(fitFirth(sexDesign, sexCounts, { maxIterations: 1 })!.isConverged).toBe(false)
    const twins = binaryDesign([[], [1, 2]], 3)
    const counts = { trials: Float64Array.of(10, 10), events: Float64Array.of(2, 5) }
    expect(fitFirth(twins, counts)).toBeNull()
  })

  it('finds its way from a start that is far off, by halving its steps', () => {
    const start = Float64Array.of(-2, -6, -2, -7, -5, -2, 5)
    const fit = fitFirth(sexDesign, sexCounts, { start })!
    expect(gap(fit.coefficients, sex2.coefficients)).toBeLessThan(1e-6)
    const pair = binaryDesign([[], [1]], 2)
    const half = { trials: Float64Array.of(50, 50), events: Float64Array.of(20, 35) }
    const overshot = fitFirth(pair, half, { start: Float64Array.of(0, 8) })!
    expect(gap(overshot.coefficients, fitFirth(pair, half)!.coefficients)).toBeLessThan(1e-8)
    // A coefficient of a tiny column is huge: the steps towards it are cut, and it arrives all the same.
    const tiny = sparseDesign([[], [[1, 1e-3]]], 2)
    const counts = { trials: Float64Array.of(50, 50), events: Float64Array.of(20, 35) }
    expect(fitFirth(tiny, counts, { maxIterations: 1000 })!.coefficients[1]).toBeCloseTo(
      1000 * (Math.log(35.5 / 15.5) - Math.log(20.5 / 30.5)),
      4
    )
    const ridge = fitRidge(sparseDesign([[], [[1, 0.01]]], 2), counts, 1e-9)
    const odds = Math.log(35 / 15) - Math.log(20 / 30)
    expect(ridge.coefficients[1]).toBeCloseTo(100 * odds, 2)
  })

  it('keeps the log likelihood finite at large linear predictors', () => {
    expect(logistic(800)).toBe(1)
    expect(logistic(-800)).toBe(0)
  })
})

describe('fitRidge', () => {
  it('comes close to Firth with a weak penalty, and shrinks with a strong one', () => {
    const weak = fitRidge(sexDesign, sexCounts, 1e-4)
    const strong = fitRidge(sexDesign, sexCounts, 10)
    expect(weak.coefficients[1]).toBeLessThan(-1.1)
    expect(Math.abs(strong.coefficients[1]!)).toBeLessThan(Math.abs(weak.coefficients[1]!))
    expect(weak).toMatchObject({ method: 'ridge-logistic', isConverged: true })
  })

  it('solves its own equations: score = penalty × coefficient', () => {
    const fit = fitRidge(sexDesign, sexCounts, 2)
    const score = new Float64Array(7)
    sex2.rows.forEach((row, g) => {
      const residual = sex2.events[g]! - sex2.trials[g]! * fit.probabilities[g]!
      ;[1, ...row].forEach((value, k) => {
        score[k]! += value * residual
      })
    })
    expect(score[0]).toBeCloseTo(0, 6)
    expect(
      gap(
        score.slice(1),
        fit.coefficients.slice(1).map((c) => 2 * c)
      )
    ).toBeLessThan(1e-6)
  })

  it('splits the effect of two columns that are always together, with a finite covariance', () => {
    const twins = binaryDesign([[], [1, 2]], 3)
    const counts = { trials: Float64Array.of(40, 40), events: Float64Array.of(8, 30) }
    const fit = fitRidge(twins, counts, 1)
    expect(fit.coefficients[1]).toBeCloseTo(fit.coefficients[2]!, 9)
    expect(fit.covariance.every(Number.isFinite)).toBe(true)
  })

  it('survives an outcome that everybody has', () => {
    const counts = { trials: Float64Array.of(10, 10), events: Float64Array.of(10, 10) }
    const fit = fitRidge(binaryDesign([[], [1]], 2), counts, 1)
    expect(fit.coefficients.every(Number.isFinite)).toBe(true)
  })
})
