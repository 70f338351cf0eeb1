import { remember } from '../../text/tokens/remember.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { ADJECTIVE, ADVERB, NOUN, PART_OF_SPEECH, PROPER_NOUN } from '../clauses/clause-table.ts'
import { isTopical } from '../clauses/topical-stems.ts'
import { formsOfPhrase, type WordBook } from '../clauses/word-book.ts'
import type { ClusterProfile } from '../discovery/cluster-profile.ts'
import { candidatePhrases, type Phrase } from './candidate-phrases.ts'

/** Name of a discovered theme. */
export type ClusterName = {
  readonly id: string
  readonly label: string
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
/** A noun alone, with what is typically said of it, names a cluster from this share on. */
const MIN_LONE_SHARE = 0.12
/** A second noun stands beside it from this share on. */
const MIN_COMPANION_SHARE = 0.08
/** A word is a noun here if at least this share of its uses are: "ring them" names nothing. */
const MIN_NOUN_USES = 0.6
/** A noun in this share is a better name than a phrase that few clauses use. */
const RULING_SHARE = 0.5
/** Phrases that sound less like a name than this are none. */
const MIN_GRAMMAR = 0.7
/** Share of the signed clauses from which a sign is typical. */
const TYPICAL_SHARE = 0.65
/** Share of clauses of mere affect from which a cluster is nothing else. */
const AFFECT_SHARE = 0.6

/**
 * Names clusters by phrases of their own clauses, two to four words, each name once: a phrase that enough of them use, or the noun that they share with what is
 * typically said of it.
 *
 * @param members - clauses of each cluster
 * @param profiles - aligned with `members`
 * @param taken - labels that other themes have
 * @returns aligned with `members`; null for a cluster that no phrase speaks for
 * @throws nothing
 * @see compromise (Kelly) for the grammar of the few phrases that are looked at
 * @example
 * (await nameClusters(members, profiles, book))[0]?.label // => 'Express lane'
 */
export async function nameClusters(
  members: readonly (readonly ThemeClause[])[],
  profiles: readonly ClusterProfile[],
  book: WordBook,
  taken: readonly string[] = []
): Promise<readonly (ClusterName | null)[]> {
  if (members.length === 0) return []
  // Loaded at first use: it takes half a second that most requests need not pay.
  const { default: nlp } = await import('compromise/two')
  const stemIds = new Map(book.stems.map((stem, id) => [stem, id]))
  // Parsing is slow, so words are asked about once, and only where it matters.
  const isNoun = remember((form) => isThing(nlp(form)))
  const usedStems = new Set(taken.map((label) => key(stemsOf(label, book))))
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
    const heard = candidatePhrases(clauses, book, (stem) => weights.get(stem) ?? 0)
    const best = heard
      .filter((phrase) => !usedStems.has(key(phrase.stems)))
      .filter((phrase) => isApt(phrase.share, clauses.length, () => nounShare(phrase)))
      .slice(0, SHORT_LIST)
      .map((phrase) => ({ phrase, grammar: grammarOf(nlp(phrase.text)) }))
      .filter(({ grammar }) => grammar >= MIN_GRAMMAR)
      .map(({ phrase, grammar }) => ({
        ...phrase,
        worth: phrase.worth * grammar * (0.3 + nounShare(phrase)),
      }))
      .sort((a, b) => b.worth - a.worth || (a.text < b.text ? -1 : 1))[0]
    const lone = loneNoun(nouns, clauses, usedStems, isNoun)
    const isFaint =
      best === undefined || ((lone?.share ?? 0) >= RULING_SHARE && best.share < CLEAR_PHRASE_SHARE)
    const name =
      (isFaint ? lone : best) ??
      best ??
      heard.find((phrase) => isSpare(phrase, clauses.length, usedStems))
    if (name === undefined) return null
    usedStems.add(key(name.stems))
    return {
      id: idOf(name.text),
      label: sentenceCase(name.text),
      isAffectOnly: isAffectOnly(clauses, book),
      isMakeshift: name !== best,
    }
  })
}

/** A phrase for want of a better one: heard twice, and nobody else's. */
function isSpare({ share, stems }: Phrase, size: number, usedStems: ReadonlySet<string>): boolean {
  return share * size > 1.5 && !usedStems.has(key(stems))
}

function isApt(share: number, size: number, nounShare: () => number): boolean {
  if (share * size < 1.5) return false
  return share >= CLEAR_PHRASE_SHARE || (share >= MIN_PHRASE_SHARE && nounShare() >= MIN_NOUN_SHARE)
}

