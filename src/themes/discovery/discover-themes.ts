import type { FoundTheme } from '../../domain/theme.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { joinClauses } from '../clauses/join-clauses.ts'
import type { WordBook } from '../clauses/word-book.ts'
import type { ThemeLink } from '../model/theme-edit.ts'
import type { SavedTheme } from '../model/theme-model.ts'
import { landmarkName, type NamingContext } from '../naming/landmark-label.ts'
import { type ClusterName, nameClusters } from '../naming/name-clusters.ts'
import { createUsedNames, stemsOfLabel, type UsedNames } from '../naming/used-names.ts'
import { type TraitReader, traitReader } from './clause-traits.ts'
import type { ProfileContext } from './cluster-profile.ts'
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
  const read = traitReader(options)
  const leadingLabel = (c: number, least: number) => {
    const leading = leadingLabelOf(members[c] ?? [], set.profiles[c]?.anchors ?? [], read, options)
    return leading.share >= least ? landmarkName(options.landmarks.get(leading.label)) : undefined
  }
  const used = createUsedNames(
    [...taken, ...names.flatMap((name) => name?.label ?? [])],
    options.book
  )
  const themes = withAnchorNames(names, leadingLabel, used, options.book).flatMap((name, c) => {
    const profile = set.profiles[c]
    if (name === null || profile === undefined) return []
    // Beside built-in themes, what nobody can put a name to is odds and ends.
    if (options.isAnchored === false && name.isMakeshift) return []
    const { id, label, isAffectOnly } = name
    return [{ ...profile, id, label, isAffectOnly }]
  })
  return { themes, commonMeaning: set.commonMeaning }
}

type ThemeName = Pick<ClusterName, 'id' | 'label' | 'isAffectOnly' | 'isMakeshift'>

/** Themes are named after at most this many clauses, evenly spread over the canonical order. */
const MAX_NAMING_CLAUSES = 2000
/** Clauses that say which label leads a theme, and the share of the theme's probability that it must have. */
const MAX_ASKED_CLAUSES = 100
const LEADING_SHARE = 0.5
/** that it must have where there is no other name. */
const ONLY_SHARE = 0.3

/** Where no phrase of the comments names a theme, the label that leads it does. */
function withAnchorNames(
  names: readonly (ClusterName | null)[],
  leadingLabel: (c: number, least: number) => string | undefined,
  used: UsedNames,
  book: WordBook
): readonly (ThemeName | null)[] {
  return names.map((name, c) => {
    const least = name === null ? ONLY_SHARE : LEADING_SHARE
    const text = name !== null && !name.isMakeshift ? undefined : leadingLabel(c, least)
    const stems = text === undefined ? [] : stemsOfLabel(text, book)
    if (text === undefined || used.has(stems)) return name
    used.add(stems)
    const id = `found-${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`
    return { id, label: text, isAffectOnly: name?.isAffectOnly ?? false, isMakeshift: false }
  })
}

/** The label that has most of what a theme's clauses give to its anchors. */
function leadingLabelOf(
  members: readonly ThemeClause[],
  anchors: readonly string[],
  read: TraitReader,
  { encoder }: ProfileContext
): { readonly label: string; readonly share: number } {
  const sums = new Map<string, number>()
  let total = 0
  for (const clause of members.slice(0, MAX_ASKED_CLAUSES)) {
    const { labels } = read(clause)
    for (const anchor of anchors) {
      const p = labels[encoder.labelOf(anchor) ?? -1] ?? 0
      sums.set(anchor, (sums.get(anchor) ?? 0) + p)
      total += p
    }
  }
  const [[label, sum] = ['', 0]] = [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return { label, share: total === 0 ? 0 : sum / total }
}

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
export function themeOf({ id, label, isAffectOnly }: SavedTheme): FoundTheme {
  return {
    id,
    label,
    negativeLabel: label,
    positiveLabel: label,
    parentId: null,
    source: 'discovered',
    isAffectOnly,
  }
}
