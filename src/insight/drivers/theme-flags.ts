import type { ThemeFlag, Warning } from '../../domain/effect.ts'
import { at, itemAt } from '../../stats/at.ts'
import { warning } from '../words.ts'
import type { Covariates } from './covariates.ts'
import type { UntestedEffect } from './crude-effects.ts'
import { varianceInflation } from './model-diagnostics.ts'
import type { DriverModel } from './outcome-models.ts'
import { type StratifiedEffect, stratifiedEffects } from './stratified-effect.ts'
import type { Survey } from './survey.ts'

/** Correlation of two themes' mentions above which their effects cannot be told apart. */
const COLLINEAR_PHI = 0.8
/** Variance inflation above which a theme is collinear with the others taken together. */
const COLLINEAR_INFLATION = 5
/** Difference or size of effects, as a share, below which nothing is worth a flag. */
const NOTABLE_SHARE = 0.005
/** Negative mentioners below which an effect rests on few people. */
const SMALL_BASE = 10
/** Standard errors by which a stratified effect must be away from 0 to count as reversed. */
const REVERSAL_ERRORS = 1.645
/** p-value that the crude effect must stay below for the same (two-sided at the same level). */
const REVERSAL_P = 0.1

/** What the flags of one theme are read from. */
export type FlagFacts = {
  /** Null for themes not ranked. */
  readonly adjusted: UntestedEffect | null
  readonly crude: UntestedEffect
  /** Scored respondents who mention the theme negatively. */
  readonly mentioners: number
  readonly isCollinear: boolean
  readonly isReversed: boolean
}

/**
 * Flags of one theme.
 *
 * @param facts - effects on detractor share and what was found about the theme
 * @returns flags in a fixed order
 * @see FLAG_WORDS
 * @example
 * themeFlags({ adjusted: null, crude, mentioners: 4, isCollinear: false, isReversed: false })
 * // => ['small-base', 'not-adjusted', 'uncertain-sign']
 */
export function themeFlags(facts: FlagFacts): readonly ThemeFlag[] {
  const { adjusted, crude, mentioners } = facts
  const shown = adjusted ?? crude
  const gap = Math.abs(crude.estimate - shown.estimate)
  const isOutside = crude.estimate < shown.confLow || crude.estimate > shown.confHigh
  const flags: readonly (readonly [ThemeFlag, boolean])[] = [
    ['confounded', gap >= NOTABLE_SHARE && isOutside],
    ['collinear', facts.isCollinear],
    ['sign-reversal', facts.isReversed],
    ['small-base', mentioners < SMALL_BASE],
    ['not-adjusted', adjusted === null],
    ['uncertain-sign', shown.confLow <= 0 && shown.confHigh >= 0],
  ]
  return flags.filter(([, isSet]) => isSet).map(([flag]) => flag)
}

/** Two themes that are raised together, and how much. */
export type CollinearPair = {
  readonly first: number
  readonly second: number
  readonly phi: number
}

/** Correlation of every pair of the model's theme columns. */
function correlations(model: DriverModel): readonly CollinearPair[] {
  const { design, counts, themeColumns } = model
  const size = design.columnCount
  const together = new Float64Array(size * size)
  for (let g = 0; g < design.patternCount; g++) {
    const columns = design.columns.subarray(design.starts[g], design.starts[g + 1])
    for (const a of columns) {
      for (const b of columns) {
        together[a * size + b] = at(together, a * size + b) + at(counts.trials, g)
      }
    }
  }
  const base = at(together, 0)
  const count = (a: number, b: number) => at(together, a * size + b)
  return themeColumns.flatMap(({ theme: first, column: a }, i) =>
    themeColumns.slice(i + 1).map(({ theme: second, column: b }) => {
      const [na, nb] = [count(a, a), count(b, b)]
      const spread = Math.sqrt(na * (base - na) * nb * (base - nb))
      return { first, second, phi: (base * count(a, b) - na * nb) / spread }
    })
  )
}

/**
 * Themes whose effects the data cannot tell apart, each with the theme that it goes with most.
 *
 * @param model - model of detractors by negative mentions
 * @returns pairs with φ above 0.8, then themes with variance inflation above 5 and their closest partner
 * @see Yule (1912) JRSS 75:579-652 for φ
 * @example
 * collinearPairs(model)[0]?.phi // => 0.93
 */
export function collinearPairs(model: DriverModel): readonly CollinearPair[] {
  const all = correlations(model)
  const pairs = all.filter(({ phi }) => phi > COLLINEAR_PHI)
  const isNamed = new Set(pairs.flatMap(({ first, second }) => [first, second]))
  for (const [theme, inflation] of varianceInflation(model)) {
    if (inflation <= COLLINEAR_INFLATION || isNamed.has(theme)) continue
    const own = all.filter(({ first, second }) => first === theme || second === theme)
    const closest = [...own].sort((a, b) => Math.abs(b.phi) - Math.abs(a.phi))[0]
    if (closest !== undefined) {
      const other = closest.first === theme ? closest.second : closest.first
      pairs.push({ first: theme, second: other, phi: closest.phi })
    }
  }
  return pairs
}

/**
 * For each theme of a pair, the theme that it goes with most.
 *
 * @param pairs - as `collinearPairs` gives them
 * @example
 * closestPartners([{ first: 0, second: 3, phi: 0.93 }]).get(3) // => 0
 */
export function closestPartners(pairs: readonly CollinearPair[]): ReadonlyMap<number, number> {
  const partners = new Map<number, number>()
  for (const { first, second } of [...pairs].sort((a, b) => Math.abs(b.phi) - Math.abs(a.phi))) {
    if (!partners.has(first)) partners.set(first, second)
    if (!partners.has(second)) partners.set(second, first)
  }
  return partners
}

/** The effect of a theme within a field's levels where it points the other way than over all. */
function reversedIn(crude: UntestedEffect, stratified: StratifiedEffect | null): boolean {
  if (stratified === null || stratified.estimate * crude.estimate >= 0) return false
  const smaller = Math.min(Math.abs(stratified.estimate), Math.abs(crude.estimate))
  if (smaller < NOTABLE_SHARE || crude.pValue > REVERSAL_P) return false
  return Math.abs(stratified.estimate) > REVERSAL_ERRORS * stratified.stdError
}

const points = (share: number) => `${(100 * share).toFixed(1)} points`

/**
 * Themes that seem to raise detractor share over all and lower it within a segment field, or the reverse.
 *
 * @param survey - counted survey
 * @param covariates - adjusted fields
 * @param crudeOf - unadjusted effect on detractor share by theme
 * @returns the themes, and a warning for each field in which one turns round
 * @see Simpson (1951) JRSS B 13:238-241
 * @example
 * findReversals(survey, covariates, crudeOf).themes.has(2) // => true
 */
export function findReversals(
  survey: Survey,
  covariates: Covariates,
  crudeOf: (theme: number) => UntestedEffect
): { readonly themes: ReadonlySet<number>; readonly warnings: readonly Warning[] } {
  const themes = new Set<number>()
  const warnings: Warning[] = []
  for (const field of covariates.fields) {
    const effects = stratifiedEffects(survey, field)
    for (const theme of survey.ranking.ranked) {
      const crude = crudeOf(theme)
      const stratified = itemAt(effects, theme)
      if (stratified === null || !reversedIn(crude, stratified)) continue
      themes.add(theme)
      warnings.push(
        warning('sign-reversal', {
          theme: itemAt(survey.tally.themes, theme).id,
          field: field.field,
          overall: points(crude.estimate),
          within: points(stratified.estimate),
        })
      )
    }
  }
  return { themes, warnings }
}
