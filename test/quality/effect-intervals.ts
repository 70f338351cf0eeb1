// The two other intervals for the same estimate, for comparison: profile likelihood and bootstrap. Both are
// written for the simulated surveys (six themes, one segment) and are no part of the product.

import type { DriverInput } from '../../src/domain/driver.ts'
import { fitFirth, type LogisticFit } from '../../src/stats/firth-logistic.ts'
import { removalEffect } from '../../src/stats/removal-effect.ts'
import { binaryDesign, groupPatterns, type SparseDesign } from '../../src/stats/sparse-design.ts'
import { randomSource } from './effect-simulation.ts'

export type Limits = readonly [low: number, high: number]

type Model = {
  readonly design: SparseDesign
  readonly trials: Float64Array
  readonly events: Float64Array
  readonly patternOf: Int32Array
  readonly outcomes: readonly number[]
}

const THEMES = 6
/** Half of the 95 % quantile of chi-square with one degree of freedom. */
const PROFILE_DROP = 3.841458820694124 / 2

function modelOf(input: DriverInput): Model {
  const rows: number[][] = input.scoreGroups.map((_, i) =>
    input.segments.plan?.[i] === 'legacy' ? [THEMES + 1] : []
  )
  for (const { response, theme, polarity } of input.mentions) {
    if (polarity === 'negative') rows[response]!.push(theme + 1)
  }
  const { patterns, patternOf } = groupPatterns(rows.map((row) => row.sort((a, b) => a - b)))
  const trials = new Float64Array(patterns.length)
  const events = new Float64Array(patterns.length)
  const outcomes = input.scoreGroups.map((group) => (group === 'detractor' ? 1 : 0))
  patternOf.forEach((g, i) => {
    trials[g]! += 1
    events[g]! += outcomes[i]!
  })
  return { design: binaryDesign(patterns, THEMES + 2), trials, events, patternOf, outcomes }
}

function effectOf(model: Model, trials: Float64Array, fit: LogisticFit, theme: number): number {
  return removalEffect(model.design, trials, fit, new Map([[theme + 1, 0]])).estimate
}

/** Percentile intervals from resampled responses, by theme. */
export function bootstrapLimits(input: DriverInput, draws: number, seed: number): Limits[] {
  const model = modelOf(input)
  const { uniform } = randomSource(seed)
  const full = fitFirth(model.design, model)
  const values: number[][] = Array.from({ length: THEMES }, () => [])
  for (let draw = 0; draw < draws; draw++) {
    const trials = new Float64Array(model.trials.length)
    const events = new Float64Array(model.trials.length)
    for (let i = 0; i < model.patternOf.length; i++) {
      const row = Math.floor(uniform() * model.patternOf.length)
      trials[model.patternOf[row]!]! += 1
      events[model.patternOf[row]!]! += model.outcomes[row]!
    }
    const start = full ? { start: full.coefficients } : {}
    const fit = fitFirth(model.design, { trials, events }, { tolerance: 1e-5, ...start })
    // A theme that no resampled response mentions has no effect there.
    for (let j = 0; j < THEMES; j++) values[j]!.push(fit ? effectOf(model, trials, fit, j) : 0)
  }
  return values.map((own) => {
    const sorted = own.sort((a, b) => a - b)
    return [sorted[Math.floor(0.025 * draws)]!, sorted[Math.ceil(0.975 * draws) - 1]!]
  })
}

/** Effect at the profile penalised likelihood limits of the theme's coefficient, by theme. */
export function profileLimits(input: DriverInput): Limits[] {
  const model = modelOf(input)
  const full = fitFirth(model.design, model)!
  return Array.from({ length: THEMES }, (_, theme): Limits => {
    const column = theme + 1
    const error = Math.sqrt(full.covariance[column * (THEMES + 2) + column]!)
    const held = (value: number) => {
      const start = full.coefficients.slice()
      start[column] = value
      return fitFirth(model.design, model, { start, fixedColumn: column, tolerance: 1e-6 })!
    }
    const limit = (direction: 1 | -1) => {
      let [inside, outside] = [full.coefficients[column]!, full.coefficients[column]!]
      do outside += direction * error
      while (full.logLikelihood - held(outside).logLikelihood < PROFILE_DROP)
      for (let i = 0; i < 8; i++) {
        const middle = (inside + outside) / 2
        if (full.logLikelihood - held(middle).logLikelihood < PROFILE_DROP) inside = middle
        else outside = middle
      }
      return effectOf(model, model.trials, held((inside + outside) / 2), theme)
    }
    return [limit(-1), limit(1)]
  })
}
