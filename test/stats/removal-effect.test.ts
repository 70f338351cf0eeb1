import { describe, expect, it } from 'vitest'
import { averageRemovals } from '../../src/stats/average-removal.ts'
import {
  clustersOf,
  effectCovariance,
  type LinearisedEffect,
  linearisedShare,
  lineariseRemoval,
} from '../../src/stats/effect-covariance.ts'
import { type LogisticFit, logistic } from '../../src/stats/firth-logistic.ts'
import { removalEffect } from '../../src/stats/removal-effect.ts'
import {
  binaryDesign,
  groupPatterns,
  patternSum,
  sparseDesign,
} from '../../src/stats/sparse-design.ts'
import { gap } from './read-fixture.ts'
import { SURVEY, surveyModels } from './survey-fixture.ts'

const { detractors, promoters, independent, clustered } = surveyModels()
const remove = (columns: readonly number[], kept = 0) =>
  removalEffect(
    detractors.design,
    detractors.trials,
    detractors.fit,
    new Map(columns.map((column) => [column, kept]))
  )
const themes = [1, 2, 3, 4].map((c) => lineariseRemoval(detractors, remove([c])))
const joint = lineariseRemoval(detractors, remove([1, 2, 3, 4]))
const praise = lineariseRemoval(
  promoters,
  removalEffect(promoters.design, promoters.trials, promoters.fit, new Map([[1, 0]]))
)
const stdErrors = (covariance: Float64Array, count: number) =>
  Array.from({ length: count }, (_, i) => Math.sqrt(covariance[i * count + i]!))

describe('removalEffect', () => {
  it('agrees with R on the coefficients to 1e-6 and on effects to 1e-8', () => {
    expect(gap(detractors.fit.coefficients, SURVEY.detractors.coefficients)).toBeLessThan(1e-6)
    expect(gap(promoters.fit.coefficients, SURVEY.promoters.coefficients)).toBeLessThan(1e-6)
    const estimates = themes.map(({ estimate }) => estimate)
    expect(
      gap(
        estimates,
        SURVEY.effects.map((e) => e.estimate)
      )
    ).toBeLessThan(1e-8)
    expect(joint.estimate).toBeCloseTo(SURVEY.joint.estimate, 8)
    expect(praise.estimate).toBeCloseTo(SURVEY.praise.estimate, 8)
  })

  it('halves themes 1 and 3 as R does: the mean over each mention staying or going', () => {
    expect(remove([1, 3], 0.5).estimate).toBeCloseTo(SURVEY.halved, 8)
  })

  it('changes nothing when every mention stays', () => {
    const effect = remove([1, 2], 1)
    expect(effect.estimate).toBeCloseTo(0, 15)
    expect(gap(effect.gradient, new Float64Array(6))).toBeLessThan(1e-15)
  })

  it('has no effect where nobody has the column', () => {
    const design = binaryDesign([[], [1]], 3)
    const fit = { coefficients: Float64Array.of(0, 1, 2), probabilities: Float64Array.of(0.5, 0.7) }
    const effect = removalEffect(
      design,
      Float64Array.of(5, 5),
      fit as unknown as LogisticFit,
      new Map([[2, 0]])
    )
    expect(effect.estimate).toBe(0)
    expect(effect.patterns).toHaveLength(0)
  })

  it('has the gradient that a small change of each coefficient shows', () => {
    for (const [columns, kept] of [
      [[1], 0],
      [[1, 3], 0.3],
      [[1, 2, 3, 4], 0],
    ] as const) {
      const effect = remove(columns, kept)
      const moved = (k: number, h: number) => {
        const coefficients = detractors.fit.coefficients.slice()
        coefficients[k]! += h
        const probabilities = Float64Array.from(detractors.trials, (_, g) =>
          logistic(patternSum(detractors.design, g, coefficients))
        )
        const fit = { ...detractors.fit, coefficients, probabilities }
        const shares = new Map(columns.map((c) => [c as number, kept as number]))
        return removalEffect(detractors.design, detractors.trials, fit, shares).estimate
      }
      const numeric = Array.from(
        effect.gradient,
        (_, k) => (moved(k, 1e-5) - moved(k, -1e-5)) / 2e-5
      )
      expect(gap(effect.gradient, numeric)).toBeLessThan(1e-9)
    }
  })

  it('lets columns beyond ten in one response act through their mean', () => {
    const count = 12
    const columns = Array.from({ length: count }, (_, i) => i + 1)
    const design = binaryDesign([[], columns], count + 1)
    const coefficients = Float64Array.of(-1, 0.3, ...columns.slice(1).map((c) => 0.6 / c))
    const probabilities = Float64Array.from([0, 1], (g) =>
      logistic(patternSum(design, g, coefficients))
    )
    const fit = { coefficients, probabilities } as unknown as LogisticFit
    const trials = Float64Array.of(10, 10)
    const half = removalEffect(design, trials, fit, new Map(columns.map((c) => [c, 0.5])))
    const all = removalEffect(design, trials, fit, new Map(columns.map((c) => [c, 0])))
    expect(half.estimate).toBeGreaterThan(0.4 * all.estimate)
    expect(half.estimate).toBeLessThan(0.6 * all.estimate)
  })

  it('takes columns with other values than 1 away in proportion', () => {
    const design = sparseDesign([[[1, 2]], []], 2)
    const coefficients = Float64Array.of(0, 0.5)
    const probabilities = Float64Array.of(logistic(1), 0.5)
    const fit = { coefficients, probabilities } as unknown as LogisticFit
    const effect = removalEffect(design, Float64Array.of(1, 1), fit, new Map([[1, 0]]))
    expect(effect.estimate).toBeCloseTo((logistic(1) - 0.5) / 2, 14)
  })
})

