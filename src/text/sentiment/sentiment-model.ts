import {
  CLASS_KIND,
  closingPair,
  DENSE_COUNT,
  fillGrams,
  GRAMS_PER_UNIT,
  lexicalFigures,
  openingPair,
  openingTriple,
  RELATION_KIND,
  type UnitRange,
  vectorWeightOf,
} from './features.ts'
import {
  createFilterReader,
  type FilterReader,
  type FilterShape,
  filterLength,
  filtersOf,
} from './filters.ts'
import type { Unit } from './units.ts'
import { levelsOf, slotOf, type WeightTable } from './weight-table.ts'
import type { VectorTable } from './word-facts.ts'

/** `lexicons/sentiment-model/model.json`. */
export type SentimentHeader = {
  readonly version: string
  /** Slots of the hash table, a power of two. */
  readonly slots: number
  /** Largest weight of the negative and of the positive side. */
  readonly tops: readonly [number, number]
  readonly denseCount: number
  readonly vectorDimensions: number
  /** Factor on the vector part before its weights. */
  readonly vectorScale: number
  readonly filters: FilterShape
  /** Part of the filters in the logits, in [0, 1]; the rest is the regression's. */
  readonly filterPart: number
  /** Logits are divided by this, so that probabilities are calibrated. */
  readonly temperature: number
}

/** Probabilities that sum to 1. */
export type PolarityProbabilities = {
  readonly negative: number
  readonly neutral: number
  readonly positive: number
}

/** What a model makes of a run of words. */
export type Judgement = {
  readonly probabilities: PolarityProbabilities
  /** How many of the features the model knows; 0 means that there is no evidence. */
  readonly evidence: number
}

/** A model that judges runs of words. */
export type SentimentModel = {
  readonly version: string
  /** Takes in the words that the next calls of `judge` are about. */
  prepare(units: readonly Unit[]): void
  /**
   * Judges a run of the prepared words as if it stood alone.
   *
   * @param contributions - filled with what each unit of the run adds to the log-odds of positive against negative
   */
  judge(range: UnitRange, contributions?: Float64Array): Judgement
}

/**
 * The trained model from its two files.
 *
 * A multinomial logistic regression: 4-bit weights of hashed n-grams in a table with a one-byte fingerprint a slot, and
 * float weights of the dense figures and of the mean word vector. Neutral is the reference, so there are two weights a feature.
 *
 * @param header - parsed `model.json`
 * @param vectors - the word vectors that it was trained with
 * @param weights - bytes of `model.bin`: fingerprints, pairs of weights, then float32 dense weights
 * @returns the model
 * @throws {RangeError} if the bytes do not fit the header
 * @see lexicons/sentiment-model
 * @example
 * const model = readSentimentModel(header, bytes, vectors)
 * model.prepare(units)
 * model.judge({ from: 0, to: units.length }).probabilities.negative // => 0.93
 */
export function readSentimentModel(
  header: SentimentHeader,
  weights: ArrayBuffer,
  vectors: VectorTable
): SentimentModel {
  const { slots, denseCount, vectorDimensions } = header
  const figures = 2 * (denseCount + vectorDimensions)
  const expected = 2 * slots + 4 * (figures + filterLength(header.filters))
  if (weights.byteLength !== expected || vectorDimensions !== vectors.dimensions) {
    throw new RangeError(
      `sentiment model: expected ${expected} bytes and vectors of ${vectorDimensions}, got ${weights.byteLength} and ${vectors.dimensions}`
    )
  }
  const floats = new Float32Array(weights.slice(2 * slots))
  const dense = floats.subarray(0, figures)
  return modelOf(header, {
    slots,
    prints: new Uint8Array(weights, 0, slots),
    pairs: new Uint8Array(weights, slots, slots),
    negative: levelsOf(header.tops[0]),
    positive: levelsOf(header.tops[1]),
    dense,
    filters: createFilterReader(filtersOf(header.filters, floats.subarray(figures)), vectors),
    words: wordLogits(dense.subarray(2 * denseCount), header.vectorScale, vectors),
  })
}

/** Products of every word vector with the negative and the positive weights, two a word. */
function wordLogits(weights: Float32Array, scale: number, vectors: VectorTable): Float32Array {
  const { dimensions, values } = vectors
  const count = values.length / dimensions
  const logits = new Float32Array(2 * count)
  for (let row = 0; row < count; row += 1) {
    let negative = 0
    let positive = 0
    for (let d = 0; d < dimensions; d += 1) {
      const value = values[row * dimensions + d] ?? 0
      negative += value * (weights[2 * d] ?? 0)
      positive += value * (weights[2 * d + 1] ?? 0)
    }
    logits[2 * row] = scale * negative
    logits[2 * row + 1] = scale * positive
  }
  return logits
}

