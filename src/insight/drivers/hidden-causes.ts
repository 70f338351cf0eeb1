import type { EffectEstimate } from '../../domain/effect.ts'
import { at } from '../../stats/at.ts'
import { eValue } from '../../stats/e-value.ts'
import type { LinearisedEffect } from '../../stats/effect-covariance.ts'

/** How strong a cause that nobody recorded must be to explain a theme's effect on detractor share away. */
export type HiddenCause = {
  readonly themeId: string
  /** Detractor share of complainers as fitted ÷ the same without the complaint. */
  readonly riskRatio: number
  /** Times as likely the cause must make both the complaint and being a detractor; 1 means anything would do. */
  readonly strength: number
  /** The same for the end of the interval next to 0; 1 when the interval includes 0. */
  readonly strengthAtLimit: number
}

/**
 * Sensitivity of a theme's effect to a cause that is not in the data.
 *
 * @param themeId - the theme
 * @param removal - its removal effect
 * @param effect - the same with its interval
 * @param trials - responses of each pattern
 * @returns how strong the cause must be
 * @see eValue
 * @example
 * hiddenCause('speed', removal, effect, trials).strength // => 2.9
 */
export function hiddenCause(
  themeId: string,
  removal: LinearisedEffect,
  effect: EffectEstimate,
  trials: Float64Array
): HiddenCause {
  const { probabilities } = removal.model.fit
  const base = trials.reduce((sum, n) => sum + n, 0)
  let expected = 0
  for (const g of removal.patterns) expected += at(trials, g) * at(probabilities, g)
  // Detractors among complainers who would remain if the effect were `share`, never fewer than none.
  const ratioAt = (share: number) => expected / Math.max(expected - base * share, expected * 1e-6)
  const includesZero = effect.confLow <= 0 && effect.confHigh >= 0
  const limit = effect.estimate > 0 ? effect.confLow : effect.confHigh
  return {
    themeId,
    riskRatio: ratioAt(effect.estimate),
    strength: eValue(ratioAt(effect.estimate)),
    strengthAtLimit: includesZero ? 1 : eValue(ratioAt(limit)),
  }
}
