import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { Word } from '../clauses/word-book.ts'
import { matrixOf, type RowProducts } from '../encoding/row-products.ts'
import type { ThemeSpace } from './theme-space.ts'

/** Themes with a value above zero. */
export type SparseRow = { readonly themes: Int32Array; readonly values: Float32Array }

/**
 * How a word speaks for each theme: as a seed (by stem) and by meaning (cosine to the nearest seed word, times the weight of
 * the word).
 */
type WordAffinity = {
  readonly seed: SparseRow | null
  readonly soft: SparseRow | null
}

/** Cosines below this are chance. */
const MIN_COSINE = 0.25
/** Weight from which a word may match by meaning; lighter ones are everyday words. */
const MIN_SOFT_WEIGHT = 0.25

/** Affinities of the words that all books of a space begin with. */
const sharedAffinities = new WeakMap<ThemeSpace, (WordAffinity | undefined)[]>()

/** Affinities of words, worked out once each. */
export type Affinities = {
  /** Works out the affinities of words that are new. */
  learn(words: readonly Word[]): void
  /** Of a word that has been learned. */
  of(word: Word): WordAffinity
}

const NO_AFFINITY: WordAffinity = { seed: null, soft: null }

/**
 * Affinities of words to the themes of a space, kept for the words of all books that begin with the same ones.
 *
 * @param space - compiled themes
 * @param products - multiplies the vectors of new words with those of all seeds at once
 */
export function createAffinities(
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
