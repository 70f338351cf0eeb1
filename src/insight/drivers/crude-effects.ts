import type { EffectEstimate, ThemeEffects } from '../../domain/effect.ts'
import { criticalValue, twoSidedP } from '../../stats/normal.ts'
import type { ScoreGroupCounts } from '../../stats/nps.ts'
import { type Proportion, shareDifference, shareTest } from '../../stats/proportion.ts'
import { baseOf } from './survey-counts.ts'

/** An effect before its q-value is known. */
export type UntestedEffect = Omit<EffectEstimate, 'qValue'>

/** Events among mentioners and among the rest. */
export type Comparison = { readonly mentioners: Proportion; readonly others: Proportion }

/**
 * Unadjusted effect of mentioning a theme on a share: what the share would fall by without the mentioners.
 *
 * Shown for themes that are not ranked. Equals `q (p₁ − p₀)` with q the share of mentioners. The interval joins
 * Newcombe's for the difference with the sampling error of q, and so does not collapse at shares of 0 and 1.
 *
 * @param comparison - both bases above 0
 * @param confLevel - in (0, 1)
 * @param designEffect - responses ÷ unweighted responses that would tell as much; default 1
 * @returns share in [-1, 1], method `unadjusted-newcombe`, base the effective one
 * @throws {InvalidCountError} if a base is 0
 * @see Levin (1953) Acta Unio Int Contra Cancrum 9:531-541; Newcombe (1998) method 10
 * @example
 * crudeEffect({ mentioners: { events: 15, base: 45 }, others: { events: 5, base: 62 } }, 0.95).estimate // => 0.106
 */
export function crudeEffect(
  comparison: Comparison,
  confLevel: number,
  designEffect = 1
): UntestedEffect {
  const thinned = ({ events, base }: Proportion): Proportion => ({
    events: events / designEffect,
    base: base / designEffect,
  })
  const [mentioners, others] = [thinned(comparison.mentioners), thinned(comparison.others)]
  const base = mentioners.base + others.base
  const q = mentioners.base / base
  const difference = shareDifference(mentioners, others, confLevel)
  const estimate = q * difference.estimate
  const baseError =
    criticalValue(confLevel) * Math.abs(difference.estimate) * Math.sqrt((q * (1 - q)) / base)
  return {
    estimate,
    confLow: estimate - Math.hypot(q * (difference.estimate - difference.confLow), baseError),
    confHigh: estimate + Math.hypot(q * (difference.confHigh - difference.estimate), baseError),
    confLevel,
    method: 'unadjusted-newcombe',
    base,
    pValue: shareTest(mentioners, others).pValue,
  }
}

/** An effect of exactly 0: nobody mentions the theme with this polarity. */
export function noEffect(confLevel: number, base: number): UntestedEffect {
  const method = 'no-such-mentions'
  return { estimate: 0, confLow: 0, confHigh: 0, confLevel, method, base, pValue: 1 }
}

/**
 * Joins the effects on promoters and detractors to one on NPS points, as if the two were independent.
 *
 * @param onPromoters - effect on promoter share
 * @param onDetractors - effect on detractor share
 * @returns points; the interval squares and adds the distances on each side (MOVER)
 * @see Zou and Donner (2008) Statistics in Medicine 27:1693-1702
 * @example
 * crudeNpsEffect(onPromoters, onDetractors).estimate // => -12.4
 */
export function crudeNpsEffect(
  onPromoters: UntestedEffect,
  onDetractors: UntestedEffect
): UntestedEffect {
  const estimate = 100 * (onPromoters.estimate - onDetractors.estimate)
  const below = Math.hypot(
    onPromoters.estimate - onPromoters.confLow,
    onDetractors.confHigh - onDetractors.estimate
  )
  const above = Math.hypot(
    onPromoters.confHigh - onPromoters.estimate,
    onDetractors.estimate - onDetractors.confLow
  )
  const { confLevel, base } = onDetractors
  const stdError = (50 * (below + above)) / criticalValue(confLevel)
  return {
    estimate,
    confLow: estimate - 100 * below,
    confHigh: estimate + 100 * above,
    confLevel,
    method: 'unadjusted-newcombe',
    base,
    pValue: twoSidedP(estimate, stdError),
  }
}

/** What rounding leaves of a sum of weights that should be 0. */
const ROUNDING = 1e-9

/** Counts of the respondents who are not among some others. */
export function without(all: ScoreGroupCounts, some: ScoreGroupCounts): ScoreGroupCounts {
  const rest = (total: number, part: number) => (total - part > ROUNDING ? total - part : 0)
  return {
    detractors: rest(all.detractors, some.detractors),
    passives: rest(all.passives, some.passives),
    promoters: rest(all.promoters, some.promoters),
  }
}

/** Splits a score group's count by whether a theme is mentioned. */
export function compare(
  all: ScoreGroupCounts,
  mentioners: ScoreGroupCounts,
  group: keyof ScoreGroupCounts
): Comparison {
  const others = without(all, mentioners)
  return {
    mentioners: { events: mentioners[group], base: baseOf(mentioners) },
    others: { events: others[group], base: baseOf(others) },
  }
}

/**
 * The figures that other tools publish as a theme's impact: the survey with all respondents minus the survey
 * without those who mention the theme, whatever they say about it.
 *
 * For reconciliation only: it blames innocent themes that go with guilty ones or with unhappy segments.
 *
 * @param all - score groups of all respondents
 * @param mentioners - score groups of those who mention the theme; someone mentions it and someone does not
 * @returns NPS points and detractor share
 * @see `M − M₀ = q (M₁ − M₀)`; on detractor share it is Levin's population attributable risk
 * @example
 * leaveOut(all, mentioners).npsPoints // => -9.4
 */
export function leaveOut(
  all: ScoreGroupCounts,
  mentioners: ScoreGroupCounts
): ThemeEffects['leaveOut'] {
  const others = without(all, mentioners)
  const detractorShare = all.detractors / baseOf(all) - others.detractors / baseOf(others)
  const promoterShare = all.promoters / baseOf(all) - others.promoters / baseOf(others)
  return { npsPoints: 100 * (promoterShare - detractorShare), detractorShare }
}
