// Themes that are raised together more than chance would have it: a failed delivery and the call that followed.

import type { IntervalEstimate } from '../../domain/effect.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { criticalValue } from '../../stats/normal.ts'
import { exp } from '../../stats/portable-math.ts'
import { shareTest } from '../../stats/proportion.ts'
import { themeIndex } from '../cells/theme-index.ts'

/** Two themes in one comment. */
export type ThemePair = {
  readonly first: string
  readonly second: string
  /** Comments that raise both. */
  readonly togetherCount: number
  /** Share of both ÷ product of the shares; 1 is chance. Interval on the logarithm. */
  readonly lift: IntervalEstimate
  readonly pValue: number
  readonly qValue: number
}

/** Fewest comments with both themes. */
const MIN_TOGETHER = 5

/**
 * Pairs of themes raised together, by lift.
 *
 * Says what comes up in one comment, not which came first.
 *
 * @param columns - the survey
 * @param confLevel - in (0, 1)
 * @returns pairs with five comments or more, clearest departure from chance first
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see Brin, Motwani and Silverstein (1997) SIGMOD Record 26:265-276
 * @example
 * themePairs(columns, 0.95)[0] // => first 'outage', second 'hold-times', lift 2.4
 */
export function themePairs(columns: SurveyColumns, confLevel: number): ThemePair[] {
  const index = themeIndex(columns)
  const size = columns.themes.length
  const single = new Array<number>(size).fill(0)
  const both = new Map<number, number>()
  let base = 0
  columns.hasUsableComment.forEach((has, i) => {
    if (!has) return
    base++
    const themes = index.themes.subarray(index.starts[i], index.starts[i + 1])
    themes.forEach((a, k) => {
      single[a] = (single[a] ?? 0) + 1
      for (const b of themes.subarray(k + 1)) {
        both.set(a * size + b, (both.get(a * size + b) ?? 0) + 1)
      }
    })
  })
  const z = criticalValue(confLevel)
  const drafts = [...both].flatMap(([key, count]) => {
    if (count < MIN_TOGETHER) return []
    const [a, b] = [Math.floor(key / size), key % size]
    const [na, nb] = [single[a] ?? 0, single[b] ?? 0]
    if (na === base || nb === base) return []
    const estimate = (count * base) / (na * nb)
    // Variance of the logarithm of a lift by the delta method, with the margins random.
    const variance = Math.max(0, 1 / count - 1 / na - 1 / nb + 1 / base)
    const half = z * Math.sqrt(variance)
    const { pValue } = shareTest(
      { events: count, base: nb },
      { events: na - count, base: base - nb }
    )
    return [{ a, b, count, estimate, half, pValue }]
  })
  const qValues = benjaminiHochberg(drafts.map((d) => d.pValue))
  const id = (theme: number) => columns.themes[theme]?.id ?? ''
  return drafts
    .map(
      ({ a, b, count, estimate, half, pValue }, i): ThemePair => ({
        first: id(a),
        second: id(b),
        togetherCount: count,
        lift: {
          estimate,
          confLow: estimate * exp(-half),
          confHigh: estimate * exp(half),
          confLevel,
          method: 'lift-delta',
          base,
        },
        pValue,
        qValue: qValues[i] ?? 1,
      })
    )
    .sort((x, y) => x.pValue - y.pValue || (x.first + x.second < y.first + y.second ? -1 : 1))
}
