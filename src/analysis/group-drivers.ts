import type { DriverInput, DriverOptions, DriverResult } from '../domain/driver.ts'
import type { ResponseGroup } from '../domain/survey.ts'
import { type DriverTheme, rankThemes } from './rank-themes.ts'

/** A number of interchangeable responses. */
export type CountedGroup = {
  readonly group: ResponseGroup
  /** Respondent or account that answered more than once; null otherwise. */
  readonly cluster: string | null
  readonly responseCount: number
}

/**
 * Ranks themes from counts of groups; figures equal those of the single responses.
 *
 * @param groups - counts in any order
 * @param themes - themes of the survey
 * @param options - options of the drivers and the segment fields held fixed
 * @returns figures aligned with `themes`; O(groups), however many responses they count
 */
export function rankGroupDrivers(
  groups: readonly CountedGroup[],
  themes: readonly DriverTheme[],
  options: DriverOptions & { readonly adjustFor: readonly string[] }
): DriverResult {
  return rankThemes(
    themes,
    (indexOf): Omit<DriverInput, 'themes'> => ({
      counts: groups.map(({ responseCount }) => responseCount),
      scoreGroups: groups.map(({ group }) => group.scoreGroup),
      hasUsableComment: groups.map(({ group }) => group.isUsable),
      mentions: groups.flatMap(({ group }, response) =>
        group.pattern.flatMap(({ themeId, polarity }) => {
          const theme = indexOf.get(themeId)
          return theme === undefined ? [] : [{ response, theme, polarity }]
        })
      ),
      segments: Object.fromEntries(
        options.adjustFor.map((field) => [
          field,
          groups.map(({ group }) => group.segments[field] ?? null),
        ])
      ),
      clusters: groups.map(({ cluster }) => cluster),
    }),
    options
  )
}
