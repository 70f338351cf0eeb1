import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { NOUN, PART_OF_SPEECH, PROPER_NOUN, VERB } from '../clauses/clause-table.ts'
import { type Word, type WordBook, wordsOf } from '../clauses/word-book.ts'
import { matrixOf, type RowProducts } from '../encoding/row-products.ts'
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
 * How a word speaks for each theme: as a seed (by stem) and by meaning (cosine to the nearest seed word, times the weight of
 * the word).
 */
type WordAffinity = {
  readonly seed: SparseRow | null
  readonly soft: SparseRow | null
}

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

/** Affinities of the words that all books of a space begin with. */
const sharedAffinities = new WeakMap<ThemeSpace, (WordAffinity | undefined)[]>()

type Affinities = {
  /** Works out the affinities of words that are new. */
  learn(words: readonly Word[]): void
  /** Of a word that has been learned. */
  of(word: Word): WordAffinity
}

const NO_AFFINITY: WordAffinity = { seed: null, soft: null }

function createAffinities(
  space: ThemeSpace,
  vectors: WordVectors,
  products: RowProducts
): Affinities {
  const own: (WordAffinity | undefined)[] = []
  const { sharedWords = 0 } = space
  const shared = sharedAffinities.get(space) ?? []
  sharedAffinities.set(space, shared)
  const softRowsOf = createSoftRows(space, vectors, products)
  const tableOf = ({ id }: Word) => (id < sharedWords ? shared : own)
  return {
    learn(words) {
      const fresh: Word[] = []
      for (const word of words) {
        const table = tableOf(word)
        if (word.weight === 0 || table[word.id] !== undefined) continue
        // An array with large gaps becomes a slow dictionary.
        while (table.length < word.id) table.push(undefined)
        const strengths = space.seedStrength.get(word.stemId)
        table[word.id] = { seed: strengths === undefined ? null : sparse(strengths), soft: null }
        if (word.row >= 0 && word.weight >= MIN_SOFT_WEIGHT) fresh.push(word)
      }
      const rows = softRowsOf(fresh)
      for (const [i, word] of fresh.entries()) {
        const table = tableOf(word)
        table[word.id] = { seed: table[word.id]?.seed ?? null, soft: rows[i] ?? null }
      }
    },
    of: (word) => tableOf(word)[word.id] ?? NO_AFFINITY,
  }
}

/** What words with a vector say by meaning. */
function createSoftRows(
  space: ThemeSpace,
  { dimensions, values }: WordVectors,
  products: RowProducts
): (words: readonly Word[]) => readonly SparseRow[] {
  const seedMatrix = matrixOf(space.seedVectors, dimensions)
  const { starts, owners, factors } = themesBySeed(space)
  const dense = new Float32Array(space.size)
  const softRow = (similarities: Float32Array, from: number, { weight }: Word): SparseRow => {
    dense.fill(0)
    for (let index = 0; index < seedMatrix.rowCount; index++) {
      const similarity = similarities[from + index] as number
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
  return (words) => {
    if (words.length === 0) return []
    const rows = new Float64Array(words.length * dimensions)
    for (const [i, { row }] of words.entries())
      rows.set(values.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions)
    const similarities = new Float32Array(words.length * seedMatrix.rowCount)
    products(seedMatrix, rows, similarities)
    return words.map((word, i) => softRow(similarities, i * seedMatrix.rowCount, word))
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
  let count = 0
  for (let t = 0; t < row.length; t++) if (row[t] !== 0) count++
  const themes = new Int32Array(count)
  const values = new Float32Array(count)
  for (let t = 0, i = 0; t < row.length; t++) {
    if (row[t] === 0) continue
    themes[i] = t
    values[i++] = row[t] as number
  }
  return { themes, values }
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
