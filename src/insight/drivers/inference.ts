import { at, entryOf } from '../../stats/at.ts'
import { effectCovariance, type LinearisedEffect } from '../../stats/effect-covariance.ts'
import { criticalValueOfT, twoSidedTailOfT } from '../../stats/gamma.ts'
import { criticalValue, twoSidedP } from '../../stats/normal.ts'
import type { UntestedEffect } from './crude-effects.ts'
import type { DriverModel } from './outcome-models.ts'
import type { PatternTable } from './pattern-table.ts'

/** A figure made of effects, with its standard error in the same unit. */
export type Measured = {
  readonly estimate: number
  readonly stdError: number
  /** Smallest and largest possible value. */
  readonly range: readonly [number, number]
}

/** A linear combination of effects: each with its factor. */
export type Combination = readonly (readonly [effect: LinearisedEffect, factor: number])[]

/**
 * Name of the method in every adjusted figure: regression, standardisation, kind of interval.
 *
 * @param model - model behind the figure
 * @param table - its responses
 * @returns for example `firth-logistic+g-computation+delta`
 * @see withInterval
 * @example
 * methodName(model, table) // => 'firth-logistic+g-computation+cluster-delta'
 */
export function methodName(model: DriverModel, table: PatternTable): string {
  const interval = table.sampling.clusters === null ? 'delta' : 'cluster-delta'
  return `${model.fit.method}+g-computation+${interval}`
}

/**
 * Interval and p-value of an adjusted figure: normal, or t with clusters − 1 degrees of freedom.
 *
 * Delta intervals were chosen by measured coverage against profile likelihood and bootstrap; `npm run quality`
 * prints the three side by side.
 *
 * @param measured - estimate, standard error, range
 * @param table - responses behind it
 * @param settings - level and name of the method
 * @returns the figure, limits cut to the range
 * @see effectCovariance
 * @example
 * withInterval({ estimate: 0.07, stdError: 0.01, range: [-1, 1] }, table, { confLevel: 0.95, method: 'm' })
 */
export function withInterval(
  { estimate, stdError, range }: Measured,
  table: PatternTable,
  { confLevel, method }: { readonly confLevel: number; readonly method: string }
): UntestedEffect {
  const { clusters } = table.sampling
  const degrees = clusters === null ? null : Math.max(1, clusters.count - 1)
  const critical =
    degrees === null ? criticalValue(confLevel) : criticalValueOfT(confLevel, degrees)
  const half = critical * stdError
  const isTested = degrees !== null && stdError > 0
  return {
    estimate,
    confLow: Math.max(range[0], estimate - half),
    confHigh: Math.min(range[1], estimate + half),
    confLevel,
    method,
    base: table.base,
    pValue: isTested
      ? twoSidedTailOfT(estimate / stdError, degrees)
      : twoSidedP(estimate, stdError),
  }
}

/** Standard errors of combinations of effects, from one covariance. */
export class EffectErrors {
  readonly #placeOf: ReadonlyMap<LinearisedEffect, number>
  readonly #covariance: Float64Array
  readonly #count: number

  constructor(effects: readonly LinearisedEffect[], table: PatternTable) {
    this.#placeOf = new Map(effects.map((effect, i) => [effect, i]))
    this.#covariance = effectCovariance(effects, table.trials, table.sampling)
    this.#count = effects.length
  }

  /** Covariance of two of the effects, in squared shares. */
  covariance(first: LinearisedEffect, second: LinearisedEffect): number {
    const row = entryOf(this.#placeOf, first)
    return at(this.#covariance, row * this.#count + entryOf(this.#placeOf, second))
  }

  /** Standard error of a linear combination, as a share. */
  stdError(combination: Combination): number {
    let variance = 0
    for (const [first, a] of combination) {
      for (const [second, b] of combination) variance += a * b * this.covariance(first, second)
    }
    return Math.sqrt(Math.max(0, variance))
  }
}

/** Value of a linear combination of effects. */
export function combine(combination: Combination): number {
  return combination.reduce((sum, [effect, factor]) => sum + factor * effect.estimate, 0)
}