describe('effectCovariance', () => {
  const effects = [...themes, praise, joint]

  it('agrees with R on standard errors of independent responses to 1e-8', () => {
    const covariance = effectCovariance(effects, detractors.trials, independent)
    const expected = [...SURVEY.effects, SURVEY.praise, SURVEY.joint].map((e) => e.stdError)
    expect(gap(stdErrors(covariance, 6), expected)).toBeLessThan(1e-8)
  })

  it('agrees with R on standard errors by account to 1e-8', () => {
    const covariance = effectCovariance(effects, detractors.trials, clustered)
    const expected = SURVEY.effects.map((e) => e.clusterStdError)
    expect(gap(stdErrors(covariance, 6).slice(0, 4), expected)).toBeLessThan(1e-8)
  })

  it.each([
    ['independent', independent, SURVEY.nps],
    ['by account', clustered, SURVEY.npsClustered],
  ] as const)('agrees with R on the error of an NPS effect, %s', (_, sampling, expected) => {
    const pair = [praise, themes[0]!]
    const v = effectCovariance(pair, detractors.trials, sampling)
    expect(100 * (praise.estimate - themes[0]!.estimate)).toBeCloseTo(expected.estimate, 6)
    expect(100 * Math.sqrt(v[0]! + v[3]! - 2 * v[1]!)).toBeCloseTo(expected.stdError, 6)
  })

  it('gives the mean fitted share the error of a mean', () => {
    const share: LinearisedEffect = linearisedShare(detractors, detractors.trials)
    const covariance = effectCovariance([share], detractors.trials, independent)
    expect(covariance[0]).toBeCloseTo((share.estimate * (1 - share.estimate)) / 360, 8)
  })

  it('narrows by the square root of two when every response is there twice', () => {
    const twice = surveyModels([...SURVEY.rows, ...SURVEY.rows])
    const effect = removalEffect(
      twice.detractors.design,
      twice.detractors.trials,
      twice.detractors.fit,
      new Map([[1, 0]])
    )
    const doubled = effectCovariance(
      [lineariseRemoval(twice.detractors, effect)],
      twice.detractors.trials,
      twice.independent
    )
    const once = effectCovariance([themes[0]!], detractors.trials, independent)
    expect(effect.estimate).toBeCloseTo(themes[0]!.estimate, 2)
    expect(Math.sqrt(once[0]! / doubled[0]!)).toBeCloseTo(Math.SQRT2, 1)
  })

  it('is the same for responses one by one and for counts of their kinds', () => {
    const { patternOf, weights } = independent
    const model = themes[0]!.model
    const keys = Array.from(patternOf, (g, i) => `${g} ${model.outcomes[i]}`)
    const places = new Map([...new Set(keys)].map((key, kind) => [key, kind]))
    const kindOf = keys.map((key) => places.get(key)!)
    const firsts = [...places.keys()].map((key) => keys.indexOf(key))
    const countsOf = (responses: readonly number[]) => {
      const counts = new Float64Array(firsts.length)
      for (const i of responses) counts[kindOf[i]!]! += 1
      return counts
    }
    const rows = [...patternOf.keys()]
    const pairs = [rows.slice(0, 2), rows.slice(2, 4)]
    const single = (own: readonly number[]) => ({
      kinds: Int32Array.from(own),
      counts: new Float64Array(own.length).fill(1),
    })
    const oneByOne = effectCovariance([themes[0]!], detractors.trials, {
      patternOf,
      weights,
      clusters: clustersOf(
        Float64Array.from(rows, (i) => (i < 4 ? 0 : 1)),
        pairs.map(single)
      ),
    })
    const outcomes = Float64Array.from(firsts, (i) => model.outcomes[i]!)
    const counted = effectCovariance(
      [{ ...themes[0]!, model: { ...model, outcomes } }],
      detractors.trials,
      {
        patternOf: Int32Array.from(firsts, (i) => patternOf[i]!),
        weights: new Float64Array(firsts.length).fill(1),
        clusters: clustersOf(
          countsOf(rows.slice(4)),
          pairs.map((pair) => ({
            kinds: Int32Array.from(firsts.keys()),
            counts: countsOf(pair),
          }))
        ),
      }
    )
    expect(firsts.length).toBeLessThan(rows.length / 2)
    expect(counted[0]! / oneByOne[0]!).toBeCloseTo(1, 10)
  })

  it('takes a single cluster as it is', () => {
    const all = {
      kinds: Int32Array.from(SURVEY.rows.keys()),
      counts: new Float64Array(SURVEY.rows.length).fill(1),
    }
    const alone = new Float64Array(SURVEY.rows.length)
    const one = { ...clustered, clusters: clustersOf(alone, [all]) }
    expect(effectCovariance([themes[0]!], detractors.trials, one)[0]).toBeLessThan(1e-4)
  })
})

