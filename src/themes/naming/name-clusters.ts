import { remember } from '../../text/tokens/remember.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { ADJECTIVE, ADVERB, PART_OF_SPEECH } from '../clauses/clause-table.ts'
import type { WordBook } from '../clauses/word-book.ts'
import type { ClusterProfile } from '../discovery/cluster-profile.ts'
import { candidatePhrases, type Phrase } from './candidate-phrases.ts'
import { loneNoun, type NounName, tellingNouns } from './lone-noun.ts'
import type { ThemeLabels } from './theme-labels.ts'
import {
  type NamingContext,
  relatedTopicName,
  spareTopicName,
  type Topic,
  topicName,
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

/** Phrases of each cluster that are looked at by grammar. */
const SHORT_LIST = 8
/** A phrase names a cluster if this share of the clauses use it, */
const MIN_PHRASE_SHARE = 0.1
/** and this share one of its nouns, */
const MIN_NOUN_SHARE = 0.2
/** or if this share use the phrase itself; it is heard at least twice. */
const CLEAR_PHRASE_SHARE = 0.2
/** Share of a noun's clauses in which a phrase must hold it to stand for it. */
const MIN_COMPOUND_SHARE = 0.4
/** A phrase for want of a better one is used by this share. */
const MIN_SPARE_SHARE = 0.05
/** A noun in this share says what a cluster is about better than the label of a built-in theme does. */
const STRONG_SHARE = 0.33
/** The same beside a label that the cluster began with; such a label speaks for itself from this share on. */
const OWN_SHARE = 0.4
/** A noun in this share is a better name than a phrase that few clauses use. */
const RULING_SHARE = 0.5
/** Phrases that sound less like a name than this are none. */
const MIN_GRAMMAR = 0.7
/** Mean sign from which a phrase praises or blames, and which the cluster must have too: two of three signed clauses. */
const ONE_SIDED = 0.7
const CLEAR_SIGN = 1 / 3
/** Share of clauses of mere affect from which a cluster is nothing else. */
const AFFECT_SHARE = 0.6

/**
 * Names clusters by phrases of their own clauses, two to four words, each name once: a phrase that enough of them use, or the noun that they share with what is
 * typically said of it. Where they share no word, the label of the built-in theme that the encoder and their nouns point to.
 *
 * @param members - clauses of each cluster
 * @param profiles - aligned with `members`
 * @param taken - labels that other themes have
 * @returns aligned with `members`; null for a cluster that no phrase speaks for
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
  const { default: nlp } = await import('compromise/two')
  const { book } = context
  const stemIds = new Map(book.stems.map((stem, id) => [stem, id]))
  // Parsing is slow, so words are asked about once, and only where it matters.
  const isNoun = remember((form) => isThing(nlp(form)))
  const used = createUsedNames(taken, book)
  return members.map((clauses, c) => {
    const weights = new Map(
      (profiles[c]?.terms ?? []).map(([stem, weight]) => [stemIds.get(stem) ?? -1, weight])
    )
    const nouns = tellingNouns(clauses, weights, book)
    const byStem = new Map(nouns.map((noun) => [noun.stem, noun]))
    const nounShare = ({ stems }: Phrase) =>
      Math.max(
        ...stems.map((stem) => {
          const noun = byStem.get(stem)
          return noun !== undefined && isNoun(noun.form) ? noun.share : 0
        })
      )
    const sign = signOf(clauses)
    const phrases = candidatePhrases(clauses, book, (stem) => weights.get(stem) ?? 0)
    const heard = phrases.filter((phrase) => !isOneSided(phrase, sign))
    const best = heard
      .filter((phrase) => !used.has(phrase.stems))
      .filter((phrase) => isApt(phrase.share, clauses.length, () => nounShare(phrase)))
      .filter((phrase) => !isVague(phrase.text))
      .slice(0, SHORT_LIST)
      .map((phrase) => ({ phrase, grammar: grammarOf(nlp(phrase.text)) }))
      .filter(({ grammar }) => grammar >= MIN_GRAMMAR)
      .map(({ phrase, grammar }) => ({
        ...phrase,
        worth: phrase.worth * grammar * (0.3 + nounShare(phrase)),
      }))
      .sort((a, b) => b.worth - a.worth || (a.text < b.text ? -1 : 1))[0]
    const isPlain = (phrase: Phrase) =>
      !isVague(phrase.text) && grammarOf(nlp(phrase.text)) >= MIN_GRAMMAR
    const topics = topicsOf(clauses, context)
    const noun = loneNoun(nouns, { clauseCount: clauses.length, topics, heard: phrases }, used, {
      ...context,
      isNoun,
    })
    const compound = heard.find(
      (phrase) =>
        isCompound(phrase, noun) && !used.has(phrase.stems) && grammarOf(nlp(phrase.text)) === 1
    )
    const lone = noun && compound ? { ...named(compound), share: noun.share } : noun
    const isClear = (best?.share ?? 0) >= CLEAR_PHRASE_SHARE
    const phrase = best && named(best)
    const own =
      phrase === undefined || ((lone?.share ?? 0) >= RULING_SHARE && !isClear) ? lone : phrase
    const isOwn = isClear || (lone?.share ?? 0) >= STRONG_SHARE
    const ask = { topics, used, book }
    const related = () =>
      relatedTopicName(
        topics,
        nouns.map(({ form }) => form),
        { ...context, isNoun }
      )
    const near = isOwn || isAnchored(profiles[c]) ? undefined : freeName(related(), ask)
    const spare = () => heard.find((said) => isSpare(said, clauses.length, used) && isPlain(said))
    const name = isAnchored(profiles[c])
      ? anchoredName(own, ask)
      : (near ?? own ?? optional(spare(), named))
    if (name === undefined) return null
    used.add(name.stems)
    const { label, negativeLabel, positiveLabel } = name.labels
    const written = sentenceCase(new Set(nouns.flatMap((own) => (own.isProper ? [own.form] : []))))
    return {
      id: idOf(name.noun ?? label),
      label: written(label),
      negativeLabel: written(negativeLabel),
      positiveLabel: written(positiveLabel),
      isAffectOnly: isAffectOnly(clauses, book),
      isMakeshift: !isOwn && near === undefined && name !== phrase,
    }
  })
}

/** A name that is still to be chosen among others. */
type Candidate = Pick<NounName, 'labels' | 'stems'> & {
  readonly noun?: string
  readonly share?: number
}

type Asked = {
  readonly topics: readonly Topic[]
  readonly used: UsedNames
  readonly book: WordBook
}

/** A phrase says its sign itself. */
function named({ text, stems, share }: Phrase): Candidate {
  return { labels: { label: text, negativeLabel: text, positiveLabel: text }, stems, share }
}

/** A name that no other theme has. */
function freeName(labels: ThemeLabels | undefined, { used, book }: Asked): Candidate | undefined {
  if (labels === undefined) return undefined
  const stems = stemsOfLabel(labels.label, book)
  return used.has(stems) ? undefined : { labels, stems }
}

/**
 * The name of a cluster that began with labels of the encoder: these, unless it has a word of its own that many of its clauses use.
 *
 * @param own - phrase or noun of the cluster
 */
function anchoredName(own: Candidate | undefined, ask: Asked): Candidate | undefined {
  const { topics, used, book } = ask
  const share = own?.share ?? 0
  const top = topics[0]?.share ?? 0
  if (share >= OWN_SHARE) return own
  if (share >= STRONG_SHARE && top < OWN_SHARE) return own
  const topical = freeName(topicName(topics, used, book), ask)
  if (topical !== undefined) return topical
  if (share >= MIN_NOUN_SHARE) return own
  return freeName(spareTopicName(topics, used, book), ask)
}

function optional<T, U>(value: T | undefined, map: (value: T) => U): U | undefined {
  return value === undefined ? undefined : map(value)
}

function isAnchored(profile: ClusterProfile | undefined): boolean {
  return (profile?.anchors?.length ?? 0) > 0
}

/** Determiners in all but name: what they stand before is not told apart from anything. */
const VAGUE =
  /^(?:several|second|different|less|more|next|couple|many|few|half|whole|other|another|early|late)\b|\b(?:couple|times?|days?|weeks?|hours?|years?)\b/

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

function isVague(text: string): boolean {
  return VAGUE.test(text)
}

/** True for a phrase in which a noun mostly stands: "fitting room" where "room" is hardly heard without "fitting". */
function isCompound(phrase: Phrase, noun: NounName | undefined): boolean {
  return (
    noun?.stems.length === 1 &&
    phrase.stems.includes(noun.stems[0] as number) &&
    phrase.share >= MIN_COMPOUND_SHARE * noun.share
  )
}

/** A phrase for want of a better one: heard twice, and nobody else's. */
function isSpare({ share, stems }: Phrase, size: number, used: UsedNames): boolean {
  return share * size > 1.5 && share >= MIN_SPARE_SHARE && !used.has(stems)
}

function isApt(share: number, size: number, nounShare: () => number): boolean {
  if (share * size < 1.5) return false
  return share >= CLEAR_PHRASE_SHARE || (share >= MIN_PHRASE_SHARE && nounShare() >= MIN_NOUN_SHARE)
}

/** A view of compromise: enough of it to ask for patterns. */
type Tagged = { has(pattern: string): boolean }

/** False for words of time, number, quality and manner, which are nobody's theme. */
function isThing(word: Tagged): boolean {
  return ![
    '#Date',
    '#Value',
    '#Adverb',
    '#Adjective',
    '#Determiner',
    '#Pronoun',
    '#Person',
    '#Expression',
  ].some((tag) => word.has(tag))
}

/** How much a phrase sounds like a name, in (0, 1]. */
function grammarOf(phrase: Tagged): number {
  if (phrase.has('^(#Adjective|#Gerund|#PastTense)? #Noun+$')) return 1
  if (phrase.has('^#Noun+ (of|for|after|on|at|in|to|with|from) #Determiner? #Noun+$')) return 0.95
  if (phrase.has('^#Noun+ (#PastTense|#Gerund)$')) return 0.85
  if (phrase.has('^(#Infinitive|#PresentTense|#Gerund) #Preposition? #Determiner? #Noun+$'))
    return 0.8
  return 0
}

function idOf(text: string): string {
  return `found-${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`
}

/** Words that are always written large. */
const CAPITALS = new Set(['wifi', 'tv', 'atm', 'pin', 'gp', 'sim', 'api', 'id', 'usb', 'nhs'])

function sentenceCase(names: ReadonlySet<string>): (text: string) => string {
  const large = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
  const written = (word: string) => {
    if (CAPITALS.has(word)) return word.toUpperCase()
    return names.has(word) ? large(word) : word
  }
  return (text) =>
    large(
      text
        .split(' ')
        .map(written)
        .join(' ')
        .replace(/\bWIFI\b/g, 'Wi-Fi')
    )
}

/** Words of pleasure, displeasure and thanks that are no adjectives. */
const AFFECT = new Set(
  'love like hate enjoy recommend thank thanks happy best worst problem problems complaint complaints experience everything nothing anything job work company time service favourite favorite fan pleasure disappointed satisfied pleased wow ok okay fine keep well'.split(
    ' '
  )
)

function isAffectOnly(clauses: readonly ThemeClause[], book: WordBook): boolean {
  const affective = clauses.filter((clause) =>
    clause.words.every((id, i) => {
      const word = book.words[id]
      const part = (clause.marks[i] ?? 0) & PART_OF_SPEECH
      return (
        word === undefined ||
        word.weight === 0 ||
        part === ADJECTIVE ||
        part === ADVERB ||
        AFFECT.has(word.form)
      )
    })
  )
  return clauses.length > 0 && affective.length >= AFFECT_SHARE * clauses.length
}
