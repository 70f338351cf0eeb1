import type { ThemeDefinition } from '../../domain/theme.ts'
import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import { isGeneric } from '../clauses/topical-stems.ts'
import type { Word, WordBook } from '../clauses/word-book.ts'
import { emptyCodes, type ThemeEncoder } from '../encoding/theme-encoder.ts'
import { buildLandmarks, type Landmarks } from './landmarks.ts'

/** A seed phrase as stems. */
export type SeedPhrase = {
  readonly theme: number
  readonly stems: readonly number[]
  /** How telling it is, in (0, 1]: the mean weight of its words. */
  readonly strength: number
  readonly isCounter: boolean
}

/** Themes made ready for matching. */
export type ThemeSpace = {
  readonly size: number
  /** Stem id → strength of the word as a seed, one entry a theme. */
  readonly seedStrength: ReadonlyMap<number, Float32Array>
  /** Phrases of two and more stems, by their rarest stem. */
  readonly phrases: ReadonlyMap<number, readonly SeedPhrase[]>
  /** Vectors of the distinct seed words, row-major, and theme → [row, strength]. */
  readonly seedVectors: Float32Array
  readonly seedsOf: readonly (readonly (readonly [index: number, strength: number])[])[]
  /** Unit centroid of each theme's seed phrases, row-major; zero without a vector. */
  readonly centroids: Float32Array
  readonly landmarks: Landmarks
  /** Words with the first so many ids are the same in all books that this space is used with. */
  readonly sharedWords?: number
}

/** What themes are compiled with. */
export type SpaceContext = {
  readonly book: WordBook
  readonly vectors: WordVectors
  readonly encoder: ThemeEncoder
  /** True for the built-in taxonomy, whose themes are labels of the encoder. */
  readonly isKnown: boolean
}

/** What a word of a label, an example and a description is worth as a seed. */
const SOURCE_STRENGTH = { label: 1, example: 1, description: 0.4 } as const

/** Seed words that clause words are compared with, in all: a taxonomy of many themes gets fewer each. */
const MAX_NEAR_SEEDS = 450
const MIN_NEAR_SEEDS = 7

/** What a word that stands in phrases only is worth at most alone: "cancel my contract" makes no contract of every "cancel". */
const MAX_PART_STRENGTH = 0.6

/** Words of labels that name no topic ("billing issues", "poor signal"). */
const LABEL_FILLERS = new Set(
  'issue issues problem problems complaint complaints trouble general other misc miscellaneous good bad poor great related about overall experience quality'.split(
    ' '
  )
)

type RawPhrase = {
  readonly theme: number
  readonly words: readonly Word[]
  readonly source: keyof typeof SOURCE_STRENGTH
  readonly isCounter: boolean
}

/**
 * Compiles themes into what the matcher looks up.
 *
 * @param themes - label, description, examples and counter-examples are all used
 * @param context - `book` is the word book of the analysis; the words of the themes are added to it
 * @returns seeds by stem, phrases, vectors; an empty list gives an empty space
 * @throws nothing
 * @see Arora, Liang & Ma (2017) for the phrase vectors
 * @example
 * buildThemeSpace([{ id: 'price', label: 'Price', examples: ['too expensive'] }], context).size // => 1
 */
export function buildThemeSpace(
  themes: readonly ThemeDefinition[],
  { book, vectors, encoder, isKnown }: SpaceContext
): ThemeSpace {
  const raw = themes.flatMap((theme, index) => phrasesOf(theme, index, book))
  const seeds = raw.filter((phrase) => !phrase.isCounter)
  const seedStrength = strengths(seeds, themes.length)
  const { seedVectors, seedsOf } = seedWords(seeds, seedStrength, themes.length, vectors)
  return {
    size: themes.length,
    seedStrength,
    phrases: indexPhrases(raw),
    seedVectors,
    seedsOf,
    centroids: centroidsOf(seeds, themes.length, vectors),
    landmarks: buildLandmarks(
      themes.map((theme) => codesOf(theme, book, encoder)),
      themes.map((theme) => (isKnown ? encoder.labelOf(theme.id) : undefined)),
      encoder
    ),
  }
}

