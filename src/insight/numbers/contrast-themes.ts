// What promoters talk about that detractors do not, and the other way round.

import type { IntervalEstimate } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { criticalValue, twoSidedP } from '../../stats/normal.ts'
import { log } from '../../stats/portable-math.ts'

/** How much more one group raises a theme than the other. */
export type ThemeContrast = {
  readonly id: string
  readonly label: string
  readonly firstCount: number
  readonly secondCount: number
  /** Log odds ratio drawn towards 0 by the prior; positive: the first group raises it more. */
  readonly logOddsRatio: IntervalEstimate
  readonly pValue: number
  readonly qValue: number
}

/** Pseudo-respondents of the prior, spread as in everybody's comments. */
const PRIOR_RESPONDENTS = 10

/**
 * Themes that tell two score groups apart, by log odds with an informative prior.
 *
 * The prior is what everybody says, so no theme has odds of 0; a theme stands as high as its difference is sure.
 *
 * @param columns - the survey
 * @param groups - first and second score group, such as promoters and detractors, or passives and promoters
 * @param confLevel - in (0, 1)
 * @returns themes that either group raises by z-score, those that the first raises more at the top; `[]` when a group left no comment
 * @throws {InvalidOptionError} if both groups are the same
 * @see Monroe, Colaresi and Quinn (2008) Political Analysis 16:372-403, equations 16, 19 and 22
 * @example
 * contrastThemes(columns, ['promoter', 'detractor'], 0.95)[0]?.id // => 'friendly-staff'
 */
export function contrastThemes(
  columns: SurveyColumns,
  [first, second]: readonly [ScoreGroup, ScoreGroup],
  confLevel: number
): ThemeContrast[] {
  if (first === second) throw new InvalidOptionError('groups', 'two different score groups', first)
  const themeCount = columns.themes.length
  const counts = { [first]: new Map<number, Set<number>>(), [second]: new Map() } as Record<
    ScoreGroup,
    Map<number, Set<number>> | undefined
  >
  const everybody = new Map<number, Set<number>>()
  for (const { response, theme } of columns.mentions) {
    const group = columns.scoreGroups[response] ?? null
    for (const map of [everybody, group === null ? undefined : counts[group]])
      map?.set(theme, (map.get(theme) ?? new Set<number>()).add(response))
  }
  const commenters = (group: ScoreGroup | null) =>
    columns.hasUsableComment.filter(
      (has, i) => has && (group === null || columns.scoreGroups[i] === group)
    ).length
  const [n1, n2, n] = [commenters(first), commenters(second), commenters(null)]
  if (n1 === 0 || n2 === 0) return []
  const drafts = Array.from({ length: themeCount }, (_, theme) => {
    const y1 = counts[first]?.get(theme)?.size ?? 0
    const y2 = counts[second]?.get(theme)?.size ?? 0
    // Halves keep the prior away from 0 and 1.
    const share = ((everybody.get(theme)?.size ?? 0) + 0.5) / (n + 1)
    const prior = { yes: PRIOR_RESPONDENTS * share, no: PRIOR_RESPONDENTS * (1 - share) }
    const odds = (y: number, base: number) => (y + prior.yes) / (base - y + prior.no)
    const estimate = log(odds(y1, n1)) - log(odds(y2, n2))
    const stdError = Math.sqrt(
      1 / (y1 + prior.yes) +
        1 / (n1 - y1 + prior.no) +
        1 / (y2 + prior.yes) +
        1 / (n2 - y2 + prior.no)
    )
    return { theme, y1, y2, estimate, stdError, pValue: twoSidedP(estimate, stdError) }
  }).filter(({ y1, y2 }) => y1 + y2 > 0)
  const qValues = benjaminiHochberg(drafts.map((d) => d.pValue))
  return drafts
    .map(({ theme, y1, y2, estimate, stdError, pValue }, i) => {
      const half = criticalValue(confLevel) * stdError
      const contrast: ThemeContrast = {
        id: columns.themes[theme]?.id ?? '',
        label: columns.themes[theme]?.label ?? '',
        firstCount: y1,
        secondCount: y2,
        logOddsRatio: {
          estimate,
          confLow: estimate - half,
          confHigh: estimate + half,
          confLevel,
          method: 'log-odds-informative-prior',
          base: n1 + n2,
        },
        pValue,
        qValue: qValues[i] ?? 1,
      }
      return { contrast, zScore: estimate / stdError }
    })
    .sort((a, b) => b.zScore - a.zScore || (a.contrast.id < b.contrast.id ? -1 : 1))
    .map(({ contrast }) => contrast)
}
