import type { ThemeEffects } from '../../domain/effect.ts'
import { entryOf, itemAt } from '../../stats/at.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import type { AdjustedEffects } from './adjusted-effects.ts'
import {
  compare,
  crudeEffect,
  crudeNpsEffect,
  leaveOut,
  noEffect,
  type UntestedEffect,
  without,
} from './crude-effects.ts'
import type { Survey } from './survey.ts'
import { baseOf } from './survey-counts.ts'
import type { ThemeCounts } from './theme-counts.ts'

/** A theme's effects before q-values. */
export type UntestedEffects = Pick<ThemeEffects, 'leaveOut'> & {
  readonly isAdjusted: boolean
  readonly onDetractorShare: UntestedEffect
  readonly onPromoterShare: UntestedEffect
  readonly onNpsPoints: UntestedEffect
}

/**
 * Unadjusted effect of a theme's mentions, with the weights' loss of information in its interval.
 *
 * @param survey - counted survey
 * @param theme - counts of the theme
 * @param group - detractors (by negative mentions) or promoters (by positive mentions)
 * @returns effect; exactly 0 where nobody or everybody mentions the theme so
 * @see crudeEffect
 * @example
 * crudeThemeEffect(survey, counts, 'detractors').estimate // => 0.068
 */
export function crudeThemeEffect(
  survey: Survey,
  theme: ThemeCounts,
  group: 'detractors' | 'promoters'
): UntestedEffect {
  const { confLevel } = survey.options
  const mentioners = group === 'detractors' ? theme.scoredNegative : theme.scoredPositive
  const comparison = compare(survey.all, mentioners.groups, group)
  const isEmpty = comparison.mentioners.base === 0 || comparison.others.base === 0
  if (isEmpty) return noEffect(confLevel, survey.people.base)
  const effect = crudeEffect(comparison, confLevel, survey.scored.designEffect)
  return { ...effect, base: survey.people.base }
}

/** Effects of a theme before q-values; null where nobody, or everybody, with a score mentions it. */
function untestedEffects(
  survey: Survey,
  theme: ThemeCounts,
  index: number,
  adjusted: AdjustedEffects | null
): UntestedEffects | null {
  const { groups } = theme.scored
  if (baseOf(groups) === 0 || baseOf(without(survey.all, groups)) === 0) return null
  const own = adjusted?.byTheme.get(index)
  const onDetractors = own?.onDetractors ?? crudeThemeEffect(survey, theme, 'detractors')
  const onPromoters = own?.onPromoters ?? crudeThemeEffect(survey, theme, 'promoters')
  return {
    isAdjusted: own?.onDetractors !== undefined,
    onDetractorShare: onDetractors,
    onPromoterShare: onPromoters,
    onNpsPoints: own?.onNps ?? crudeNpsEffect(onPromoters, onDetractors),
    leaveOut: leaveOut(survey.all, groups),
  }
}

/** q-values of one figure: over the adjusted effects, and apart from them over the others. */
function qValuesOf(
  untested: readonly (UntestedEffects | null)[],
  name: 'onDetractorShare' | 'onPromoterShare' | 'onNpsPoints'
): ReadonlyMap<number, number> {
  const qValues = new Map<number, number>()
  for (const isAdjusted of [true, false]) {
    const family = untested.flatMap((effects, i) =>
      effects?.isAdjusted === isAdjusted ? [{ pValue: effects[name].pValue, i }] : []
    )
    const values = benjaminiHochberg(family.map(({ pValue }) => pValue))
    family.forEach(({ i }, k) => {
      qValues.set(i, itemAt(values, k))
    })
  }
  return qValues
}

/**
 * Effects of every theme: adjusted where the models allow, else unadjusted.
 *
 * @param survey - counted survey
 * @param adjusted - effects of the ranked themes; null when nothing could be adjusted
 * @param stability - share of resamples that keep each theme's rank
 * @returns one entry per theme; null where there is nobody to compare
 * @see benjaminiHochberg
 * @example
 * themeEffects(survey, null, new Map())[0]?.leaveOut.npsPoints // => -9.4
 */
export function themeEffects(
  survey: Survey,
  adjusted: AdjustedEffects | null,
  stability: ReadonlyMap<number, number>
): readonly (ThemeEffects | null)[] {
  const untested = survey.counts.map((theme, i) => untestedEffects(survey, theme, i, adjusted))
  const onDetractors = qValuesOf(untested, 'onDetractorShare')
  const onPromoters = qValuesOf(untested, 'onPromoterShare')
  const onNps = qValuesOf(untested, 'onNpsPoints')
  return untested.map((effects, i) => {
    if (effects === null) return null
    const { onDetractorShare, onPromoterShare, onNpsPoints } = effects
    return {
      onDetractorShare: { ...onDetractorShare, qValue: entryOf(onDetractors, i) },
      onPromoterShare: { ...onPromoterShare, qValue: entryOf(onPromoters, i) },
      onNpsPoints: { ...onNpsPoints, qValue: entryOf(onNps, i) },
      leaveOut: effects.leaveOut,
      recoverableDetractors: onDetractorShare.estimate * onDetractorShare.base,
      stability: stability.get(i) ?? null,
    }
  })
}