type Table = WeightTable & {
  readonly filters: FilterReader
  readonly dense: Float32Array
  readonly words: Float32Array
}

/** Sums of known features are divided by the root of their number, so that long comments are not always certain. */
export function sparseScale(known: number): number {
  return 3 / Math.sqrt(1 + known)
}

/** Marks of runs fit in two bytes; after the last one they start anew. */
const LAST_RUN = 0xffff

/** Room for the words of one comment; longer ones get more. */
const FIRST_UNITS = 256

function modelOf(header: SentimentHeader, table: Table): SentimentModel {
  const scratch: Scratch = {
    units: [],
    grams: new Int32Array(GRAMS_PER_UNIT * FIRST_UNITS),
    slots: new Int32Array(GRAMS_PER_UNIT * FIRST_UNITS),
    starts: new Int32Array(FIRST_UNITS),
    taken: new Int32Array(2 * (GRAMS_PER_UNIT * FIRST_UNITS + 1)),
    usedBy: new Uint16Array(header.slots),
    run: 0,
    figures: new Float32Array(DENSE_COUNT),
    sums: new Float64Array(2),
    hits: new Float64Array(2),
  }
  return {
    version: header.version,
    prepare(units) {
      const size = GRAMS_PER_UNIT * units.length
      if (scratch.grams.length < size) {
        scratch.grams = new Int32Array(2 * size)
        scratch.slots = new Int32Array(2 * size)
        scratch.starts = new Int32Array(2 * units.length)
        scratch.taken = new Int32Array(2 * (2 * size + 1))
      }
      scratch.units = units
      fillGrams(units, scratch.grams, scratch.starts)
      table.filters.prepare(units)
      for (let i = 0; i < size; i += 1) scratch.slots[i] = slotOf(table, scratch.grams[i] ?? 0)
    },
    judge(range, contributions) {
      if (scratch.run === LAST_RUN) scratch.usedBy.fill(0)
      scratch.run = scratch.run === LAST_RUN ? 1 : scratch.run + 1
      scratch.sums.fill(0)
      const evidence = addSparse(table, scratch, { range, contributions })
      addFigures(table, scratch, range)
      addVectors(table, scratch, range)
      addFilters(header, table, scratch, { range, contributions })
      const [negative = 0, positive = 0] = scratch.sums
      return {
        probabilities: probabilitiesOf(
          negative / header.temperature,
          positive / header.temperature
        ),
        evidence,
      }
    },
  }
}

/** Memory that one call leaves to the next, so that reading allocates little. */
type Scratch = {
  units: readonly Unit[]
  /** Hashes and slots of the n-grams that end at each unit; -1 for one that the model doesn't know. */
  grams: Int32Array
  slots: Int32Array
  /** First unit of the relation that each unit closes. */
  starts: Int32Array
  /** Slots of the current run and the units where their n-grams start, in turn. */
  taken: Int32Array
  /** Marks the slots that the current run of words has used, so that a repeated n-gram counts once. */
  readonly usedBy: Uint16Array
  run: number
  readonly figures: Float32Array
  /** Logits of negative and positive against neutral. */
  readonly sums: Float64Array
  /** The filters' own. */
  readonly hits: Float64Array
}

// Units before the last one that an n-gram starts at, by its kind; relations start anywhere.
const GRAM_STARTS = [0, 1, 2, 2, 0] as const

