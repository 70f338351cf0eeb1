import { hashOf, joinHashes } from './hash.ts'
import type { Unit } from './units.ts'
import type { ValenceLexicon } from './valence-lexicon.ts'

/** What the model needs of word vectors. */
export type VectorTable = {
  readonly dimensions: number
  readonly values: Float32Array
  rowOf(word: string): number | undefined
  weightOf(word: string): number
}

/** Numbers that describe a run of words. */
export type Features = {
  /** Hashes of n-grams; one entry an occurrence. */
  readonly sparse: readonly number[]
  /** Index of the unit that each sparse entry starts at. */
  readonly starts: readonly number[]
  /** Lexical and structural figures, `DENSE_COUNT` of them. */
  readonly dense: Float32Array
  /** Rows of the words that have a vector, and the weight of each in their mean. */
  readonly rows: readonly number[]
  readonly rowWeights: readonly number[]
}

/** What is looked up about a word form. */
type WordFacts = {
  readonly hash: number
  /** Hash of the first letters of a long word; 0 for a short one. */
  readonly prefixHash: number
  readonly valence: number
  /** Factor on the valence of the next word. */
  readonly boost: number
  readonly row: number
  readonly rowWeight: number
}

/** Facts of word forms, remembered up to a limit; the answers do not depend on what was asked before. */
export type WordFactsTable = (form: string) => WordFacts

const NOT = hashOf('not:')
const SKIP = hashOf('skip:')
const PREFIX = hashOf('prefix:')
const START = hashOf('start:')
const END = hashOf('end:')
const PREFIX_LETTERS = 5
/** A negated word pulls the mean vector a little the other way. */
const NEGATED_VECTOR = -0.5
/** Forms remembered; beyond them facts are worked out again each time. */
const MAX_REMEMBERED_WORDS = 30_000

const INTENSIFIERS = new Set(
  'very really so extremely absolutely totally completely always incredibly super highly truly most much exceptionally far too utterly bloody'.split(
    ' '
  )
)
const DAMPENERS = new Set(
  'bit little slightly somewhat quite fairly rather sometimes occasionally mostly reasonably kinda'.split(
    ' '
  )
)

/** Length of `Features.dense`. */
export const DENSE_COUNT = 18

/**
 * A look-up of word facts over the lexicons.
 *
 * @param valence - valence lexicon
 * @param vectors - word vectors, null to do without
 * @returns facts by form
 * @throws nothing
 * @see lexicons/valence, lexicons/word-vectors
 * @example
 * createWordFacts(valence, null)('awful').valence // => -0.5
 */
export function createWordFacts(
  valence: ValenceLexicon,
  vectors: VectorTable | null
): WordFactsTable {
  const remembered = new Map<string, WordFacts>()
  return (form) => {
    const known = remembered.get(form)
    if (known !== undefined) return known
    const facts = {
      hash: hashOf(form),
      prefixHash: form.length > PREFIX_LETTERS ? hashOf(form.slice(0, PREFIX_LETTERS), PREFIX) : 0,
      // "no" negates and "please" asks; their valences in the list are about lone words.
      valence: form === 'no' || form === 'please' ? 0 : (valence.get(form) ?? 0),
      boost: INTENSIFIERS.has(form) ? 1.3 : DAMPENERS.has(form) ? 0.7 : 1,
      row: vectors?.rowOf(form) ?? -1,
      rowWeight: vectors?.weightOf(form) ?? 0,
    }
    if (remembered.size < MAX_REMEMBERED_WORDS) remembered.set(form, facts)
    return facts
  }
}

/**
 * Features of a run of units.
 *
 * @param units - the words of a clause or of a whole comment
 * @param factsOf - facts of word forms
 * @returns sparse hashes, dense figures and vector rows; empty or zero for no units
 * @throws nothing
 * @see lexicons/sentiment-model/README.md for what each kind of feature is worth
 * @example
 * featuresOf(units, factsOf).dense.length === DENSE_COUNT // => true
 */
export function featuresOf(units: readonly Unit[], factsOf: WordFactsTable): Features {
  const facts = units.map((unit) => factsOf(unit.form))
  const { sparse, starts } = sparseOf(units, facts)
  const dense = lexicalFigures(units, facts)
  return { sparse, starts, dense, ...vectorRows(units, facts) }
}

