import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { type WordBook, wordsOf } from '../clauses/word-book.ts'
import { emptyCodes, type ThemeEncoder } from '../encoding/theme-encoder.ts'

/** What clauses are read with. */
export type TraitContext = {
  readonly book: WordBook
  readonly vectors: WordVectors
  readonly encoder: ThemeEncoder
}

/** What discovery needs to know of a clause. */
export type ClauseTraits = {
  /** Distinct stems that carry meaning, in order of appearance. */
  readonly stems: Int32Array
  /** Weighted sum of its word vectors; null without a word that has one. */
  readonly sum: Float32Array | null
  /** Probabilities of the encoder's own labels; those of a reader that remembers nothing are good until its next call. */
  readonly labels: ArrayLike<number>
}

/** Reads traits of clauses. */
export type TraitReader = (clause: ThemeClause) => ClauseTraits

/** Clauses that are encoded at once. */
const BATCH_CLAUSES = 64

/**
 * Calls `use` with the traits of each clause in order.
 *
 * @param use - must not keep the labels, which are good for the call only
 * @returns what it gave
 */
export function mapTraits<T>(
  clauses: readonly ThemeClause[],
  context: TraitContext,
  use: (traits: ClauseTraits, i: number) => T
): T[] {
  const { book, encoder } = context
  const codes = emptyCodes(encoder, Math.min(BATCH_CLAUSES, clauses.length))
  const labelCount = encoder.headStarts.at(-1) ?? 0
  const found: T[] = []
  for (let first = 0; first < clauses.length; first += BATCH_CLAUSES) {
    const batch = clauses.slice(first, first + BATCH_CLAUSES)
    const texts = batch.map((clause) => wordsOf(clause, book))
    encoder.encode(texts, codes, { full: 0 })
    for (const [i, clause] of batch.entries()) {
      const from = i * labelCount
      const labels = codes.probabilities.subarray(from, from + encoder.ownLabels.length)
      found.push(use({ stems: clause.stems, sum: sumOf(clause, context), labels }, first + i))
    }
  }
  return found
}

/** A reader that works out everything at each call. */
export function traitReader(context: TraitContext): TraitReader {
  const { book, encoder } = context
  const code = emptyCodes(encoder, 1)
  return (clause) => {
    encoder.encode([wordsOf(clause, book)], code, { full: 0 })
    return {
      stems: clause.stems,
      sum: sumOf(clause, context),
      labels: code.probabilities,
    }
  }
}

/** A reader of some clauses that remembers them: the few thousand that clusters are fitted on. */
export function rememberTraits(
  clauses: readonly ThemeClause[],
  context: TraitContext
): TraitReader {
  const known = new Map<ThemeClause, ClauseTraits>()
  mapTraits(clauses, context, ({ stems, sum, labels }, i) => {
    known.set(clauses[i] as ThemeClause, { stems, sum, labels: Float32Array.from(labels) })
  })
  const read = traitReader(context)
  return (clause) => known.get(clause) ?? read(clause)
}

function sumOf(clause: ThemeClause, { book, vectors }: TraitContext): Float32Array | null {
  const { dimensions, values } = vectors
  const sum = new Float32Array(dimensions)
  let total = 0
  for (let i = 0; i < clause.words.length; i++) {
    const word = book.words[clause.words[i] as number]
    if (word === undefined || word.row < 0) continue
    const { weight } = word
    total += weight
    for (let d = 0, p = word.row * dimensions; d < dimensions; d++, p++)
      sum[d] = (sum[d] as number) + weight * (values[p] as number)
  }
  return total === 0 ? null : sum
}

/**
 * Fills the unit meaning of a clause: its sum less the common meaning.
 *
 * @param into - zeros without a known word
 */
export function fillMeaning(
  sum: Float32Array | null,
  common: ArrayLike<number>,
  into: Float64Array
): void {
  if (sum === null) {
    into.fill(0)
    return
  }
  let length = 0
  for (let d = 0; d < into.length; d++) {
    const x = (sum[d] as number) - (common[d] ?? 0)
    into[d] = x
    length += x * x
  }
  const scale = length === 0 ? 0 : 1 / Math.sqrt(length)
  for (let d = 0; d < into.length; d++) into[d] = (into[d] as number) * scale
}
