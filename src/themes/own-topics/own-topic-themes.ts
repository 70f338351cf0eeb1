import type { ThemeClause } from '../clauses/clause-table.ts'
import { type ProfileContext, profileClusters } from '../discovery/cluster-profile.ts'
import { themeOf } from '../discovery/discover-themes.ts'
import type { ThemeLink } from '../model/theme-edit.ts'
import type { SavedTheme } from '../model/theme-model.ts'
import { candidatePhrases } from '../naming/candidate-phrases.ts'
import { sentenceCase } from '../naming/label-case.ts'
import { labelsOfNoun, tellingNouns } from '../naming/lone-noun.ts'
import { holdsNoun } from './find-own-topics.ts'

/** A clause that speaks of the noun, and of nothing that a built-in theme is sure of: seven in ten of those read were about it. */
const CONFIDENCE = 0.7

/**
 * Themes of nouns, as a model keeps them: a profile like those of discovered themes, and the noun, which is also the name.
 *
 * @param clauses - those that no built-in theme is sure of
 * @param stems - one noun a theme
 */
export function ownTopicThemes(
  clauses: readonly ThemeClause[],
  stems: readonly number[],
  context: ProfileContext
): readonly SavedTheme[] {
  if (stems.length === 0) return []
  const { book } = context
  const nouns = stems.map((stem) => new Set([stem]))
  const labels = Int32Array.from(clauses, (clause) =>
    nouns.findIndex((own) => holdsNoun(clause, own, book))
  )
  const { profiles } = profileClusters(clauses, labels, context)
  return stems.flatMap((stem, c) => {
    const profile = profiles[c]
    if (profile === undefined) return []
    const own = clauses.filter((_, i) => labels[i] === c)
    const noun = tellingNouns(own, new Map(), book).find((heard) => heard.stem === stem)
    if (noun === undefined) return []
    const said = labelsOfNoun(
      noun,
      candidatePhrases(own, book, () => 1)
    )
    const written = sentenceCase(new Set())
    return {
      ...profile,
      id: `found-${noun.form}`,
      label: written(said.label),
      negativeLabel: written(said.negativeLabel),
      positiveLabel: written(said.positiveLabel),
      isAffectOnly: false,
      nouns: [book.stems[stem] ?? ''],
    }
  })
}

/** The first theme whose noun each clause holds; clauses that hold none are not in the result. */
export function linkOwnTopics(
  clauses: readonly ThemeClause[],
  themes: readonly SavedTheme[],
  { book }: Pick<ProfileContext, 'book'>
): ReadonlyMap<ThemeClause, ThemeLink> {
  const links = new Map<ThemeClause, ThemeLink>()
  const ids = new Map(book.stems.map((stem, id) => [stem, id]))
  const topics = themes.flatMap((theme) => {
    const { nouns = [] } = theme
    const stems = new Set(nouns.flatMap((noun) => ids.get(noun) ?? []))
    return stems.size === 0 ? [] : [{ theme: themeOf(theme), stems }]
  })
  if (topics.length === 0) return links
  for (const clause of clauses) {
    const topic = topics.find(({ stems }) => holdsNoun(clause, stems, book))
    if (topic !== undefined) links.set(clause, { theme: topic.theme, confidence: CONFIDENCE })
  }
  return links
}
