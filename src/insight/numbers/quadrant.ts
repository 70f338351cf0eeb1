// Importance against performance: what to mend, what to keep, what can wait.

import type { ThemeFigures } from '../../domain/driver.ts'

/** `mend`: matters and is done badly. `keep`: matters and is done well. `watch`: bad, matters little. `calm`: neither. */
export type QuadrantKind = 'mend' | 'keep' | 'watch' | 'calm'

export type QuadrantTheme = {
  readonly id: string
  readonly label: string
  /** How far its mentions move detractors or promoters, whichever is more, as a share in [0, 1]. */
  readonly importance: number
  /** Praise of all praise and complaint, [0, 1]. */
  readonly performance: number
  readonly quadrant: QuadrantKind
  /** False where the interval of the effect behind the importance includes zero. */
  readonly isSure: boolean
}

export type Quadrants = {
  /** Mean importance of the ranked themes, and praise over all of them: the two dividing lines. */
  readonly importanceLine: number
  readonly performanceLine: number
  /** Most important first. */
  readonly themes: readonly QuadrantTheme[]
}

type Named = ThemeFigures & { readonly id: string; readonly label: string }

function quadrantOf(isImportant: boolean, isGood: boolean): QuadrantKind {
  if (isImportant) return isGood ? 'keep' : 'mend'
  return isGood ? 'calm' : 'watch'
}

/**
 * Ranked themes by importance and performance.
 *
 * @param themes - themes of an analysis
 * @returns themes with a rank and at least one complaint or praise; lines are means over these
 * @throws never
 * @see Martilla and James (1977) Journal of Marketing 41:77-79
 * @example
 * quadrants(analysis.themes).themes[0]?.quadrant // => 'mend'
 */
export function quadrants(themes: readonly Named[]): Quadrants {
  const placed = themes.flatMap(({ id, label, status, effect, negativeCount, positiveCount }) => {
    const told = negativeCount + positiveCount
    if (status !== 'ranked' || effect === null || told === 0) return []
    const { onDetractorShare, onPromoterShare } = effect
    const stronger =
      Math.abs(onDetractorShare.estimate) >= Math.abs(onPromoterShare.estimate)
        ? onDetractorShare
        : onPromoterShare
    return [
      {
        id,
        label,
        importance: Math.abs(stronger.estimate),
        performance: positiveCount / told,
        isSure: stronger.confLow > 0 || stronger.confHigh < 0,
        positiveCount,
        told,
      },
    ]
  })
  const sum = (value: (theme: (typeof placed)[number]) => number) =>
    placed.reduce((total, theme) => total + value(theme), 0)
  const importanceLine = placed.length === 0 ? 0 : sum((t) => t.importance) / placed.length
  const performanceLine = placed.length === 0 ? 0 : sum((t) => t.positiveCount) / sum((t) => t.told)
  return {
    importanceLine,
    performanceLine,
    themes: placed
      .map(({ positiveCount: _p, told: _t, ...theme }) => ({
        ...theme,
        quadrant: quadrantOf(
          theme.importance >= importanceLine,
          theme.performance >= performanceLine
        ),
      }))
      .sort((a, b) => b.importance - a.importance || (a.id < b.id ? -1 : 1)),
  }
}
