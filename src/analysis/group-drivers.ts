import type { DriverInput, DriverOptions, DriverResult } from '../domain/driver.ts'
import type { SegmentValue } from '../domain/response.ts'
import type { ResponseGroup } from '../domain/survey.ts'
import type { FoundTheme } from '../domain/theme.ts'
import { rankDrivers } from '../insight/drivers/rank-drivers.ts'

/** A number of interchangeable responses. */
export type CountedGroup = {
  readonly group: ResponseGroup
  /** Respondent or account that answered more than once; null otherwise. */
  readonly cluster: string | null
  readonly responseCount: number
}

/** Themes as drivers see them. */
export type DriverTheme = Pick<FoundTheme, 'id' | 'source' | 'isAffectOnly'>

/**
 * Ranks themes from counts of groups; figures equal those of the single responses.
 *
 * @param groups - counts, in an order that depends on their content alone
 * @param themes - themes in the order that breaks ties
 * @param options - options of the drivers and the segment fields held fixed
 */
export function rankGroupDrivers(
  groups: readonly CountedGroup[],
  themes: readonly DriverTheme[],
  options: DriverOptions & { readonly adjustFor: readonly string[] }
): DriverResult {
  return rankDrivers(driverInput(groups, themes, options.adjustFor), options)
}

function driverInput(
  groups: readonly CountedGroup[],
  themes: readonly DriverTheme[],
  adjustFor: readonly string[]
): DriverInput {
  const themeIndex = new Map(themes.map((theme, index) => [theme.id, index]))
  const scoreGroups: DriverInput['scoreGroups'][number][] = []
  const hasUsableComment: boolean[] = []
  const clusters: (string | null)[] = []
  const mentions: DriverInput['mentions'][number][] = []
  const segments = adjustFor.map((field) => [field, [] as (SegmentValue | null)[]] as const)
  for (const { group, cluster, responseCount } of groups) {
    const pattern = group.pattern.flatMap(({ themeId, polarity }) => {
      const theme = themeIndex.get(themeId)
      return theme === undefined ? [] : [{ theme, polarity }]
    })
    for (let i = 0; i < responseCount; i++) {
      for (const { theme, polarity } of pattern) {
        mentions.push({ response: scoreGroups.length, theme, polarity })
      }
      for (const [field, values] of segments) values.push(group.segments[field] ?? null)
      scoreGroups.push(group.scoreGroup)
      hasUsableComment.push(group.isUsable)
      clusters.push(cluster)
    }
  }
  return {
    scoreGroups,
    hasUsableComment,
    themes: themes.map(({ id, source, isAffectOnly }) => ({
      id,
      isRankable: source !== 'other' && !isAffectOnly,
      isAffectOnly,
    })),
    mentions,
    segments: Object.fromEntries(segments),
    clusters,
  }
}
