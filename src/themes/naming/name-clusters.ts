import type { ThemeClause } from '../clauses/clause-table.ts'
import { ADJECTIVE, ADVERB, NOUN, PART_OF_SPEECH, PROPER_NOUN } from '../clauses/clause-table.ts'
import { isTopical } from '../clauses/topical-stems.ts'
import type { WordBook } from '../clauses/word-book.ts'
import type { ClusterProfile } from '../discovery/cluster-profile.ts'
import { candidatePhrases, type Phrase } from './candidate-phrases.ts'

/** Name of a discovered theme. */
export type ClusterName = {
  readonly id: string
  readonly label: string
  readonly isAffectOnly: boolean
}

/** Phrases of each cluster that are looked at by grammar. */
const SHORT_LIST = 6
/** A phrase in fewer of the clauses names them only if it holds their most telling noun. */
const MIN_PHRASE_SHARE = 0.12
/** A second noun joins the name from this share of the clauses on. */
const MIN_SECOND_SHARE = 0.15
/** Share of clauses of mere affect from which a cluster is nothing else. */
const AFFECT_SHARE = 0.6

/**
 * Names clusters by phrases of their own clauses, two to four words, each name once.
 *
 * @param members - clauses of each cluster
 * @param profiles - aligned with `members`
 * @returns aligned with `members`
 * @throws nothing
 * @see compromise (Kelly) for the grammar of the few phrases that are looked at
 * @example
 * (await nameClusters(members, profiles, book))[0]?.label // => 'Express lane'
 */
export async function nameClusters(
  members: readonly (readonly ThemeClause[])[],
  profiles: readonly ClusterProfile[],
  book: WordBook
): Promise<readonly ClusterName[]> {
  if (members.length === 0) return []
  // Loaded at first use: it takes half a second that most requests need not pay.
  const { default: nlp } = await import('compromise/two')
  const stemIds = new Map(book.stems.map((stem, id) => [stem, id]))
  const usedLabels = new Set<string>()
  const usedStems = new Set<string>()
  return members.map((clauses, c) => {
    const profile = profiles[c]
    const weights = new Map(
      (profile?.terms ?? []).map(([stem, weight]) => [stemIds.get(stem) ?? -1, weight])
    )
    const phrases = candidatePhrases(clauses, book, (stem) => weights.get(stem) ?? 0)
    const nouns = tellingNouns(clauses, weights, book)
    const isFree = ({ text, stems }: Phrase) => !usedLabels.has(text) && !usedStems.has(key(stems))
    const isApt = ({ share, stems }: Phrase) =>
      share >= MIN_PHRASE_SHARE || stems.includes(nouns[0]?.stem ?? -1)
    const shortList = phrases
      .filter((phrase) => isFree(phrase) && isApt(phrase))
      .slice(0, SHORT_LIST)
    const best = shortList
      .map((phrase) => ({ phrase, worth: phrase.worth * grammarOf(nlp(phrase.text)) }))
      .sort((a, b) => b.worth - a.worth || (a.phrase.text < b.phrase.text ? -1 : 1))[0]?.phrase
    const text = best?.text ?? plainName(nouns, usedLabels)
    usedLabels.add(text)
    if (best !== undefined) usedStems.add(key(best.stems))
    return { id: idOf(text), label: sentenceCase(text), isAffectOnly: isAffectOnly(clauses, book) }
  })
}

function key(stems: readonly number[]): string {
  return [...stems].sort((a, b) => a - b).join(' ')
}

/** A view of compromise: enough of it to ask for patterns. */
type Tagged = { has(pattern: string): boolean }

/** How much a phrase sounds like a name, in (0, 1]. */
function grammarOf(phrase: Tagged): number {
  if (phrase.has('^(#Adjective|#Gerund|#PastTense)? #Noun+$')) return 1
  if (phrase.has('^#Noun+ (of|for|after|on|at|in|to|with|from) #Determiner? #Noun+$')) return 0.95
  if (phrase.has('^#Noun+ (#PastTense|#Gerund)$')) return 0.85
  if (phrase.has('^(#Infinitive|#PresentTense|#Gerund) #Preposition? #Determiner? #Noun+$'))
    return 0.8
  return 0.5
}

/** A noun of a cluster, with the share of clauses that use it. */
type TellingNoun = { readonly form: string; readonly stem: number; readonly share: number }

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
  return [...(nouns.size > 0 ? nouns : others)]
    .map(([stem, counts]) => {
      const total = [...counts.values()].reduce((sum, n) => sum + n, 0)
      const worth = total * Math.max(0.1, weights.get(stem) ?? 0)
      return { form: commonest(counts), stem, share: total / clauses.length, worth }
    })
    .sort((a, b) => b.worth - a.worth || a.stem - b.stem)
}

/** One or two nouns where no phrase is apt; more only to tell two themes apart. */
function plainName(nouns: readonly TellingNoun[], used: ReadonlySet<string>): string {
  const [first, second] = nouns
  const start = second !== undefined && second.share >= MIN_SECOND_SHARE ? 2 : 1
  for (let length = start; length <= nouns.length; length++) {
    const forms = nouns.slice(0, length).map(({ form }) => form)
    const text = [forms.slice(0, -1).join(', '), forms.at(-1)].filter(Boolean).join(' and ')
    if (!used.has(text)) return text
  }
  const single = first?.form ?? 'unnamed'
  let text = single
  for (let n = 2; used.has(text); n++) text = `${single} ${n}`
  return text
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
