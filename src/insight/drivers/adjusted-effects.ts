import { itemAt } from '../../stats/at.ts'
import { type LinearisedEffect, lineariseRemoval } from '../../stats/effect-covariance.ts'
import { removalEffect } from '../../stats/removal-effect.ts'
import { noEffect, type UntestedEffect } from './crude-effects.ts'
import { type Combination, combine, EffectErrors, methodName, withInterval } from './inference.ts'
import type { DriverModel } from './outcome-models.ts'
import type { DrivingPolarity } from './pattern-table.ts'
import type { ThemeCounts } from './theme-counts.ts'

/** Adjusted effects of one theme; undefined where too few promoters leave it without a column. */
export type AdjustedEffect = {
  readonly onDetractors: UntestedEffect
  readonly onPromoters: UntestedEffect | undefined
  readonly onNps: UntestedEffect | undefined
}

/** Effects of the ranked themes by theme index, with the errors of their detractor effects. */
export type AdjustedEffects = {
  readonly byTheme: ReadonlyMap<number, AdjustedEffect>
  /** Removal effects on detractor share of the themes that have a column. */
  readonly removals: ReadonlyMap<number, LinearisedEffect>
  readonly errors: EffectErrors
}

/** The two models behind every theme's effects. */
export type ThemeModels = {
  readonly detractors: DriverModel
  /** Null with fewer than 5 promoters or others. */
  readonly promoters: DriverModel | null
}

/**
 * Effect of taking each theme's mentions away, for the themes with a column.
 *
 * @param model - fitted model
 * @param polarity - which of its mentions
 * @returns effects by theme index
 * @see removalEffect
 * @example
 * themeRemovals(model, 'negative').get(0)?.estimate // => 0.071
 */
export function themeRemovals(
  model: DriverModel,
  polarity: DrivingPolarity
): ReadonlyMap<number, LinearisedEffect> {
  const { design, counts, fit } = model
  const own = model.themeColumns.filter((column) => column.polarity === polarity)
  return new Map(
    own.map(({ theme, column }) => {
      const effect = removalEffect(design, counts.trials, fit, new Map([[column, 0]]))
      return [theme, lineariseRemoval(model, effect)]
    })
  )
}

/**
 * Adjusted effects of every ranked theme on detractor share, promoter share and NPS points.
 *
 * A theme that nobody mentions with a polarity has an effect of exactly 0 there; one that the promoters' model
 * had too few events for has none on promoters and NPS.
 *
 * @param models - detractors by negative mentions, promoters by positive mentions
 * @param counts - counts of all themes
 * @param ranked - indexes of the ranked themes
 * @param confLevel - in (0, 1)
 * @returns effects by theme index
 * @see removalEffect, effectCovariance
 * @example
 * adjustedEffects(models, counts, [0, 1], 0.95).byTheme.get(0)?.onDetractors?.estimate // => 0.071
 */
export function adjustedEffects(
  models: ThemeModels,
  counts: readonly ThemeCounts[],
  ranked: readonly number[],
  confLevel: number
): AdjustedEffects {
  const { table } = models.detractors
  const detractors = themeRemovals(models.detractors, 'negative')
  const promoters = models.promoters ? themeRemovals(models.promoters, 'positive') : new Map()
  const errors = new EffectErrors([...detractors.values(), ...promoters.values()], table)
  const settings = { confLevel, method: methodName(models.detractors, table) }
  const measure = (combination: Combination, scale: number): UntestedEffect => {
    if (combination.length === 0) return noEffect(confLevel, table.base)
    const estimate = scale * combine(combination)
    const stdError = scale * errors.stdError(combination)
    const limit = scale === 1 ? 1 : 200
    return withInterval({ estimate, stdError, range: [-limit, limit] }, table, settings)
  }
  const byTheme = new Map<number, AdjustedEffect>()
  for (const theme of ranked) {
    const [d, p] = [detractors.get(theme), promoters.get(theme)]
    // The detractors' model has a column for every ranked theme that anybody raises, by the choice of the ranked.
    const isPraised = itemAt(counts, theme).scoredPositive.people > 0
    const hasP = p !== undefined || !isPraised
    const onDetractors: Combination = d === undefined ? [] : [[d, 1]]
    const onPromoters: Combination = p === undefined ? [] : [[p, 1]]
    const onNps: Combination = [...(d === undefined ? [] : ([[d, -1]] as const)), ...onPromoters]
    byTheme.set(theme, {
      onDetractors: measure(onDetractors, 1),
      onPromoters: hasP ? measure(onPromoters, 1) : undefined,
      onNps: hasP ? measure(onNps, 100) : undefined,
    })
  }
  return { byTheme, removals: detractors, errors }
}
