import type { AnalysedTheme } from '../domain/analysis.ts'
import type { ThemeFigures } from '../domain/driver.ts'
import type { FoundTheme } from '../domain/theme.ts'
import { displayLabel } from '../themes/display-label.ts'

/**
 * Themes with their figures, ranked ones by rank, then the others by mentions, `other` last.
 *
 * @param themes - in the order that the figures have
 * @param figures - one entry per theme
 */
export function themesOfFigures(
  themes: readonly FoundTheme[],
  figures: readonly ThemeFigures[]
): AnalysedTheme[] {
  return themes
    .flatMap((theme, index) => {
      const found = figures[index]
      if (!found) return []
      const { id, source, parentId } = theme
      return [{ id, label: displayLabel(theme, found), source, parentId, ...found }]
    })
    .sort(
      (a, b) =>
        (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) ||
        Number(a.source === 'other') - Number(b.source === 'other') ||
        b.mentionCount - a.mentionCount ||
        (a.id < b.id ? -1 : 1)
    )
}
