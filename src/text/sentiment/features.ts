import { hashOf, joinHashes } from './hash.ts'
import type { Unit } from './units.ts'
import type { VectorTable } from './word-facts.ts'

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

const NOT = hashOf('not:')
const SKIP = hashOf('skip:')
const START = hashOf('start:')
const END = hashOf('end:')
/** A negated word pulls the mean vector a little the other way. */
const NEGATED_VECTOR = -0.5
/** Length of `Features.dense`. */
export const DENSE_COUNT = 18

/**
 * Features of a run of units.
 *
 * @param units - the words of a clause or of a whole comment
 * @returns sparse hashes, dense figures and vector rows; empty or zero for no units
 * @throws nothing
 * @see lexicons/sentiment-model/README.md for what each kind of feature is worth
 * @example
 * featuresOf(units).dense.length === DENSE_COUNT // => true
 */
export function featuresOf(units: readonly Unit[]): Features {
  return { ...sparseOf(units), dense: lexicalFigures(units), ...vectorRows(units) }
}

function sparseOf(units: readonly Unit[]) {
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
    const plain = units[i]?.facts.hash ?? 0
    // The same hash in all n-grams, so that "a poor" in "not a poor …" is not the "a poor" of a complaint.
    const hash = isNegated ? joinHashes(NOT, plain) : plain
    add(hash, i)
    add(joinHashes(before, hash), Math.max(0, i - 1))
    if (i >= 1) add(joinHashes(joinHashes(beforeThat, before), hash), Math.max(0, i - 2))
    if (i >= 2) add(joinHashes(joinHashes(SKIP, beforeThat), hash), i - 2)
    const prefix = units[i]?.facts.prefixHash ?? 0
    if (prefix !== 0) add(isNegated ? joinHashes(NOT, prefix) : prefix, i)
    beforeThat = before
    before = hash
  }
  if (units.length > 0) add(joinHashes(before, END), units.length - 1)
  return { sparse, starts }
}

/** VADER's factor for a negated word; its raters saw "not good" as less than the opposite of "good". */
const NEGATED_VALENCE = -0.74

function lexicalFigures(units: readonly Unit[]): Float32Array {
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
  let exclamations = 0
  let questions = 0
  let ellipses = 0
  let shouted = 0
  for (let i = 0; i < units.length; i += 1) {
    const unit = units[i]
    if (unit === undefined) continue
    const { form, facts: fact } = unit
    if (unit.isShouted) shouted += 1
    if (form === '!') exclamations += 1
    else if (form === '?') questions += 1
    else if (form === '…') ellipses += 1
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
  return new Float32Array([
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
    Math.min(exclamations, 3) / 3,
    Math.min(questions, 2) / 2,
    Math.min(ellipses, 2) / 2,
    Math.min(shouted, 3) / 3,
  ])
}

function vectorRows(units: readonly Unit[]) {
  const rows: number[] = []
  const rowWeights: number[] = []
  let total = 0
  for (let i = 0; i < units.length; i += 1) {
    const fact = units[i]?.facts
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
