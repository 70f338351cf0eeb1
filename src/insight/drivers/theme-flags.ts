import type { ThemeFlag, Warning } from '../../domain/effect.ts'
import { warning } from '../words.ts'
import type { Comparison, UntestedEffect } from './crude-effects.ts'
import type { PatternTable } from './outcome-models.ts'

/** Correlation of two themes' mentions above which their effects cannot be told apart. */
const COLLINEAR_PHI = 0.8
/** Difference between unadjusted and adjusted effect, as a share, below which nothing is worth a flag. */
const NOTABLE_SHARE = 0.005
/** Negative mentioners below which an effect rests on few people. */
const SMALL_BASE = 10

/** What the flags of one theme are read from. */
export type FlagFacts = {
  readonly adjusted: UntestedEffect | null
  readonly crude: UntestedEffect
  readonly comparison: Comparison
  readonly isCollinear: boolean
}

/**
 * Flags of one theme.
 *
 * @param facts - adjusted and unadjusted effect on detractor share; `adjusted` null for themes not ranked
 * @returns flags in a fixed order
 * @see FLAG_WORDS
 * @example
 * themeFlags({ adjusted: null, crude, comparison, isCollinear: false }) // => ['not-adjusted', 'uncertain-sign']
 */
export function themeFlags({
  adjusted,
  crude,
  comparison,
  isCollinear,
}: FlagFacts): readonly ThemeFlag[] {
  const shown = adjusted ?? crude
  const gap = Math.abs(crude.estimate - shown.estimate)
  const isOutside = crude.estimate < shown.confLow || crude.estimate > shown.confHigh
  const isReversed = crude.estimate * shown.estimate < 0
  const isNotable = Math.min(Math.abs(crude.estimate), Math.abs(shown.estimate)) >= NOTABLE_SHARE
  const flags: readonly (readonly [ThemeFlag, boolean])[] = [
    ['confounded', gap >= NOTABLE_SHARE && isOutside],
    ['collinear', isCollinear],
    ['sign-reversal', isReversed && isNotable],
    ['small-base', comparison.mentioners.base < SMALL_BASE],
    ['not-adjusted', adjusted === null],
    ['uncertain-sign', shown.confLow <= 0 && shown.confHigh >= 0],
  ]
  return flags.filter(([, isSet]) => isSet).map(([flag]) => flag)
}

/** Two themes whose negative mentions go together. */
export type CollinearPair = {
  readonly first: number
  readonly second: number
  readonly phi: number
}

/**
 * Pairs of ranked themes that are raised together so often that the data cannot tell them apart.
 *
 * @param table - patterns of the scored responses
 * @param ranked - indexes of ranked themes
 * @returns pairs with φ above 0.8, in theme order
 * @see Yule (1912) JRSS 75:579-652 for φ
 * @example
 * collinearPairs(table, [0, 1])[0]?.phi // => 0.93
 */
export function collinearPairs(table: PatternTable, ranked: readonly number[]): CollinearPair[] {
  const size = ranked.length
  const together = new Float64Array(size * size)
  let base = 0
  table.patterns.forEach((pattern, g) => {
    const n = table.trials[g] ?? 0
    base += n
    const raised = pattern.filter((feature) => feature < size)
    for (const a of raised) {
      for (const b of raised) together[a * size + b] = (together[a * size + b] ?? 0) + n
    }
  })
  const count = (a: number, b: number) => together[a * size + b] ?? 0
  const pairs: CollinearPair[] = []
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const [na, nb] = [count(a, a), count(b, b)]
      const spread = Math.sqrt(na * (base - na) * nb * (base - nb))
      const phi = spread === 0 ? 0 : (base * count(a, b) - na * nb) / spread
      if (phi > COLLINEAR_PHI) pairs.push({ first: ranked[a] ?? 0, second: ranked[b] ?? 0, phi })
    }
  }
  return pairs
}

/** One warning for each pair, naming both themes. */
export function collinearWarnings(
  pairs: readonly CollinearPair[],
  idOf: (theme: number) => string
): Warning[] {
  return pairs.map(({ first, second, phi }) =>
    warning('collinear-themes', { first: idOf(first), second: idOf(second), phi: phi.toFixed(2) })
  )
}
