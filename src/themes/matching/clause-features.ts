import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { NOUN, PART_OF_SPEECH, PROPER_NOUN, VERB } from '../clauses/clause-table.ts'
import type { Word, WordBook } from '../clauses/word-book.ts'
import { fillRowProducts, matrixOf } from '../encoding/row-products.ts'
import type { ThemeEncoder } from '../encoding/theme-encoder.ts'
import { createLandmarkReader, type LandmarkRows } from './landmarks.ts'
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
  const rowsOf = createRows(size)
  const words: Word[] = []
  const stems: number[] = []
  const seen: number[] = []
  return {
    read(clause, into, isWholeComment = false) {
      const { sums, most, topical, softMost, softMean, centroid, landmarks } = rowsOf(into)
      into.fill(0)
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
      const length = readLandmarks(words, landmarks, isWholeComment)
      if (length > 0) divideBy(centroid, length)
      if (!isWholeComment) readPhrases(stems, space, into)
    },
  }
}

/** Views of the kinds that are filled by name. */
type EvidenceRows = {
  readonly sums: Float32Array
  readonly most: Float32Array
  readonly topical: Float32Array
  readonly softMost: Float32Array
  readonly softMean: Float32Array
  readonly centroid: Float32Array
  readonly landmarks: LandmarkRows
}

/** Views into buffers; the few buffers of a reader are cut up once. */
function createRows(size: number): (into: Float32Array) => EvidenceRows {
  const known = new WeakMap<Float32Array, EvidenceRows>()
  return (into) => {
    const held = known.get(into)
    if (held !== undefined) return held
    const row = (kind: number) => into.subarray(kind * size, (kind + 1) * size)
    const rows = {
      sums: row(LEX_SUM),
      most: row(LEX_MAX),
      topical: row(NOUN_HIT),
      softMost: row(SOFT_MAX),
      softMean: row(SOFT_MEAN),
      centroid: row(CENTROID),
      landmarks: {
        shared: row(SHARED),
        logLikelihood: row(LIKELIHOOD),
        elsewhere: row(ELSEWHERE),
        cosine: row(CODE_COSINE),
      },
    }
    known.set(into, rows)
    return rows
  }
}

/** Affinities of the words that all books of a space begin with. */
const sharedAffinities = new WeakMap<ThemeSpace, (WordAffinity | undefined)[]>()

function createAffinities(space: ThemeSpace, vectors: WordVectors): (word: Word) => WordAffinity {
  const { dimensions, values } = vectors
  const { size } = space
  const own: (WordAffinity | undefined)[] = []
  const { sharedWords = 0 } = space
  const shared = sharedAffinities.get(space) ?? []
  sharedAffinities.set(space, shared)
  const seedMatrix = matrixOf(space.seedVectors, dimensions)
  const centroidMatrix = matrixOf(space.centroids, dimensions)
  const similarities = new Float32Array(seedMatrix.rowCount)
  const dense = new Float32Array(size)
  const { starts, owners, factors } = themesBySeed(space)
  const vector = new Float64Array(dimensions)

  /** Of the word whose vector is in `vector`. */
  const softRow = ({ weight }: Word): SparseRow => {
    fillRowProducts(seedMatrix, vector, similarities)
    dense.fill(0)
    for (let index = 0; index < similarities.length; index++) {
      const similarity = similarities[index] as number
      // Strengths are at most 1, so nothing smaller can reach the least cosine.
      if (similarity < MIN_COSINE) continue
      const end = starts[index + 1] as number
      for (let k = starts[index] as number; k < end; k++) {
        const value = similarity * (factors[k] as number)
        const t = owners[k] as number
        if (value >= MIN_COSINE && value * weight > (dense[t] as number)) dense[t] = value * weight
      }
    }
    return sparse(dense)
  }

  return (word) => {
    const affinities = word.id < sharedWords ? shared : own
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

/** The themes that use each seed word, with how much a cosine to it counts for them. */
function themesBySeed({ seedsOf, size }: ThemeSpace) {
  const lists: [theme: number, factor: number][][] = []
  for (let t = 0; t < size; t++) {
    for (const [index, strength] of seedsOf[t] ?? []) {
      lists[index] ??= []
      lists[index].push([t, 0.5 + 0.5 * strength])
    }
  }
  const starts = new Int32Array(lists.length + 1)
  for (const [index, list] of lists.entries())
    starts[index + 1] = (starts[index] ?? 0) + list.length
  const flat = lists.flat()
  return {
    starts,
    owners: Int32Array.from(flat, ([theme]) => theme),
    factors: Float64Array.from(flat, ([, factor]) => factor),
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
