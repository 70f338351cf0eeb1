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

/** What the features look words up in. */
export type FeatureTables = {
  readonly valence: ValenceLexicon
  readonly vectors: VectorTable | null
}

/** Numbers that describe a run of words. */
export type Features = {
  /** Hashes of n-grams; one entry an occurrence. */
  readonly sparse: readonly number[]
  /** Index of the unit that each sparse entry starts at. */
  readonly starts: readonly number[]
  /** Lexical and structural figures, `DENSE_COUNT` of them. */
  readonly dense: Float32Array
  /** Weighted mean of the word vectors; empty without vectors. */
  readonly vector: Float32Array
}

const NOT = hashOf('not:')
const SKIP = hashOf('skip:')
const PREFIX = hashOf('prefix:')
const START = hashOf('start:')
const END = hashOf('end:')
const PREFIX_LETTERS = 5

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
 * Features of a run of units.
 *
 * @param units - the words of a clause or of a whole comment
 * @param tables - valence lexicon and word vectors
 * @returns sparse hashes, dense figures and the mean vector; all zero for no units
 * @throws nothing
 * @see lexicons/sentiment-model/README.md for what each kind of feature is worth
 * @example
 * featuresOf(units, tables).dense.length === DENSE_COUNT // => true
 */
export function featuresOf(units: readonly Unit[], tables: FeatureTables): Features {
  const { sparse, starts } = sparseOf(units)
  const dense = new Float32Array(DENSE_COUNT)
  lexicalFigures(units, tables.valence, dense)
  return { sparse, starts, dense, vector: meanVector(units, tables.vectors) }
}

function sparseOf(units: readonly Unit[]): { sparse: number[]; starts: number[] } {
  const sparse: number[] = []
  const starts: number[] = []
  const add = (hash: number, start: number) => {
    sparse.push(hash)
    starts.push(start)
  }
  let before = START
  let beforeThat = 0
  units.forEach((unit, i) => {
    const hash = hashOf(unit.form)
    add(unit.isNegated ? joinHashes(NOT, hash) : hash, i)
    add(joinHashes(before, hash), Math.max(0, i - 1))
    if (i >= 1) add(joinHashes(joinHashes(beforeThat, before), hash), Math.max(0, i - 2))
    if (i >= 2) add(joinHashes(joinHashes(SKIP, beforeThat), hash), i - 2)
    if (unit.form.length > PREFIX_LETTERS) {
      const stem = hashOf(unit.form.slice(0, PREFIX_LETTERS), PREFIX)
      add(unit.isNegated ? joinHashes(NOT, stem) : stem, i)
    }
    beforeThat = before
    before = hash
  })
  if (units.length > 0) add(joinHashes(before, END), units.length - 1)
  return { sparse, starts }
}

function lexicalFigures(
  units: readonly Unit[],
  lexicon: ValenceLexicon,
  dense: Float32Array
): void {
  let positive = 0
  let negative = 0
  let positiveCount = 0
  let negativeCount = 0
  let flipped = 0
  let first = 0
  let last = 0
  let least = 0
  let most = 0
  let shouted = 0
  let boost = 1
  let sinceContrast = 0
  let exclaims = 0
  let questions = 0
  let dots = 0
  for (const unit of units) {
    if (unit.isShouted) shouted += 1
    if (unit.form === '!') exclaims += 1
    if (unit.form === '?') questions += 1
    if (unit.form === '…') dots += 1
    if (unit.form === 'but' || unit.form === 'however') sinceContrast = 0
    const raw = lexicon.get(unit.form)
    if (raw !== undefined && raw !== 0 && unit.form !== 'no' && unit.form !== 'please') {
      // VADER's factor for a negated word; its raters saw "not good" as less than the opposite of "good".
      const valence = raw * boost * (unit.isNegated ? -0.74 : 1)
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
    boost = INTENSIFIERS.has(unit.form) ? 1.3 : DAMPENERS.has(unit.form) ? 0.7 : 1
  }
  const size = Math.log2(1 + units.length)
  const balance = positive - negative
  dense.set([
    1,
    size / 4,
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
    Math.min(exclaims, 3) / 3,
    Math.min(questions, 2) / 2,
    Math.min(dots, 2) / 2,
    Math.min(shouted, 3) / 3,
  ])
}

function meanVector(units: readonly Unit[], vectors: VectorTable | null): Float32Array {
  if (vectors === null) return new Float32Array(0)
  const { dimensions, values } = vectors
  const mean = new Float32Array(dimensions)
  let total = 0
  for (const unit of units) {
    const row = vectors.rowOf(unit.form)
    if (row === undefined) continue
    const weight = vectors.weightOf(unit.form)
    total += weight
    const at = row * dimensions
    for (let d = 0; d < dimensions; d += 1)
      mean[d] = (mean[d] ?? 0) + weight * (values[at + d] ?? 0)
  }
  if (total > 0) {
    for (let d = 0; d < dimensions; d += 1) mean[d] = (mean[d] ?? 0) / total
  }
  return mean
}
