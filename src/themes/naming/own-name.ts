import type { ThemeClause } from '../clauses/clause-table.ts'
import type { WordBook } from '../clauses/word-book.ts'
import { candidatePhrases, type Phrase } from './candidate-phrases.ts'
import type { Grammar } from './grammar.ts'
import { loneNoun, type NounName, type TellingNoun } from './lone-noun.ts'
import type { ThemeLabels } from './theme-labels.ts'
import type { NamingContext, Topic } from './topics.ts'
import type { UsedNames } from './used-names.ts'

/** A name that is still to be chosen among others. */
export type Candidate = {
  readonly labels: ThemeLabels
  readonly stems: readonly number[]
  /** The noun that it was made of. */
  readonly noun?: string
  /** Share of the cluster's clauses that use it, or its noun. */
  readonly share?: number
}

/** What a cluster calls itself. */
export type OwnName = {
  /** The best phrase or noun. */
  readonly name: Candidate | undefined
  /** True where so many clauses use it that no other name says better what they are about. */
  readonly isStrong: boolean
  /** True where it is a phrase of the comments, not made of a noun. */
  readonly isPhrase: boolean
  /** A phrase that is said, for want of a better one. */
  readonly spare: Candidate | undefined
}

/** A cluster to be named. */
export type NamedCluster = {
  readonly clauses: readonly ThemeClause[]
  readonly nouns: readonly TellingNoun[]
  readonly topics: readonly Topic[]
  /** Log odds of stems inside the cluster. */
  readonly weights: ReadonlyMap<number, number>
}

/** Phrases of each cluster that are looked at by grammar. */
const SHORT_LIST = 8
/** A phrase names a cluster if this share of the clauses use it, */
const MIN_PHRASE_SHARE = 0.1
/** and this share one of its nouns, */
export const MIN_NOUN_SHARE = 0.2
/** or if this share use the phrase itself; it is heard at least twice. */
const CLEAR_PHRASE_SHARE = 0.2
/** Share of a noun's clauses in which a phrase must hold it to stand for it. */
const MIN_COMPOUND_SHARE = 0.4
/** A phrase for want of a better one is used by this share. */
const MIN_SPARE_SHARE = 0.05
/** A noun in this share says what a cluster is about better than the label of a built-in theme does. */
const STRONG_SHARE = 0.33
/** A noun in this share is a better name than a phrase that few clauses use. */
const RULING_SHARE = 0.5
/** Mean sign from which a phrase praises or blames, and which the cluster must have too: two of three signed clauses. */
const ONE_SIDED = 0.7
const CLEAR_SIGN = 1 / 3

/**
 * The phrase that enough clauses of a cluster use, or the noun that they share.
 *
 * @param used - names that other themes have
 */
export function ownNameOf(
  cluster: NamedCluster,
  used: UsedNames,
  context: NamingContext & { readonly grammar: Grammar }
): OwnName {
  const { clauses, nouns, topics } = cluster
  const { grammar } = context
  const phrases = phrasesOf(cluster, context.book)
  const fair = phrases.filter((phrase) => !isOneSided(phrase, signOf(clauses)))
  const free = fair.filter(({ stems }) => !used.has(stems))
  const best = bestPhrase(free, cluster, grammar)
  const noun = loneNoun(nouns, { clauseCount: clauses.length, topics, phrases }, used, context)
  const compound = free.find(
    (phrase) =>
      isCompound(phrase, noun) &&
      phrase.share * clauses.length > 1.5 &&
      grammar.grade(phrase.text) === 1
  )
  const lone = noun && compound ? { ...spoken(compound), share: noun.share } : noun
  const isClear = (best?.share ?? 0) >= CLEAR_PHRASE_SHARE
  const isRuled = (lone?.share ?? 0) >= RULING_SHARE && !isClear
  const isPhrase = best !== undefined && !isRuled
  const spare = free.find(
    ({ text, share }) =>
      share * clauses.length > 1.5 && share >= MIN_SPARE_SHARE && grammar.isName(text)
  )
  return {
    name: isPhrase ? spoken(best) : lone,
    isStrong: isClear || (lone?.share ?? 0) >= STRONG_SHARE,
    isPhrase,
    spare: spare && spoken(spare),
  }
}

function phrasesOf({ clauses, weights }: NamedCluster, book: WordBook): readonly Phrase[] {
  return candidatePhrases(clauses, book, (stem) => weights.get(stem) ?? 0)
}

/** The phrase that says most, among those that enough clauses use. */
function bestPhrase(
  phrases: readonly Phrase[],
  { clauses, nouns }: NamedCluster,
  grammar: Grammar
): Phrase | undefined {
  const byStem = new Map(nouns.map((noun) => [noun.stem, noun]))
  const nounShare = ({ stems }: Phrase) =>
    Math.max(
      ...stems.map((stem) => {
        const noun = byStem.get(stem)
        return noun !== undefined && grammar.isThing(noun.form) ? noun.share : 0
      })
    )
  const [best] = phrases
    .filter((phrase) => isApt(phrase.share, clauses.length, () => nounShare(phrase)))
    .slice(0, SHORT_LIST)
    .filter(({ text }) => grammar.isName(text))
    .map((phrase) => ({
      ...phrase,
      worth: phrase.worth * grammar.grade(phrase.text) * (0.3 + nounShare(phrase)),
    }))
    .sort((a, b) => b.worth - a.worth || (a.text < b.text ? -1 : 1))
  return best
}

function isApt(share: number, size: number, nounShare: () => number): boolean {
  if (share * size < 1.5) return false
  return share >= CLEAR_PHRASE_SHARE || (share >= MIN_PHRASE_SHARE && nounShare() >= MIN_NOUN_SHARE)
}

/** A phrase says its sign itself. */
function spoken({ text, stems, share }: Phrase): Candidate {
  return { labels: { label: text, negativeLabel: text, positiveLabel: text }, stems, share }
}

/** True for a phrase in which a noun mostly stands: "fitting room" where "room" is hardly heard without "fitting". */
function isCompound(phrase: Phrase, noun: NounName | undefined): boolean {
  return (
    noun?.stems.length === 1 &&
    phrase.stems.includes(noun.stems[0] as number) &&
    phrase.share >= MIN_COMPOUND_SHARE * noun.share
  )
}

/** Mean sign of the clauses that have one, from -1 to 1. */
function signOf(clauses: readonly ThemeClause[]): number {
  const negative = clauses.filter(({ polarity }) => polarity === 'negative').length
  const positive = clauses.filter(({ polarity }) => polarity === 'positive').length
  return (positive - negative) / Math.max(1, positive + negative)
}

/** True for blame in the name of a theme that many praise ("Rushed test"), and for praise of what many blame. */
function isOneSided({ sign }: Phrase, ofCluster: number): boolean {
  return Math.abs(sign) >= ONE_SIDED && sign * ofCluster < CLEAR_SIGN * Math.abs(sign)
}
