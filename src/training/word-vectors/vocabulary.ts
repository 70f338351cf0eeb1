import type { SourceVectors } from './source-vectors.ts'

/** Counts of words in one kind of text. */
export type WordCounts = ReadonlyMap<string, number>

export type VocabularyInput = {
  readonly source: SourceVectors
  /** Words of customer comments, however written. */
  readonly customer: WordCounts
  /** Words of other public text. */
  readonly general: WordCounts
  /** Words of the taxonomy and of text written for this project; kept from the first occurrence. */
  readonly own: WordCounts
  /** True for ordinary words of English in lower case, false for mere names. */
  isOrdinary(word: string): boolean
  /** True for first names and surnames. */
  isPersonName(word: string): boolean
  readonly size: number
}

/** Occurrences from which a word of comments is worth a vector: one is often a typing error. */
const MIN_CUSTOMER_COUNT = 2
const MIN_GENERAL_COUNT = 4

/** Words longer than this are web addresses and the like. */
const MAX_WORD_CHARS = 22

/**
 * Words that get a vector, sorted.
 *
 * First all that occur in the project's own text, then those of comments, then other text, then ordinary
 * English by rank, until `size` is reached. Names of people are left out unless they are ordinary words too
 * ("will", "mark"), and so are digits: neither says what a clause is about, and both may be personal.
 *
 * @returns at most `size` words in code-unit order
 */
export function chooseVocabulary(input: VocabularyInput): readonly string[] {
  const chosen = new Set<string>()
  const take = (words: Iterable<string>) => {
    for (const word of words) {
      if (chosen.size >= input.size) return
      if (isWorthVector(word, input)) chosen.add(word)
    }
  }
  take(input.own.keys())
  take(atLeast(input.customer, MIN_CUSTOMER_COUNT))
  take(atLeast(input.general, MIN_GENERAL_COUNT))
  take([...input.source.words].filter((word) => input.isOrdinary(word)))
  return [...chosen].sort()
}

function atLeast(counts: WordCounts, minimum: number): readonly string[] {
  return [...counts]
    .filter(([, count]) => count >= minimum)
    .sort(([wordA, a], [wordB, b]) => b - a || (wordA < wordB ? -1 : 1))
    .map(([word]) => word)
}

function isWorthVector(word: string, input: VocabularyInput): boolean {
  if (word.length < 2 || word.length > MAX_WORD_CHARS) return false
  if (!/^[a-z]+(?:['-][a-z]+)*$/.test(word) && !/^[345]g$/.test(word)) return false
  if (!input.source.has(word)) return false
  return input.isOrdinary(word) || !input.isPersonName(word)
}

/**
 * Share of running words per word: the mean of its share in customer comments and of Zipf's law over the
 * rank in the source (news and encyclopedia), so that words the comments lack are rare, not absent.
 *
 * @param words - the chosen vocabulary
 * @returns one share per word, in (0, 1)
 * @see Zipf (1949) Human Behavior and the Principle of Least Effort
 */
export function wordFrequencies(
  words: readonly string[],
  customer: WordCounts,
  source: SourceVectors
): readonly number[] {
  const total = [...customer.values()].reduce((sum, count) => sum + count, 0)
  const harmonic = Math.log(source.words.length) + 0.5772
  return words.map((word) => {
    const inComments = total === 0 ? 0 : (customer.get(word) ?? 0) / total
    return (inComments + 1 / (source.rank(word) * harmonic)) / 2
  })
}