/** Adds the words of themes to a book, as compiling them does. */
export function addThemeWords(themes: readonly ThemeDefinition[], book: WordBook): void {
  for (const [index, theme] of themes.entries()) {
    phrasesOf(theme, index, book)
    for (const text of textsOf(theme)) formsOf(text).map(book.wordOf)
  }
}

function phrasesOf(theme: ThemeDefinition, index: number, book: WordBook): readonly RawPhrase[] {
  const make = (text: string, source: RawPhrase['source'], isCounter = false): RawPhrase => ({
    theme: index,
    words: wordsOfPhrase(text, book),
    source,
    isCounter,
  })
  const label = make(theme.label, 'label')
  const tellingLabel = label.words.filter((word) => !LABEL_FILLERS.has(word.form))
  const description = wordsOfPhrase(theme.description ?? '', book).map(
    (word): RawPhrase => ({ theme: index, words: [word], source: 'description', isCounter: false })
  )
  return [
    { ...label, words: tellingLabel.length > 0 ? tellingLabel : label.words },
    ...(theme.examples ?? []).map((text) => make(text, 'example')),
    ...description,
    ...(theme.counterExamples ?? []).map((text) => make(text, 'example', true)),
  ].filter((phrase) => phrase.words.length > 0)
}

/** The description counts as one more phrase. */
function textsOf(theme: ThemeDefinition): readonly string[] {
  return [theme.label, ...(theme.examples ?? []), theme.description ?? ''].filter(Boolean)
}

function codesOf(theme: ThemeDefinition, book: WordBook, encoder: ThemeEncoder) {
  return textsOf(theme).map((text) => {
    const code = emptyCodes(encoder, 1)
    encoder.encode([formsOf(text).map(book.wordOf)], code)
    return code
  })
}

