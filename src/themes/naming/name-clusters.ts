import type { ThemeClause } from '../clauses/clause-table.ts'
import type { ClusterProfile } from '../discovery/cluster-profile.ts'
import { isAffectOnly } from './affect-only.ts'
import { createGrammar, type Grammar } from './grammar.ts'
import { sentenceCase } from './label-case.ts'
import { tellingNouns } from './lone-noun.ts'
import {
  type Candidate,
  MIN_NOUN_SHARE,
  type NamedCluster,
  type OwnName,
  ownNameOf,
} from './own-name.ts'
import type { ThemeLabels } from './theme-labels.ts'
import {
  type NamingContext,
  relatedTopicNames,
  spareTopicNames,
  topicNames,
  topicsOf,
} from './topics.ts'
import { createUsedNames, stemsOfLabel, type UsedNames } from './used-names.ts'

/** Name of a discovered theme. */
export type ClusterName = ThemeLabels & {
  readonly id: string
  readonly isAffectOnly: boolean
  /** True for a name put together for want of a phrase that enough clauses use. */
  readonly isMakeshift: boolean
}

/** A cluster's own word is its name from this share on, also beside a label that the cluster began with, */
const OWN_SHARE = 0.5
/** and from this share on beside a label that has less than this of it. */
const RIVAL_SHARE = 0.4
const FAINT_TOPIC = 0.3
/** if at least so many clauses use it: three of five may be chance. */
const MIN_OWN_CLAUSES = 6

/**
 * Names clusters in two to four words, each name once. A cluster that began with labels of the encoder is called by what its clauses are
 * about: a built-in theme, or two; others by a phrase that enough of their clauses use, or the noun that they share. Either way the other
 * names it where the first says too little.
 *
 * @param members - clauses of each cluster
 * @param profiles - aligned with `members`
 * @param taken - labels that other themes have
 * @returns aligned with `members`; null for a cluster that nothing speaks for
 * @throws nothing
 * @see compromise (Kelly) for the grammar of the few phrases that are looked at
 * @example
 * (await nameClusters(members, profiles, context))[0]?.label // => 'Express lane'
 */
export async function nameClusters(
  members: readonly (readonly ThemeClause[])[],
  profiles: readonly ClusterProfile[],
  context: NamingContext,
  taken: readonly string[] = []
): Promise<readonly (ClusterName | null)[]> {
  if (members.length === 0) return []
  // Loaded at first use: it takes half a second that most requests need not pay.
  const { default: parse } = await import('compromise/two')
  const { book } = context
  const stemIds = new Map(book.stems.map((stem, id) => [stem, id]))
  const used = createUsedNames(taken, book)
  const equipped = { ...context, grammar: createGrammar(parse) }
  return members.map((clauses, c) => {
    const profile = profiles[c]
    const weights = new Map(
      (profile?.terms ?? []).map(([stem, weight]) => [stemIds.get(stem) ?? -1, weight])
    )
    const nouns = tellingNouns(clauses, weights, book)
    const cluster = { clauses, nouns, weights, topics: topicsOf(clauses, context) }
    const isAnchored = (profile?.anchors?.length ?? 0) > 0
    const choose = isAnchored ? anchoredName : freeName
    const chosen = choose(cluster, used, equipped)
    if (chosen === undefined) return null
    const { name, isMakeshift } = chosen
    used.add(name.stems)
    const written = sentenceCase(new Set(nouns.flatMap((own) => (own.isProper ? [own.form] : []))))
    return {
      id: idOf(name.noun ?? name.labels.label),
      label: written(name.labels.label),
      negativeLabel: written(name.labels.negativeLabel),
      positiveLabel: written(name.labels.positiveLabel),
      isAffectOnly: isAffectOnly(clauses, book),
      isMakeshift,
    }
  })
}

type Equipped = NamingContext & { readonly grammar: Grammar }
type Chosen = { readonly name: Candidate; readonly isMakeshift: boolean } | undefined

/** The name of a cluster that began with labels of the encoder: these, unless many of its clauses share a word of its own. */
function anchoredName(cluster: NamedCluster, used: UsedNames, context: Equipped): Chosen {
  const { topics } = cluster
  const { book } = context
  const own = ownNameOf(cluster, used, context)
  const share = own.name?.share ?? 0
  const top = topics[0]?.share ?? 0
  const isCommon = Math.round(share * cluster.clauses.length) >= MIN_OWN_CLAUSES
  const isOwn = isCommon && share >= (top < FAINT_TOPIC ? RIVAL_SHARE : OWN_SHARE)
  const topical = () => untaken(topicNames(topics, used, book), used, context)
  const spare = () => untaken(spareTopicNames(topics, used, book), used, context)
  const heard = share >= MIN_NOUN_SHARE ? own.name : undefined
  const name = isOwn ? own.name : (topical() ?? spare() ?? heard)
  if (name === undefined) return undefined
  return { name, isMakeshift: name === own.name && isMade(own) }
}

/** The name of a cluster that its own words made: these, unless few clauses share them and a built-in theme is about the same. */
function freeName(cluster: NamedCluster, used: UsedNames, context: Equipped): Chosen {
  const own = ownNameOf(cluster, used, context)
  const near = own.isStrong
    ? undefined
    : untaken(relatedTopicNames(cluster, context), used, context)
  const name = near ?? own.name ?? own.spare
  if (name === undefined) return undefined
  return { name, isMakeshift: near === undefined && isMade(own) }
}

/** True for a name that few clauses use as it stands. */
function isMade({ isStrong, isPhrase }: OwnName): boolean {
  return !isStrong && !isPhrase
}

/** The first of some names that no other theme has. */
function untaken(
  names: readonly ThemeLabels[],
  used: UsedNames,
  { book }: NamingContext
): Candidate | undefined {
  return names
    .map((labels) => ({ labels, stems: stemsOfLabel(labels.label, book) }))
    .find(({ stems }) => !used.has(stems))
}

function idOf(text: string): string {
  return `found-${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`
}