describe('averageRemovals', () => {
  const parts = averageRemovals(detractors.design, detractors.trials, detractors.fit, {
    columns: [1, 2, 3, 4],
    seed: 1,
  })

  it('agrees with R’s average over all 24 orders', () => {
    expect(parts.method).toBe('exact')
    const estimates = [1, 2, 3, 4].map((c) => parts.effects.get(c)!.estimate)
    expect(gap(estimates, SURVEY.shapley)).toBeLessThan(1e-8)
  })

  it('adds up to the joint effect, and so do its gradients', () => {
    const sum = [...parts.effects.values()].reduce((total, { estimate }) => total + estimate, 0)
    expect(sum).toBeCloseTo(joint.estimate, 12)
    const gradient = joint.leverage.map((_, k) =>
      [...parts.effects.values()].reduce((total, e) => total + e.gradient[k]!, 0)
    )
    expect(gap(gradient, remove([1, 2, 3, 4]).gradient)).toBeLessThan(1e-12)
  })

  it('draws seeded orders where one response raises more than ten themes, and still adds up', () => {
    const count = 11
    const columns = Array.from({ length: count }, (_, i) => i + 1)
    const design = binaryDesign([[], [1], columns], count + 1)
    const coefficients = Float64Array.of(-1, ...columns.map((c) => 0.5 / c))
    const probabilities = Float64Array.from([0, 1, 2], (g) =>
      logistic(patternSum(design, g, coefficients))
    )
    const fit = { coefficients, probabilities } as unknown as LogisticFit
    const trials = Float64Array.of(10, 10, 10)
    const drawn = averageRemovals(design, trials, fit, { columns, seed: 3 })
    const again = averageRemovals(design, trials, fit, { columns, seed: 3 })
    const all = removalEffect(design, trials, fit, new Map(columns.map((c) => [c, 0])))
    expect(drawn.method).toBe('random-orders')
    expect(drawn).toEqual(again)
    const sum = [...drawn.effects.values()].reduce((total, { estimate }) => total + estimate, 0)
    expect(sum).toBeCloseTo(all.estimate, 12)
    expect(drawn.effects.get(1)!.estimate).toBeGreaterThan(drawn.effects.get(2)!.estimate)
  })
})

describe('groupPatterns', () => {
  it('does not depend on the order of responses', () => {
    expect(groupPatterns([[2], [], [2]])).toEqual({
      patterns: [[], [2]],
      patternOf: Int32Array.of(1, 0, 1),
    })
  })

  it('makes designs that know the patterns of each column', () => {
    const design = binaryDesign([[], [1], [1, 2]], 3)
    expect([...design.starts]).toEqual([0, 1, 3, 6])
    expect([...design.patterns.subarray(design.patternStarts[1], design.patternStarts[2])]).toEqual(
      [1, 2]
    )
  })
})
