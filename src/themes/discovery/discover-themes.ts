import type { FoundTheme } from '../../domain/theme.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { joinClauses } from '../clauses/join-clauses.ts'
import type { ThemeLink } from '../model/theme-edit.ts'
import type { SavedTheme } from '../model/theme-model.ts'
import { nameClusters } from '../naming/name-clusters.ts'
import type { NamingContext } from '../naming/topics.ts'
import type { ClusterProfile, ProfileContext } from './cluster-profile.ts'
import { type DiscoverOptions, discoverProfiles, spread } from './discover-clusters.ts'
import { matchProfiles } from './match-profiles.ts'

/** Discovered themes with what is needed to apply them again. */
export type DiscoveredThemes = {
  readonly themes: readonly SavedTheme[]
  readonly commonMeaning: readonly number[]
}

/**
 * Discovers and names themes among clauses that no other theme explains.
 *
 * @param taken - labels of other themes, which no discovered theme may repeat
 */
export async function discoverThemes(
  clauses: readonly ThemeClause[],
  options: DiscoverOptions & Pick<NamingContext, 'landmarks'>,
  taken: readonly string[] = []
): Promise<DiscoveredThemes> {
  const units = joinClauses(clauses).map((unit) => unit.whole)
  const set = discoverProfiles(units, options)
  const heard = spread(units, MAX_NAMING_CLAUSES)
  const matches = matchProfiles(heard, set, options)
  const members = set.profiles.map((_, c) => heard.filter((_unit, i) => matches[i]?.profile === c))
  const names = await nameClusters(members, set.profiles, options, taken)
  const hasAnchors = set.profiles.some(({ anchors }) => anchors !== undefined)
  const isRest = ({ anchors, ownWord }: ClusterProfile) =>
    options.isAnchored === false || (hasAnchors && anchors === undefined && ownWord === undefined)
  const themes = names.flatMap((name, c) => {
    const profile = set.profiles[c]
    if (name === null || profile === undefined) return []
    // Beside built-in themes and what began with labels, what nobody can put a name to is odds and ends.
    const { isMakeshift, ...labels } = name
    return isMakeshift && isRest(profile) ? [] : [{ ...profile, ...labels }]
  })
  return { themes, commonMeaning: set.commonMeaning }
}

/** Themes are named after at most this many clauses, evenly spread over the canonical order. */
const MAX_NAMING_CLAUSES = 2000

/** Links clauses to discovered themes; clauses that fit none are not in the result. */
export function linkDiscovered(
  clauses: readonly ThemeClause[],
  { themes, commonMeaning }: DiscoveredThemes,
  context: ProfileContext
): ReadonlyMap<ThemeClause, ThemeLink> {
  const units = joinClauses(clauses)
  const found = themes.map(themeOf)
  const matches = matchProfiles(
    units.map((unit) => unit.whole),
    { profiles: themes, commonMeaning },
    context,
    'near'
  )
  const links = new Map<ThemeClause, ThemeLink>()
  for (const [i, { members }] of units.entries()) {
    const match = matches[i]
    const theme = found[match?.profile ?? -1]
    if (match === undefined || theme === undefined) continue
    for (const clause of members) links.set(clause, { theme, confidence: match.confidence })
  }
  return links
}

/** A discovered theme as an analysis shows it. */
export function themeOf({
  id,
  label,
  negativeLabel = label,
  positiveLabel = label,
  isAffectOnly,
}: SavedTheme): FoundTheme {
  return {
    id,
    label,
    negativeLabel,
    positiveLabel,
    parentId: null,
    source: 'discovered',
    isAffectOnly,
  }
}
