import type { AnalysedTheme } from '../domain/analysis.ts'
import type { PlacedFigures } from '../domain/driver.ts'
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
  figures: readonly PlacedFigures[]
): AnalysedTheme[] {
  const named = (index: number) => {
    const [theme, found] = [themes[index], figures[index]]
    return theme && found ? [{ id: theme.id, label: displayLabel(theme, found) }] : []
  }
  return themes
    .flatMap((theme, index) => {
      const found = figures[index]
      if (!found) return []
      const { source, parentId, description = null } = theme
      const { overlapsWith, ...own } = found
      const [partner] = overlapsWith === undefined ? [] : named(overlapsWith)
      return named(index).map(({ id, label }) => ({
        ...{ id, label, source, parentId, description, ...own },
        ...(partner && { overlapsWith: partner }),
      }))
    })
    .sort(
      (a, b) =>
        (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) ||
        Number(a.source === 'other') - Number(b.source === 'other') ||
        b.mentionCount - a.mentionCount ||
        (a.id < b.id ? -1 : 1)
    )
}
