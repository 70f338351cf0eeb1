import type { IntervalEstimate } from '../../domain/effect.ts'
import { entryOf, itemAt } from '../../stats/at.ts'
import { averageRemovals } from '../../stats/average-removal.ts'
import { type LinearisedEffect, lineariseRemoval } from '../../stats/effect-covariance.ts'
import { removalEffect } from '../../stats/removal-effect.ts'
import { EffectErrors, methodName, withInterval } from './inference.ts'
import type { DriverModel } from './outcome-models.ts'

/** Effect on detractor share of the first `themeIds.length` themes together. */
export type JointEffect = {
  /** From the first rank on. */
  readonly themeIds: readonly string[]
  /** Share in [-1, 1]; not the sum of single effects, since some respondents raise several themes. */
  readonly onDetractorShare: IntervalEstimate
  readonly recoverableDetractors: number
}

/** Parts of the joint effect of all ranked themes that add up to it. */
export type AdditiveView = {
  /** `exact`, or `random-orders` where some response raises more than ten ranked themes. */
  readonly method: 'exact' | 'random-orders'
  /** What the parts add up to: the effect of all ranked themes together. */
  readonly total: IntervalEstimate
  readonly themes: readonly { readonly themeId: string; readonly part: IntervalEstimate }[]
}

/** Longest cumulative curve. */
const MAX_JOINT_THEMES = 10

type Settings = { readonly confLevel: number; readonly idOf: (theme: number) => string }

function intervals(
  model: DriverModel,
  effects: readonly LinearisedEffect[],
  settings: { readonly confLevel: number; readonly method: string }
): IntervalEstimate[] {
  const errors = new EffectErrors(effects, model.table)
  return effects.map((effect) => {
    const stdError = errors.stdError([[effect, 1]])
    const measured = { estimate: effect.estimate, stdError, range: [-1, 1] as const }
    const { pValue: _, ...interval } = withInterval(measured, model.table, settings)
    return interval
  })
}

/**
 * What the detractor share would fall by without the top theme, the top two, the top three and so on.
 *
 * @param model - model of detractors
 * @param order - themes with a harmful effect, by rank; each has a column in the model
 * @param settings - level and theme names
 * @returns one entry for each number of themes, at most ten
 * @see removalEffect; Bruzzi et al. (1985) Am J Epidemiol 122:904-914
 * @example
 * jointEffects(model, [3, 0], settings)[1]?.themeIds // => ['support-speed', 'price']
 */
export function jointEffects(
  model: DriverModel,
  order: readonly number[],
  { confLevel, idOf }: Settings
): readonly JointEffect[] {
  const columnOf = new Map(model.themeColumns.map(({ theme, column }) => [theme, column]))
  const known = order.slice(0, MAX_JOINT_THEMES).map((theme) => ({
    theme,
    column: entryOf(columnOf, theme),
  }))
  const effects = known.map((_, i) => {
    const kept = new Map(known.slice(0, i + 1).map(({ column }) => [column, 0]))
    return lineariseRemoval(
      model,
      removalEffect(model.design, model.counts.trials, model.fit, kept)
    )
  })
  const method = methodName(model, model.table)
  return intervals(model, effects, { confLevel, method }).map((onDetractorShare, i) => ({
    themeIds: known.slice(0, i + 1).map(({ theme }) => idOf(theme)),
    onDetractorShare,
    recoverableDetractors: onDetractorShare.estimate * onDetractorShare.base,
  }))
}

/**
 * Splits the joint effect of all ranked themes into parts that add up (average attributable fractions).
 *
 * For a waterfall. Each part is another question than the theme's own effect, and smaller where themes meet.
 *
 * @param model - model of detractors
 * @param seed - seed of the random orders, where they are needed
 * @param settings - level and theme names
 * @returns the parts in the order of the model's columns, and their total
 * @see averageRemovals
 * @example
 * additiveView(model, 1, settings).method // => 'exact'
 */
export function additiveView(
  model: DriverModel,
  seed: number,
  { confLevel, idOf }: Settings
): AdditiveView {
  const own = model.themeColumns
  const { design, counts, fit } = model
  const columns = own.map(({ column }) => column)
  const parts = averageRemovals(design, counts.trials, fit, { columns, seed })
  const all = new Map(columns.map((column) => [column, 0]))
  const total = lineariseRemoval(model, removalEffect(design, counts.trials, fit, all))
  const effects = [...parts.effects.values()].map((effect) => lineariseRemoval(model, effect))
  const method = `average-attributable-fraction+${methodName(model, model.table)}`
  const measured = intervals(model, [total, ...effects], { confLevel, method })
  return {
    method: parts.method,
    total: itemAt(measured, 0),
    themes: own.map(({ theme }, i) => ({
      themeId: idOf(theme),
      part: itemAt(measured, i + 1),
    })),
  }
}
