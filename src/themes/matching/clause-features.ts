import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { NOUN, PART_OF_SPEECH, PROPER_NOUN, VERB } from '../clauses/clause-table.ts'
import type { Word, WordBook } from '../clauses/word-book.ts'
import type { ThemeEncoder } from '../encoding/theme-encoder.ts'
import { fillLandmarkRows } from './landmarks.ts'
import { normalise, type SeedPhrase, type ThemeSpace } from './theme-space.ts'

/** Evidence of one clause for every theme, one row a kind. */
export const LEX_SUM = 0
export const LEX_MAX = 1
export const PHRASE = 2
export const SOFT_MAX = 3
export const SOFT_MEAN = 4
export const CENTROID = 5
export const COUNTER = 6
export const NOUN_HIT = 7
export const SHARED = 8
export const LIKELIHOOD = 9
export const ELSEWHERE = 10
export const CODE_COSINE = 11
export const EVIDENCE_KINDS = 12

/** How a word speaks for each theme: as a seed (by stem) and by meaning (cosine to the nearest seed word). */
type WordAffinity = { readonly seed: Float32Array | null; readonly soft: Float32Array | null }

export type EvidenceReader = {
  /** Fills `EVIDENCE_KINDS × themes` values, kind-major. */
  read(clause: ThemeClause, into: Float32Array): void
}

/** What the clauses were read with. */
export type EvidenceContext = {
  /** The word book that clauses and themes share. */
  readonly book: WordBook
  readonly vectors: WordVectors
  readonly encoder: ThemeEncoder
}

/** Cosines below this are chance. */
const MIN_COSINE = 0.25
/** Weight from which a word may match by meaning; lighter ones are everyday words. */
const MIN_SOFT_WEIGHT = 0.25

/**
 * Reads what clauses say for each theme.
 *
 * @param space - compiled themes
 * @returns a reader that remembers the affinities of words it has seen
 * @throws nothing
 * @see Mikolov et al. (2013) for cosine similarity of word vectors
 * @example
 * createEvidenceReader(space, context).read(clause, evidence)
 */
export function createEvidenceReader(
  space: ThemeSpace,
  { book, vectors, encoder }: EvidenceContext
): EvidenceReader {
  const affinities: (WordAffinity | undefined)[] = []
  const similarities = new Float32Array(space.seedVectors.length / vectors.dimensions)
  const clauseVector = new Float32Array(vectors.dimensions)

  const affinityOf = (word: Word): WordAffinity => {
    const known = affinities[word.id]
    if (known !== undefined) return known
    const seed = space.seedStrength.get(word.stemId) ?? null
    const affinity = { seed, soft: softAffinity(word) }
    affinities[word.id] = affinity
    return affinity
  }

  const softAffinity = (word: Word): Float32Array | null => {
    if (word.row < 0 || word.weight < MIN_SOFT_WEIGHT) return null
    const { values, dimensions } = vectors
    const from = word.row * dimensions
    for (let i = 0; i < similarities.length; i++) {
      let cosine = 0
      for (let d = 0, p = i * dimensions, q = from; d < dimensions; d++, p++, q++) {
        cosine += (space.seedVectors[p] as number) * (values[q] as number)
      }
      similarities[i] = cosine
    }
    const soft = new Float32Array(space.size)
    for (const [t, seeds] of space.seedsOf.entries()) {
      let best = 0
      for (const [index, strength] of seeds) {
        const value = (similarities[index] ?? 0) * (0.5 + 0.5 * strength)
        if (value > best) best = value
      }
      soft[t] = best < MIN_COSINE ? 0 : best
    }
    return soft
  }

  return {
    read(clause, into) {
      into.fill(0)
      const { size } = space
      clauseVector.fill(0)
      let totalWeight = 0
      const seen = new Set<number>()
      for (const [position, id] of clause.words.entries()) {
        const word = book.words[id]
        if (word === undefined || word.weight === 0) continue
        addVector(clauseVector, word, vectors)
        const { seed, soft } = affinityOf(word)
        const isFirst = !seen.has(word.stemId)
        seen.add(word.stemId)
        const part = (clause.marks[position] ?? 0) & PART_OF_SPEECH
        const isTopical = part === NOUN || part === VERB || part === PROPER_NOUN
        if (seed !== null && isFirst) {
          for (let t = 0; t < size; t++) {
            const value = seed[t] ?? 0
            if (value === 0) continue
            into[LEX_SUM * size + t] = (into[LEX_SUM * size + t] ?? 0) + value
            into[LEX_MAX * size + t] = Math.max(into[LEX_MAX * size + t] ?? 0, value)
            if (isTopical)
              into[NOUN_HIT * size + t] = Math.max(into[NOUN_HIT * size + t] ?? 0, value)
          }
        }
        if (soft === null) continue
        totalWeight += word.weight
        for (let t = 0; t < size; t++) {
          const value = soft[t] ?? 0
          into[SOFT_MAX * size + t] = Math.max(into[SOFT_MAX * size + t] ?? 0, value * word.weight)
          into[SOFT_MEAN * size + t] = (into[SOFT_MEAN * size + t] ?? 0) + value * word.weight
        }
      }
      if (totalWeight > 0) {
        for (let t = 0; t < size; t++) {
          into[SOFT_MEAN * size + t] = (into[SOFT_MEAN * size + t] ?? 0) / totalWeight
        }
      }
      readLandmarks(clause, space, { book, vectors, encoder }, into)
      readPhrases(clause, space, book, into)
      readCentroids(normalise(clauseVector), space, into)
    },
  }
}