/** Stems of the words of a label, for telling labels apart. */
function stemsOf(label: string, book: WordBook): readonly number[] {
  return formsOfPhrase(label)
    .map((form) => book.wordOf(form))
    .filter((word) => word.weight > 0)
    .map((word) => word.stemId)
}

/** The noun that most clauses share, with what is typically said of it, or with its companion: "Router problems", "Good router", "Router and range". */
function loneNoun(
  nouns: readonly TellingNoun[],
  clauses: readonly ThemeClause[],
  usedStems: ReadonlySet<string>,
  isNoun: (form: string) => boolean
): Pick<Phrase, 'text' | 'stems' | 'share'> | undefined {
  const noun = nouns.find(
    ({ stem, share, form }) =>
      share >= MIN_LONE_SHARE && !usedStems.has(key([stem])) && isNoun(form)
  )
  if (noun === undefined) return undefined
  const negative = clauses.filter(({ polarity }) => polarity === 'negative').length
  const positive = clauses.filter(({ polarity }) => polarity === 'positive').length
  const least = TYPICAL_SHARE * (negative + positive)
  const said = (word: string) => ({ text: word, stems: [noun.stem], share: noun.share })
  if (positive > negative && positive >= least) return said(`good ${noun.form}`)
  if (negative > positive && negative >= least) return said(`${noun.singular} problems`)
  const companion = nouns.find(
    ({ stem, share, form }) => stem !== noun.stem && share >= MIN_COMPANION_SHARE && isNoun(form)
  )
  if (companion !== undefined) {
    const stems = [noun.stem, companion.stem]
    if (!usedStems.has(key(stems))) {
      return { text: `${noun.form} and ${companion.form}`, stems, share: noun.share }
    }
  }
  const isMixed = negative + positive >= clauses.length / 2
  return said(isMixed ? `${noun.form}, good and bad` : `${noun.singular} matters`)
}

function key(stems: readonly number[]): string {
  return [...stems].sort((a, b) => a - b).join(' ')
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

/** A noun of a cluster, with the share of clauses that use it. */
type TellingNoun = {
  readonly form: string
  /** The shortest form heard. */
  readonly singular: string
  readonly stem: number
  readonly share: number
}

/** The nouns that tell a cluster from the others, the most telling first; all topical words where it has no noun. */
function tellingNouns(
  clauses: readonly ThemeClause[],
  weights: ReadonlyMap<number, number>,
  book: WordBook
): readonly TellingNoun[] {
  const nouns = new Map<number, Map<string, number>>()
  const others = new Map<number, Map<string, number>>()
  for (const clause of clauses) {
    for (const [i, id] of clause.words.entries()) {
      const word = book.words[id]
      const mark = clause.marks[i] ?? 0
      if (word === undefined || !isTopical(word, mark)) continue
      const part = mark & PART_OF_SPEECH
      const forms = part === NOUN || part === PROPER_NOUN ? nouns : others
      const counts = forms.get(word.stemId) ?? new Map<string, number>()
      forms.set(word.stemId, counts.set(word.form, (counts.get(word.form) ?? 0) + 1))
    }
  }
  const uses = (counts: ReadonlyMap<string, number> | undefined) =>
    [...(counts ?? [])].reduce((sum, [, n]) => sum + n, 0)
  const steady = [...nouns].filter(([stem, counts]) => {
    const count = uses(counts)
    return count >= MIN_NOUN_USES * (count + uses(others.get(stem)))
  })
  return (steady.length > 0 ? steady : [...others])
    .map(([stem, counts]) => {
      const total = uses(counts)
      const worth = total * Math.max(0.1, weights.get(stem) ?? 0)
      const [singular = ''] = [...counts.keys()].sort(
        (a, b) => a.length - b.length || (a < b ? -1 : 1)
      )
      return { form: commonest(counts), singular, stem, share: total / clauses.length, worth }
    })
    .sort((a, b) => b.worth - a.worth || a.stem - b.stem)
}

function commonest(counts: ReadonlyMap<string, number> | undefined): string {
  return [...(counts ?? [])].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? ''
}

function idOf(text: string): string {
  return `found-${text.replace(/[^\p{L}\p{N}]+/gu, '-')}`
}

/** Words that are always written large. */
const CAPITALS = new Set(['wifi', 'tv', 'atm', 'pin', 'gp', 'sim', 'api', 'id', 'usb', 'nhs'])

function sentenceCase(text: string): string {
  const words = text.split(' ').map((word) => (CAPITALS.has(word) ? word.toUpperCase() : word))
  const joined = words.join(' ').replace(/\bWIFI\b/g, 'Wi-Fi')
  return joined.charAt(0).toUpperCase() + joined.slice(1)
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
