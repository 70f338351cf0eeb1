import { at } from '../../stats/at.ts'
import {
  effectCovariance,
  type LinearisedEffect,
  lineariseRemoval,
} from '../../stats/effect-covariance.ts'
import { criticalValue, twoSidedP } from '../../stats/normal.ts'
import { removalEffect } from '../../stats/removal-effect.ts'
import { noEffect, type UntestedEffect } from './crude-effects.ts'
import type { DriverModel, PatternTable } from './outcome-models.ts'

/** Effects of the ranked themes in both models, with their joint sampling covariance. */
export type AdjustedEffects = {
  readonly onDetractors: ReadonlyMap<number, UntestedEffect>
  readonly onPromoters: ReadonlyMap<number, UntestedEffect>
  readonly onNps: ReadonlyMap<number, UntestedEffect>
}

/** An estimate with what its interval is made of. */
export type Measured = {
  readonly estimate: number
  readonly stdError: number
  /** Smallest and largest possible value. */
  readonly range: readonly [number, number]
  readonly method: string
}

/**
 * Interval and p-value of an adjusted figure.
 *
 * @param measured - estimate, standard error, range
 * @param confLevel - in (0, 1)
 * @param base - scored respondents
 * @returns the effect, limits cut to the range
 * @see effectCovariance
 * @example
 * withInterval({ estimate: 0.07, stdError: 0.01, range: [-1, 1], method: 'm' }, 0.95, 412).confLow // => 0.0504
 */
export function withInterval(
  { estimate, stdError, range, method }: Measured,
  confLevel: number,
  base: number
): UntestedEffect {
  const half = criticalValue(confLevel) * stdError
  return {
    estimate,
    confLow: Math.max(range[0], estimate - half),
    confHigh: Math.min(range[1], estimate + half),
    confLevel,
    method,
    base,
    pValue: twoSidedP(estimate, stdError),
  }
}

/** Name of the method in every effect: regression, standardisation, kind of interval. */
export function methodName(model: DriverModel, table: PatternTable): string {
  const interval = table.sampling.clusters === null ? 'delta' : 'cluster-delta'
  return `${model.fit.method}+g-computation+${interval}`
}

/** Removal effect of each ranked theme that the model has a column for. */
export function themeRemovals(
  model: DriverModel,
  trials: Float64Array
): ReadonlyMap<number, LinearisedEffect> {
  return new Map(
    [...model.columnOf].map(([theme, column]) => [
      theme,
      lineariseRemoval(
        model,
        removalEffect(model.design, trials, model.fit, new Map([[column, 0]]))
      ),
    ])
  )
}

/**
 * Adjusted effects of every ranked theme on detractor share, promoter share and NPS points.
 *
 * @param models - detractors on negative mentions, promoters on positive mentions
 * @param table - patterns of the scored responses
 * @param ranked - indexes of the ranked themes
 * @param confLevel - in (0, 1)
 * @returns effects by theme index
 * @see removalEffect, effectCovariance
 * @example
 * adjustedEffects({ detractors, promoters }, table, [0, 1], 0.95).onDetractors.get(0)?.estimate // => 0.071
 */
export function adjustedEffects(
  models: { readonly detractors: DriverModel; readonly promoters: DriverModel },
  table: PatternTable,
  ranked: readonly number[],
  confLevel: number
): AdjustedEffects {
  const base = table.rows.length
  const detractors = themeRemovals(models.detractors, table.trials)
  const promoters = themeRemovals(models.promoters, table.trials)
  const all = [...detractors.values(), ...promoters.values()]
  const covariance = effectCovariance(all, table.trials, table.sampling)
  const placeOf = new Map(all.map((effect, i) => [effect, i]))
  const covarianceOf = (a: LinearisedEffect | undefined, b: LinearisedEffect | undefined) => {
    if (a === undefined || b === undefined) return 0
    return at(covariance, (placeOf.get(a) ?? 0) * all.length + (placeOf.get(b) ?? 0))
  }
  const onShare = (model: DriverModel, effect: LinearisedEffect | undefined): UntestedEffect => {
    if (effect === undefined) return noEffect(confLevel, base)
    const stdError = Math.sqrt(covarianceOf(effect, effect))
    const method = methodName(model, table)
    return withInterval(
      { estimate: effect.estimate, stdError, range: [-1, 1], method },
      confLevel,
      base
    )
  }
  const onNps = (theme: number): UntestedEffect => {
    const [d, p] = [detractors.get(theme), promoters.get(theme)]
    if (d === undefined && p === undefined) return noEffect(confLevel, base)
    const variance = covarianceOf(d, d) + covarianceOf(p, p) - 2 * covarianceOf(d, p)
    const measured: Measured = {
      estimate: 100 * ((p?.estimate ?? 0) - (d?.estimate ?? 0)),
      stdError: 100 * Math.sqrt(Math.max(0, variance)),
      range: [-200, 200],
      method: methodName(models.detractors, table),
    }
    return withInterval(measured, confLevel, base)
  }
  return {
    onDetractors: new Map(ranked.map((t) => [t, onShare(models.detractors, detractors.get(t))])),
    onPromoters: new Map(ranked.map((t) => [t, onShare(models.promoters, promoters.get(t))])),
    onNps: new Map(ranked.map((t) => [t, onNps(t)])),
  }
}