/** Negators are kept: "no signal" is not "signal". */
const NEGATORS = /^(?:no|not|never|without|nothing|nobody|none|cannot|n't)$/

function formsOf(text: string): readonly string[] {
  const plain = text.toLowerCase().replaceAll('’', "'")
  return plain.match(/[\p{L}\p{N}£$€]+(?:'[\p{L}]+)?/gu) ?? []
}

function wordsOfPhrase(text: string, book: WordBook): readonly Word[] {
  const words = formsOf(text).map((form) => book.wordOf(form))
  const telling = words.filter((word) => word.weight > 0 || NEGATORS.test(word.form))
  const isPhrase = telling.length > 1 && telling.some((word) => !NEGATORS.test(word.form))
  // "weeks to get" is not "weeks": where one telling word is left, the little ones make the phrase.
  return isPhrase ? telling : words
}

function strengths(seeds: readonly RawPhrase[], size: number): Map<number, Float32Array> {
  const strength = new Map<number, Float32Array>()
  for (const { theme, words, source } of seeds) {
    const isLone = words.length === 1
    const topical = words.filter(
      ({ form, weight }) => isLone || (weight > 0 && !NEGATORS.test(form) && !isGeneric(form))
    )
    for (const word of topical) {
      const row = strength.get(word.stemId) ?? new Float32Array(size)
      strength.set(word.stemId, row)
      const share = isLone ? 1 : 0.5 / Math.sqrt(Math.max(1, topical.length) - 0.5)
      const value = SOURCE_STRENGTH[source] * share * Math.max(0.15, word.weight)
      const held = row[theme] ?? 0
      // Repetition across seeds makes a word more telling, with falling returns.
      const raised = 1 - (1 - Math.min(0.98, held)) * (1 - 0.9 * Math.min(1, value))
      row[theme] = isLone ? raised : Math.max(held, Math.min(MAX_PART_STRENGTH, raised))
    }
  }
  for (const row of strength.values()) {
    const total = row.reduce((sum, x) => sum + x, 0)
    const own = Math.max(...row)
    // A seed word of several themes tells little about any of them.
    const share = Math.sqrt(own / total)
    for (let t = 0; t < size; t++) row[t] = (row[t] ?? 0) * share
  }
  return strength
}

function indexPhrases(raw: readonly RawPhrase[]): Map<number, SeedPhrase[]> {
  const index = new Map<number, SeedPhrase[]>()
  for (const { theme, words, source, isCounter } of raw) {
    if (words.length < 2 && !isCounter) continue
    const rarest = words.reduce((best, word) => (word.weight > best.weight ? word : best))
    const weights = words.map((word) => Math.max(0.1, word.weight))
    const phrase: SeedPhrase = {
      theme,
      stems: words.map((word) => word.stemId),
      strength: (SOURCE_STRENGTH[source] * weights.reduce((sum, x) => sum + x, 0)) / words.length,
      isCounter,
    }
    const list = index.get(rarest.stemId)
    if (list === undefined) index.set(rarest.stemId, [phrase])
    else list.push(phrase)
  }
  return index
}

function seedWords(
  seeds: readonly RawPhrase[],
  strength: ReadonlyMap<number, Float32Array>,
  size: number,
  vectors: WordVectors
): Pick<ThemeSpace, 'seedVectors' | 'seedsOf'> {
  const rows: number[] = []
  const indexOf = new Map<number, number>()
  const limit = Math.max(MIN_NEAR_SEEDS, Math.floor(MAX_NEAR_SEEDS / Math.max(1, size)))
  const seedsOf = Array.from({ length: size }, (_, theme) =>
    strongestWords(seeds, strength, theme)
      .slice(0, limit)
      .map(([row, value]): readonly [number, number] => {
        const index = indexOf.get(row) ?? rows.length
        if (index === rows.length) {
          rows.push(row)
          indexOf.set(row, index)
        }
        return [index, value]
      })
  )
  const { dimensions, values } = vectors
  const seedVectors = new Float32Array(rows.length * dimensions)
  for (const [index, row] of rows.entries()) {
    seedVectors.set(values.subarray(row * dimensions, (row + 1) * dimensions), index * dimensions)
  }
  return { seedVectors, seedsOf }
}

/** Seed words of one theme that have a vector, strongest first. */
function strongestWords(
  seeds: readonly RawPhrase[],
  strength: ReadonlyMap<number, Float32Array>,
  theme: number
): readonly (readonly [row: number, strength: number])[] {
  const values = new Map<number, number>()
  for (const { theme: own, words } of seeds) {
    if (own !== theme) continue
    for (const word of words) {
      if (word.row < 0 || word.weight === 0) continue
      values.set(word.row, strength.get(word.stemId)?.[theme] ?? 0)
    }
  }
  return [...values].sort((a, b) => b[1] - a[1] || a[0] - b[0])
}

function centroidsOf(
  seeds: readonly RawPhrase[],
  size: number,
  vectors: WordVectors
): Float32Array {
  const { dimensions, values } = vectors
  const centroids = new Float32Array(size * dimensions)
  for (const { theme, words, source } of seeds) {
    for (const word of words) {
      if (word.row < 0) continue
      const weight = (word.weight * SOURCE_STRENGTH[source]) / Math.sqrt(words.length)
      for (let d = 0; d < dimensions; d++) {
        const k = theme * dimensions + d
        centroids[k] = (centroids[k] ?? 0) + weight * (values[word.row * dimensions + d] ?? 0)
      }
    }
  }
  for (let t = 0; t < size; t++) normalise(centroids.subarray(t * dimensions, (t + 1) * dimensions))
  return centroids
}

/** Scales a vector to unit length in place; a zero vector stays as it is. */
export function normalise(vector: Float32Array): Float32Array {
  let sum = 0
  for (const x of vector) sum += x * x
  const scale = sum === 0 ? 0 : 1 / Math.sqrt(sum)
  for (let d = 0; d < vector.length; d++) vector[d] = (vector[d] ?? 0) * scale
  return vector
}
