import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { NOUN, PART_OF_SPEECH, PROPER_NOUN, VERB } from '../clauses/clause-table.ts'
import { type WordBook, wordsOf } from '../clauses/word-book.ts'
import { matrixOf } from '../encoding/row-products.ts'
import type { ThemeEncoder } from '../encoding/theme-encoder.ts'
import { createLandmarkReader, type LandmarkRows } from './landmarks.ts'
import type { SeedPhrase, ThemeSpace } from './theme-space.ts'
import { createAffinities, type SparseRow } from './word-affinities.ts'

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

/** Reads clauses many at once, since products of whole batches are several times as fast. */
export type EvidenceReader = {
  /**
   * Works out what `fill` needs of some texts.
   *
   * @param clauses - read in full
   * @param wholes - whole comments, of which some kinds are never asked
   */
  load(clauses: readonly ThemeClause[], wholes: readonly ThemeClause[]): void
  /**
   * Fills `EVIDENCE_KINDS × themes` values, kind-major.
   *
   * @param index - of a text as loaded: clauses first, then whole comments
   */
  fill(index: number, into: Float32Array): void
}

/** What the clauses were read with. */
export type EvidenceContext = {
  /** The word book that clauses and themes share. */
  readonly book: WordBook
  readonly vectors: WordVectors
  readonly encoder: ThemeEncoder
}

/**
 * Reads what clauses say for each theme.
 *
 * @param space - compiled themes
 * @returns a reader that remembers the affinities of words it has seen
 * @throws nothing
 * @see Mikolov et al. (2013) for cosine similarity of word vectors
 * @example
 * const reader = createEvidenceReader(space, context)
 * reader.load([clause], [])
 * reader.fill(0, evidence)
 */
export function createEvidenceReader(
  space: ThemeSpace,
  { book, vectors, encoder }: EvidenceContext
): EvidenceReader {
  const { size } = space
  const affinities = createAffinities(space, vectors, encoder.products)
  const readLandmarks = createLandmarkReader(space.landmarks, encoder)
  const rowsOf = createRows(size)
  const centroids = matrixOf(space.centroids, vectors.dimensions)
  let centroidRows = new Float32Array(0)
  const stems: number[] = []
  const seen: number[] = []
  let texts: readonly ThemeClause[] = []
  let fullCount = 0
  let landmarks: LandmarkRows | undefined
  return {
    load(clauses, wholes) {
      texts = [...clauses, ...wholes]
      fullCount = clauses.length
      const words = texts.map((text) => wordsOf(text, book))
      affinities.learn(words.flat())
      landmarks = readLandmarks(words, fullCount)
      const count = texts.length
      if (centroidRows.length < count * size) centroidRows = new Float32Array(count * size)
      encoder.products(centroids, landmarks.meanings, centroidRows, { count })
    },
    fill(index, into) {
      const clause = texts[index]
      if (clause === undefined || landmarks === undefined)
        throw new RangeError(`expected an index below ${texts.length}, got ${index}`)
      const { sums, most, topical, softMost, softMean } = rowsOf(into)
      into.fill(0)
      stems.length = 0
      seen.length = 0
      let totalWeight = 0
      for (let position = 0; position < clause.words.length; position++) {
        const word = book.words[clause.words[position] as number]
        if (word === undefined) continue
        stems.push(word.stemId)
        if (word.weight === 0) continue
        const isFirst = !seen.includes(word.stemId)
        if (isFirst) seen.push(word.stemId)
        const { seed, soft } = affinities.of(word)
        if (seed !== null && isFirst) {
          addTo(sums, seed)
          raiseTo(most, seed)
          if (isTopical(clause.marks[position] ?? 0)) raiseTo(topical, seed)
        }
        if (soft === null) continue
        totalWeight += word.weight
        hear(soft, softMost, softMean)
      }
      if (totalWeight > 0) divideBy(softMean, totalWeight)
      const length = landmarks.meaningLengths[index] || 1
      for (let t = 0, k = index * size; t < size; t++, k++)
        into[CENTROID * size + t] = (centroidRows[k] as number) / length
      const isFull = index < fullCount
      copyLandmarks(landmarks, { index, isFull, size }, into)
      if (isFull) readPhrases(stems, space, into)
    },
  }
}

function copyLandmarks(
  { shared, cosine, logLikelihood, elsewhere }: LandmarkRows,
  {
    index,
    isFull,
    size,
  }: { readonly index: number; readonly isFull: boolean; readonly size: number },
  into: Float32Array
): void {
  const from = index * size
  for (let t = 0; t < size; t++) {
    into[SHARED * size + t] = shared[from + t] as number
    into[CODE_COSINE * size + t] = cosine[from + t] as number
  }
  if (!isFull) return
  for (let t = 0; t < size; t++) {
    into[LIKELIHOOD * size + t] = logLikelihood[from + t] as number
    into[ELSEWHERE * size + t] = elsewhere[from + t] as number
  }
}

/** Views of the kinds that are filled by name. */
type EvidenceRows = {
  readonly sums: Float32Array
  readonly most: Float32Array
  readonly topical: Float32Array
  readonly softMost: Float32Array
  readonly softMean: Float32Array
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
    }
    known.set(into, rows)
    return rows
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

/** `raiseTo` and `addTo` in one pass. */
function hear({ themes, values }: SparseRow, most: Float32Array, sum: Float32Array): void {
  for (let i = 0; i < themes.length; i++) {
    const t = themes[i] as number
    const value = values[i] as number
    sum[t] = (sum[t] as number) + value
    if (value > (most[t] as number)) most[t] = value
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
