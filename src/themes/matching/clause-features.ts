import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { NOUN, PART_OF_SPEECH, PROPER_NOUN, VERB } from '../clauses/clause-table.ts'
import type { Word, WordBook } from '../clauses/word-book.ts'
import { fillRowProducts, matrixOf } from '../encoding/row-products.ts'
import type { ThemeEncoder } from '../encoding/theme-encoder.ts'
import { createLandmarkReader } from './landmarks.ts'
import type { SeedPhrase, ThemeSpace } from './theme-space.ts'

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

/** Themes with a value above zero. */
type SparseRow = { readonly themes: Int32Array; readonly values: Float32Array }

/**
 * How a word speaks for each theme: as a seed (by stem), by meaning (cosine to the nearest seed word) and by what it adds to
 * the product with the themes' centroids. The last two are times the weight of the word.
 */
type WordAffinity = {
  readonly seed: SparseRow | null
  readonly soft: SparseRow | null
  readonly centroids: Float32Array | null
}

export type EvidenceReader = {
  /**
   * Fills `EVIDENCE_KINDS × themes` values, kind-major.
   *
   * @param isWholeComment - leaves out the kinds that are never asked of a whole comment
   */
  read(clause: ThemeClause, into: Float32Array, isWholeComment?: boolean): void
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
  const { size } = space
  const affinityOf = createAffinities(space, vectors)
  const readLandmarks = createLandmarkReader(space.landmarks, encoder)
  const vector = new Float32Array(vectors.dimensions)
  const words: Word[] = []
  const stems: number[] = []
  const seen: number[] = []
  return {
    read(clause, into, isWholeComment = false) {
      const row = (kind: number) => into.subarray(kind * size, (kind + 1) * size)
      const [sums, most, topical] = [row(LEX_SUM), row(LEX_MAX), row(NOUN_HIT)]
      const [softMost, softMean, centroid] = [row(SOFT_MAX), row(SOFT_MEAN), row(CENTROID)]
      into.fill(0)
      vector.fill(0)
      words.length = 0
      stems.length = 0
      seen.length = 0
      let totalWeight = 0
      for (let position = 0; position < clause.words.length; position++) {
        const word = book.words[clause.words[position] as number]
        if (word === undefined) continue
        words.push(word)
        stems.push(word.stemId)
        if (word.weight === 0) continue
        const isFirst = !seen.includes(word.stemId)
        if (isFirst) seen.push(word.stemId)
        addVector(vector, word, vectors)
        const { seed, soft, centroids } = affinityOf(word)
        if (seed !== null && isFirst) {
          addTo(sums, seed)
          raiseTo(most, seed)
          if (isTopical(clause.marks[position] ?? 0)) raiseTo(topical, seed)
        }
        if (centroids !== null) {
          for (let t = 0; t < size; t++)
            centroid[t] = (centroid[t] as number) + (centroids[t] as number)
        }
        if (soft === null) continue
        totalWeight += word.weight
        raiseTo(softMost, soft)
        addTo(softMean, soft)
      }
      if (totalWeight > 0) divideBy(softMean, totalWeight)
      const length = lengthOf(vector)
      if (length > 0) divideBy(centroid, length)
      const landmarks = {
        shared: row(SHARED),
        logLikelihood: row(LIKELIHOOD),
        elsewhere: row(ELSEWHERE),
        cosine: row(CODE_COSINE),
      }
      readLandmarks(words, landmarks, isWholeComment)
      if (!isWholeComment) readPhrases(stems, space, into)
    },
  }
}

function createAffinities(space: ThemeSpace, vectors: WordVectors): (word: Word) => WordAffinity {
  const { dimensions, values } = vectors
  const { size } = space
  const affinities: (WordAffinity | undefined)[] = []
  const seedMatrix = matrixOf(space.seedVectors, dimensions)
  const centroidMatrix = matrixOf(space.centroids, dimensions)
  const similarities = new Float32Array(seedMatrix.rowCount)
  const dense = new Float32Array(size)
  const vector = new Float64Array(dimensions)

  /** Of the word whose vector is in `vector`. */
  const softRow = ({ weight }: Word): SparseRow => {
    fillRowProducts(seedMatrix, vector, similarities)
    for (const [t, seeds] of space.seedsOf.entries()) {
      let best = 0
      for (const [index, strength] of seeds) {
        const value = (similarities[index] as number) * (0.5 + 0.5 * strength)
        if (value > best) best = value
      }
      dense[t] = best < MIN_COSINE ? 0 : best * weight
    }
    return sparse(dense)
  }

  return (word) => {
    const known = affinities[word.id]
    if (known !== undefined) return known
    const strengths = space.seedStrength.get(word.stemId)
    const seed = strengths === undefined ? null : sparse(strengths)
    let affinity: WordAffinity = { seed, soft: null, centroids: null }
    if (word.row >= 0) {
      const from = word.row * dimensions
      for (let d = 0; d < dimensions; d++) vector[d] = values[from + d] as number
      const soft = word.weight < MIN_SOFT_WEIGHT ? null : softRow(word)
      const centroids = new Float32Array(size)
      fillRowProducts(centroidMatrix, vector, centroids)
      for (let t = 0; t < size; t++) centroids[t] = (centroids[t] as number) * word.weight
      affinity = { seed, soft, centroids }
    }
    affinities[word.id] = affinity
    return affinity
  }
}

function sparse(row: Float32Array): SparseRow {
  const themes: number[] = []
  for (const [t, value] of row.entries()) if (value !== 0) themes.push(t)
  return {
    themes: Int32Array.from(themes),
    values: Float32Array.from(themes, (t) => row[t] ?? 0),
  }
}

function isTopical(mark: number): boolean {
  const part = mark & PART_OF_SPEECH
  return part === NOUN || part === VERB || part === PROPER_NOUN
}

function addTo(row: Float32Array, { themes, values }: SparseRow): void {
  for (let i = 0; i < themes.length; i++) {
    const t = themes[i] as number
    row[t] = (row[t] as number) + (values[i] as number)
  }
}

function raiseTo(row: Float32Array, { themes, values }: SparseRow): void {
  for (let i = 0; i < themes.length; i++) {
    const t = themes[i] as number
    if ((values[i] as number) > (row[t] as number)) row[t] = values[i] as number
  }
}

function divideBy(row: Float32Array, divisor: number): void {
  for (let t = 0; t < row.length; t++) row[t] = (row[t] as number) / divisor
}

function lengthOf(vector: Float32Array): number {
  let sum = 0
  for (let d = 0; d < vector.length; d++) sum += (vector[d] as number) ** 2
  return Math.sqrt(sum)
}

function addVector(sum: Float32Array, word: Word, vectors: WordVectors): void {
  if (word.row < 0) return
  const start = word.row * vectors.dimensions
  for (let d = 0; d < sum.length; d++) {
    sum[d] = (sum[d] as number) + word.weight * (vectors.values[start + d] as number)
  }
}

function readPhrases(stems: readonly number[], space: ThemeSpace, into: Float32Array): void {
  for (const stem of stems) {
    const phrases = space.phrases.get(stem)
    if (phrases === undefined) continue
    for (const phrase of phrases) {
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
