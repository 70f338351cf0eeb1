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

/** A reader that remembers, for the few thousand clauses that clusters are fitted on. */
export function rememberTraits(context: TraitContext): TraitReader {
  const read = traitReader(context)
  const known = new Map<ThemeClause, ClauseTraits>()
  const count = context.encoder.ownLabels.length
  return (clause) => {
    let traits = known.get(clause)
    if (traits === undefined) {
      const { stems, sum, labels } = read(clause)
      const kept = new Float32Array(count)
      for (let l = 0; l < count; l++) kept[l] = labels[l] as number
      traits = { stems, sum, labels: kept }
      known.set(clause, traits)
    }
    return traits
  }
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