function sparseOf(units: readonly Unit[], facts: readonly WordFacts[]) {
  const sparse: number[] = []
  const starts: number[] = []
  const add = (hash: number, start: number) => {
    sparse.push(hash)
    starts.push(start)
  }
  let before = START
  let beforeThat = 0
  for (let i = 0; i < units.length; i += 1) {
    const isNegated = units[i]?.isNegated === true
    const plain = facts[i]?.hash ?? 0
    // The same hash in all n-grams, so that "a poor" in "not a poor …" is not the "a poor" of a complaint.
    const hash = isNegated ? joinHashes(NOT, plain) : plain
    add(hash, i)
    add(joinHashes(before, hash), Math.max(0, i - 1))
    if (i >= 1) add(joinHashes(joinHashes(beforeThat, before), hash), Math.max(0, i - 2))
    if (i >= 2) add(joinHashes(joinHashes(SKIP, beforeThat), hash), i - 2)
    const prefix = facts[i]?.prefixHash ?? 0
    if (prefix !== 0) add(isNegated ? joinHashes(NOT, prefix) : prefix, i)
    beforeThat = before
    before = hash
  }
  if (units.length > 0) add(joinHashes(before, END), units.length - 1)
  return { sparse, starts }
}

/** VADER's factor for a negated word; its raters saw "not good" as less than the opposite of "good". */
const NEGATED_VALENCE = -0.74

function lexicalFigures(units: readonly Unit[], facts: readonly WordFacts[]): Float32Array {
  let positive = 0
  let negative = 0
  let positiveCount = 0
  let negativeCount = 0
  let flipped = 0
  let first = 0
  let last = 0
  let least = 0
  let most = 0
  let boost = 1
  let sinceContrast = 0
  const counts = { '!': 0, '?': 0, '…': 0, shouted: 0 }
  for (let i = 0; i < units.length; i += 1) {
    const unit = units[i]
    const fact = facts[i]
    if (unit === undefined || fact === undefined) continue
    const { form } = unit
    if (unit.isShouted) counts.shouted += 1
    if (form === '!' || form === '?' || form === '…') counts[form] += 1
    if (form === 'but' || form === 'however') sinceContrast = 0
    if (fact.valence !== 0) {
      const valence = fact.valence * boost * (unit.isNegated ? NEGATED_VALENCE : 1)
      if (unit.isNegated) flipped += valence
      if (valence > 0) {
        positive += valence
        positiveCount += 1
      } else {
        negative -= valence
        negativeCount += 1
      }
      if (first === 0) first = valence
      last = valence
      least = Math.min(least, valence)
      most = Math.max(most, valence)
      sinceContrast += valence
    }
    boost = fact.boost
  }
  const balance = positive - negative
  return Float32Array.of(
    1,
    Math.log2(1 + units.length) / 4,
    balance / Math.sqrt(balance * balance + 1),
    positive / (1 + positive),
    negative / (1 + negative),
    Math.min(positiveCount, 4) / 4,
    Math.min(negativeCount, 4) / 4,
    flipped,
    first,
    last,
    least,
    most,
    sinceContrast / (1 + Math.abs(sinceContrast)),
    positiveCount + negativeCount === 0 ? 1 : 0,
    Math.min(counts['!'], 3) / 3,
    Math.min(counts['?'], 2) / 2,
    Math.min(counts['…'], 2) / 2,
    Math.min(counts.shouted, 3) / 3
  )
}

function vectorRows(units: readonly Unit[], facts: readonly WordFacts[]) {
  const rows: number[] = []
  const rowWeights: number[] = []
  let total = 0
  for (let i = 0; i < units.length; i += 1) {
    const fact = facts[i]
    if (fact === undefined || fact.row < 0) continue
    total += fact.rowWeight
    rows.push(fact.row)
    rowWeights.push(units[i]?.isNegated === true ? NEGATED_VECTOR * fact.rowWeight : fact.rowWeight)
  }
  for (let i = 0; i < rowWeights.length; i += 1) rowWeights[i] = (rowWeights[i] ?? 0) / total
  return { rows, rowWeights }
}

/**
 * The weighted mean of the word vectors of a run of words.
 *
 * Training works with the mean itself; reading needs only its products with the weights, which the model keeps by word.
 *
 * @param features - features with rows and weights
 * @param vectors - the vectors that the rows are of
 * @returns one entry a dimension; zeros when no word has a vector
 * @throws nothing
 * @see Arora, Liang & Ma (2017), smooth inverse frequency weights
 * @example
 * meanVectorOf(features, vectors).length === vectors.dimensions // => true
 */
export function meanVectorOf(features: Features, vectors: VectorTable): Float32Array {
  const { dimensions, values } = vectors
  const mean = new Float32Array(dimensions)
  features.rows.forEach((row, i) => {
    const weight = features.rowWeights[i] ?? 0
    for (let d = 0; d < dimensions; d += 1) {
      mean[d] = (mean[d] ?? 0) + weight * (values[row * dimensions + d] ?? 0)
    }
  })
  return mean
}
