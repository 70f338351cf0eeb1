import type { DriverInput, DriverMention, DriverOptions, DriverResult } from '../domain/driver.ts'
import type { ResponseGroup } from '../domain/survey.ts'
import { type DriverTheme, rankThemes } from './rank-themes.ts'

/** A number of interchangeable responses. */
export type CountedGroup = {
  readonly group: Omit<ResponseGroup, 'key'>
  /** Respondent or account that answered more than once; null otherwise. */
  readonly cluster: string | null
  readonly responseCount: number
}

/** Many groups have the same pattern; the store gives them one object. */
function mentionLists(
  groups: readonly CountedGroup[],
  indexOf: ReadonlyMap<string, number>
): readonly (readonly DriverMention[])[] {
  const known = new Map<ResponseGroup['pattern'], readonly DriverMention[]>()
  return groups.map(({ group: { pattern } }) => {
    const own =
      known.get(pattern) ??
      pattern.flatMap(({ themeId, polarity }) => {
        const theme = indexOf.get(themeId)
        return theme === undefined ? [] : [{ theme, polarity }]
      })
    known.set(pattern, own)
    return own
  })
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
      mentions: [],
      mentionLists: mentionLists(groups, indexOf),
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