function addVector(sum: Float32Array, word: Word, vectors: WordVectors): void {
  if (word.row < 0) return
  const start = word.row * vectors.dimensions
  for (let d = 0; d < vectors.dimensions; d++) {
    sum[d] = (sum[d] ?? 0) + word.weight * (vectors.values[start + d] ?? 0)
  }
}

function readLandmarks(
  clause: ThemeClause,
  space: ThemeSpace,
  { book, encoder }: EvidenceContext,
  into: Float32Array
): void {
  const words = Array.from(clause.words, (id) => book.words[id]).filter(
    (word) => word !== undefined
  )
  const row = (kind: number) => into.subarray(kind * space.size, (kind + 1) * space.size)
  fillLandmarkRows(encoder.encode(words), space.landmarks, encoder.headStarts, {
    shared: row(SHARED),
    logLikelihood: row(LIKELIHOOD),
    elsewhere: row(ELSEWHERE),
    cosine: row(CODE_COSINE),
  })
}

function readCentroids(vector: Float32Array, space: ThemeSpace, into: Float32Array): void {
  const dimensions = vector.length
  for (let t = 0; t < space.size; t++) {
    let cosine = 0
    for (let d = 0; d < dimensions; d++) {
      cosine += (vector[d] ?? 0) * (space.centroids[t * dimensions + d] ?? 0)
    }
    into[CENTROID * space.size + t] = cosine
  }
}

function readPhrases(
  clause: ThemeClause,
  space: ThemeSpace,
  book: WordBook,
  into: Float32Array
): void {
  const stems: number[] = []
  for (const id of clause.words) stems.push(book.words[id]?.stemId ?? -1)
  for (const stem of stems) {
    for (const phrase of space.phrases.get(stem) ?? []) {
      if (!holdsPhrase(stems, phrase)) continue
      const kind = phrase.isCounter ? COUNTER : PHRASE
      const k = kind * space.size + phrase.theme
      into[k] = Math.max(into[k] ?? 0, phrase.isCounter ? 1 : phrase.strength)
    }
  }
}

/** Words that may stand between the words of a phrase ("crew were not friendly" holds "crew friendly"). */
const SLACK_WORDS = 2

function holdsPhrase(stems: readonly number[], { stems: wanted }: SeedPhrase): boolean {
  let first = stems.length
  let last = -1
  for (const stem of wanted) {
    const at = stems.indexOf(stem)
    if (at < 0) return false
    first = Math.min(first, at)
    last = Math.max(last, at)
  }
  return last - first < wanted.length + SLACK_WORDS
}