/** Adds the weights of the run's n-grams, each once; how many the model knows. */
function addSparse(
  table: Table,
  scratch: Scratch,
  {
    range: { from, to },
    contributions,
  }: { range: UnitRange; contributions: Float64Array | undefined }
): number {
  const { grams, slots, starts, usedBy, run, taken } = scratch
  let known = 0
  // Only listed here: sums that a nested function changes would be allocated anew at every step.
  const take = (slot: number, start: number) => {
    if (slot < 0 || usedBy[slot] === run) return
    usedBy[slot] = run
    taken[2 * known] = slot
    taken[2 * known + 1] = start
    known += 1
  }
  for (let i = from; i < to; i += 1) {
    const at = GRAMS_PER_UNIT * i
    for (let kind = 0; kind < RELATION_KIND; kind += 1) {
      let slot = slots[at + kind] ?? -1
      const isOpening = i < from + 2 && from > 0 && kind >= 1 && kind <= 3
      if (isOpening) slot = slotOf(table, openingGram(grams, from, i, kind))
      take(slot, i - (GRAM_STARTS[kind] ?? 0))
    }
    if (i > from) take(slots[at + CLASS_KIND] ?? -1, i)
    const relation = slots[at + RELATION_KIND] ?? -1
    if (relation >= 0 && (starts[i] ?? 0) >= from) take(relation, i)
  }
  if (to > from) take(slotOf(table, closingPair(grams[GRAMS_PER_UNIT * (to - 1)] ?? 0)), to - 1)
  let negative = 0
  let positive = 0
  for (let k = 0; k < known; k += 1) {
    const pair = table.pairs[taken[2 * k] as number] as number
    const down = table.negative[pair >> 4] as number
    const up = table.positive[pair & 15] as number
    negative += down
    positive += up
    if (contributions === undefined) continue
    const at = Math.max(0, (taken[2 * k + 1] as number) - from)
    contributions[at] = (contributions[at] ?? 0) + up - down
  }
  const scale = sparseScale(known)
  scratch.sums[0] = negative * scale
  scratch.sums[1] = positive * scale
  if (contributions !== undefined) {
    for (let i = 0; i < to - from; i += 1) contributions[i] = (contributions[i] ?? 0) * scale
  }
  return known
}

/** The n-gram of a kind that ends at the first or second unit of a run within a longer one; 0 for none. */
function openingGram(grams: Int32Array, from: number, i: number, kind: number): number {
  const first = grams[GRAMS_PER_UNIT * from] ?? 0
  if (i === from) return kind === 1 ? openingPair(first) : 0
  if (kind === 2) return openingTriple(first, grams[GRAMS_PER_UNIT * i] ?? 0)
  return kind === 1 ? (grams[GRAMS_PER_UNIT * i + 1] ?? 0) : 0
}

function addFigures({ dense }: Table, { units, figures, sums }: Scratch, range: UnitRange): void {
  lexicalFigures(units, range, figures)
  let negative = 0
  let positive = 0
  for (let k = 0; k < DENSE_COUNT; k += 1) {
    const value = figures[k] ?? 0
    negative += value * (dense[2 * k] ?? 0)
    positive += value * (dense[2 * k + 1] ?? 0)
  }
  sums[0] = (sums[0] ?? 0) + negative
  sums[1] = (sums[1] ?? 0) + positive
}

/** The weighted mean of the word vectors times their weights, from products kept by word. */
function addVectors({ words }: Table, { units, sums }: Scratch, { from, to }: UnitRange): void {
  let negative = 0
  let positive = 0
  let total = 0
  for (let i = from; i < to; i += 1) {
    const unit = units[i]
    if (unit === undefined || unit.facts.row < 0) continue
    const at = 2 * unit.facts.row
    const weight = vectorWeightOf(unit)
    total += unit.facts.rowWeight
    negative += weight * (words[at] ?? 0)
    positive += weight * (words[at + 1] ?? 0)
  }
  if (total === 0) return
  sums[0] = (sums[0] ?? 0) + negative / total
  sums[1] = (sums[1] ?? 0) + positive / total
}

/** Mixes what the filters say into the logits and the contributions. */
function addFilters(
  { filterPart }: SentimentHeader,
  { filters }: Table,
  { sums, hits }: Scratch,
  { range, contributions }: { range: UnitRange; contributions: Float64Array | undefined }
): void {
  hits.fill(0)
  const own = contributions === undefined ? undefined : new Float64Array(contributions.length)
  filters.addTo(hits, range, own)
  for (const side of [0, 1] as const) {
    sums[side] = (1 - filterPart) * (sums[side] ?? 0) + filterPart * (hits[side] ?? 0)
  }
  own?.forEach((part, i) => {
    if (contributions !== undefined)
      contributions[i] = (1 - filterPart) * (contributions[i] ?? 0) + filterPart * part
  })
}

function probabilitiesOf(negative: number, positive: number): PolarityProbabilities {
  const top = Math.max(0, negative, positive)
  // `Math.exp` differs between engines in its last bits, a power doesn't.
  const shares = [Math.E ** (negative - top), Math.E ** -top, Math.E ** (positive - top)] as const
  const sum = shares[0] + shares[1] + shares[2]
  return { negative: shares[0] / sum, neutral: shares[1] / sum, positive: shares[2] / sum }
}
