import type { ThemeClause } from '../clauses/clause-table.ts'
import { ADJECTIVE, NOUN, PART_OF_SPEECH, PROPER_NOUN, VERB } from '../clauses/clause-table.ts'
import { isTopical } from '../clauses/topical-stems.ts'
import type { WordBook } from '../clauses/word-book.ts'

/** A phrase heard in a cluster, with how telling it is. */
export type Phrase = {
  readonly text: string
  /** Stems of its telling words. */
  readonly stems: readonly number[]
  readonly worth: number
  /** Share of the cluster's clauses that use it. */
  readonly share: number
  /** Mean sign of the clauses that use it, from -1 to 1. */
  readonly sign: number
}

/** Words between two telling ones that make a phrase of them ("price after renewal"). */
const LINKS = new Set([
  'of',
  'for',
  'after',
  'on',
  'at',
  'in',
  'to',
  'with',
  'from',
  'before',
  'during',
  'the',
  'my',
])
/** Lighter words are no part of a name. */
const MIN_WEIGHT = 0.1
/** Clusters of fewer clauses may be named by a phrase said once, as may those in which no phrase is said twice. */
const SMALL_CLUSTER = 6
/** Log odds beyond this say no more: the rarest words would win every time. */
const MAX_WEIGHT = 2.5
const SIGNS = { negative: -1, neutral: 0, positive: 1 } as const
/** Verbs that turn what follows into a quality ("support is slow"). */
const COPULAS = new Set([
  'is',
  'was',
  'are',
  'were',
  'be',
  'been',
  'very',
  'so',
  'too',
  'really',
  'quite',
  'a',
  'bit',
])

/**
 * Phrases of two to four words that the clauses of one cluster use: noun phrases ("express lane"), verb phrases ("find parking"), and
 * "slow support" for "support is slow".
 *
 * @param weightOf - log odds of a stem inside the cluster
 * @returns most telling first
 */
export function candidatePhrases(
  clauses: readonly ThemeClause[],
  book: WordBook,
  weightOf: (stem: number) => number
): readonly Phrase[] {
  const counts = new Map<string, { stems: readonly number[]; clauses: number; signs: number }>()
  for (const clause of clauses) {
    for (const [text, stems] of phrasesOf(clause, book)) {
      const held = counts.get(text)
      const sign = SIGNS[clause.polarity]
      if (held === undefined) counts.set(text, { stems, clauses: 1, signs: sign })
      else {
        held.clauses++
        held.signs += sign
      }
    }
  }
  const isRepeated = [...counts.values()].some((held) => held.clauses > 1)
  const least = clauses.length < SMALL_CLUSTER || !isRepeated ? 1 : 2
  return [...counts]
    .filter(([, { clauses: count }]) => count >= least)
    .map(([text, { stems, clauses: count, signs }]) => {
      const weights = stems.map((stem) => Math.min(MAX_WEIGHT, Math.max(0, weightOf(stem))))
      const mean = weights.reduce((sum, x) => sum + x, 0) / stems.length
      const isTelling = weights.every((weight) => weight > 0) ? 1 : 0.4
      const share = count / clauses.length
      const worth = mean * isTelling * Math.sqrt(share)
      return { text, stems, worth, share, sign: signs / count }
    })
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || (a.text < b.text ? -1 : 1))
}

function phrasesOf(clause: ThemeClause, book: WordBook): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, readonly number[]>()
  const words = Array.from(clause.words, (id) => book.words[id]).filter(
    (word) => word !== undefined
  )
  const part = (i: number) => (clause.marks[i] ?? 0) & PART_OF_SPEECH
  const isNoun = (i: number) => part(i) === NOUN || part(i) === PROPER_NOUN
  const isTelling = (i: number) =>
    (words[i]?.weight ?? 0) >= MIN_WEIGHT && /^\p{L}{2,}$/u.test(words[i]?.form ?? '')
  const isTopic = (i: number) => {
    const word = words[i]
    return word !== undefined && isTopical(word, clause.marks[i] ?? 0)
  }
  const put = (indexes: readonly number[], links: readonly string[] = []) => {
    const forms = indexes.map((i) => words[i]?.form ?? '')
    if (new Set(forms).size < forms.length || !indexes.some(isTopic)) return
    const text =
      links.length === 0 ? forms.join(' ') : [forms[0], ...links, ...forms.slice(1)].join(' ')
    found.set(
      text,
      indexes.map((i) => words[i]?.stemId ?? -1)
    )
  }
  for (let i = 0; i + 1 < words.length; i++) {
    if (!isTelling(i)) continue
    if (isTelling(i + 1)) {
      if (isNoun(i + 1) && part(i) !== 0) put([i, i + 1])
      if (part(i) === NOUN && part(i + 1) === VERB) put([i, i + 1])
      if (isTelling(i + 2) && isNoun(i + 2) && part(i) !== VERB) put([i, i + 1, i + 2])
    } else if (isNoun(i) || part(i) === VERB) {
      const link = words[i + 1]?.form ?? ''
      if (LINKS.has(link) && isTelling(i + 2) && isNoun(i + 2)) put([i, i + 2], [link])
      let j = i + 1
      while (j < words.length && COPULAS.has(words[j]?.form ?? '')) j++
      if (isNoun(i) && j > i + 1 && part(j) === ADJECTIVE && isTelling(j)) put([j, i])
    }
  }
  return found
}
