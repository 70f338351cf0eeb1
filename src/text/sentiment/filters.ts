import type { UnitRange } from './features.ts'
import type { Unit } from './units.ts'
import type { VectorTable } from './word-facts.ts'

/** Units that a filter spans: the one before, the unit, the one after. */
export const SPAN = 3
/** Figures of a unit beside its word vector: denied, valence, boost, shouted. */
export const MARKS = 4
/** Factors that bring a vector's entries and the marks to about the size of 1. */
const VECTOR_FACTOR = 3
const MARK_FACTORS = [1, 3, 2, 1] as const

/** Numbers of filters and inputs; the rest follows. */
export type FilterShape = {
  readonly filters: number
  /** Leading entries of the word vectors that filters see. */
  readonly dimensions: number
}

/** Trained filters: small patterns of three words in a row, of which each gives its strongest hit and the sum of its hits. */
export type FilterWeights = FilterShape & {
  /** By filter, place in the span, input. */
  readonly kernels: Float32Array
  readonly biases: Float32Array
  /** Two sides (negative, positive) by filter: first of the strongest hits, then of the sums. */
  readonly outputs: Float32Array
  readonly outputBiases: Float32Array
}

/** How many numbers a set of filters takes. */
export function filterLength({ filters, dimensions }: FilterShape): number {
  return SPAN * filters * (dimensions + MARKS) + filters + 4 * filters + 2
}

/**
 * Filters over one array of numbers, as they lie in `lexicons/sentiment-model/model.bin`.
 *
 * @param shape - numbers of filters and inputs
 * @param values - `filterLength(shape)` numbers: kernels, biases, outputs, output biases
 * @returns views of the parts
 * @throws nothing
 * @see Kim (2014) Convolutional neural networks for sentence classification
 * @example
 * filtersOf({ filters: 2, dimensions: 3 }, new Float32Array(filterLength({ filters: 2, dimensions: 3 })))
 */
export function filtersOf(shape: FilterShape, values: Float32Array): FilterWeights {
  const { filters, dimensions } = shape
  const sizes = [SPAN * filters * (dimensions + MARKS), filters, 4 * filters, 2]
  let from = 0
  const [kernels, biases, outputs, outputBiases] = sizes.map((size) => {
    from += size
    return values.subarray(from - size, from)
  }) as [Float32Array, Float32Array, Float32Array, Float32Array]
  return { ...shape, kernels, biases, outputs, outputBiases }
}

/** Fills the inputs that filters have of a unit: the head of its vector, then its marks. */
export function fillInputs(
  { facts, isNegated, isShouted }: Unit,
  { dimensions, values }: VectorTable,
  inputs: Float32Array
): void {
  const head = inputs.length - MARKS
  for (let d = 0; d < head; d += 1) {
    inputs[d] = facts.row < 0 ? 0 : VECTOR_FACTOR * (values[facts.row * dimensions + d] ?? 0)
  }
  inputs[head] = isNegated ? MARK_FACTORS[0] : 0
  inputs[head + 1] = MARK_FACTORS[1] * facts.valence
  inputs[head + 2] = MARK_FACTORS[2] * (facts.boost - 1)
  inputs[head + 3] = isShouted ? MARK_FACTORS[3] : 0
}

/** Hits of filters in one comment, and what runs of its words add to the logits. */
export type FilterReader = {
  /** Takes in the words that the next calls of `addTo` are about. */
  prepare(units: readonly Unit[]): void
  /**
   * Adds the run's logits of negative and positive to `sums`.
   *
   * @param contributions - has what each unit's hits add to positive against negative added to it
   */
  addTo(sums: Float64Array, range: UnitRange, contributions?: Float64Array): void
}

/** Room for the words of one comment; longer ones get more. */
const FIRST_UNITS = 256

/**
 * A reader of hits.
 *
 * What a word adds to a hit at each place of the span is worked out once a word and kept, so that reading is mostly additions.
 *
 * @param weights - trained filters
 * @param vectors - the word vectors that they were trained with
 * @returns a reader, which keeps the last comment
 * @throws nothing
 * @see lexicons/sentiment-model/README.md
 * @example
 * const reader = createFilterReader(weights, vectors)
 * reader.prepare(units)
 * reader.addTo(sums, { from: 0, to: units.length })
 */
export function createFilterReader(weights: FilterWeights, vectors: VectorTable): FilterReader {
  const { filters, biases, outputs, outputBiases } = weights
  const width = SPAN * filters
  const parts = createWordParts(weights, vectors)
  let places = new Int32Array(FIRST_UNITS)
  let hits = new Float32Array(FIRST_UNITS * filters)
  let count = 0
  const edge = new Float32Array(filters)
  const strongest = new Float32Array(filters)
  const holders = new Int32Array(filters)
  const totals = new Float32Array(filters)
  /** Hits at a unit whose neighbours count only inside the run. */
  const fillHits = (i: number, { from, to }: UnitRange, target: Float32Array, at: number) => {
    const { values } = parts
    const own = (places[i] ?? 0) + filters
    // The first row is empty.
    const before = i > from ? (places[i - 1] ?? 0) : 0
    const after = i + 1 < to ? (places[i + 1] ?? 0) + 2 * filters : 0
    for (let f = 0; f < filters; f += 1) {
      const hit =
        (biases[f] as number) +
        (values[before + f] as number) +
        (values[own + f] as number) +
        (values[after + f] as number)
      target[at + f] = hit > 0 ? hit : 0
    }
  }
  return {
    prepare(units) {
      count = units.length
      if (places.length < count) {
        places = new Int32Array(2 * count)
        hits = new Float32Array(2 * count * filters)
      }
      parts.reset(count)
      for (let i = 0; i < count; i += 1) {
        const unit = units[i]
        places[i] = unit === undefined ? 0 : parts.placeOf(unit) * width
      }
      const all = { from: 0, to: count }
      for (let i = 0; i < count; i += 1) fillHits(i, all, hits, i * filters)
    },
    addTo(sums, range, contributions) {
      const { from, to } = range
      strongest.fill(0)
      totals.fill(0)
      holders.fill(from)
      for (let i = from; i < to; i += 1) {
        const isEdge = (i === from && from > 0) || (i === to - 1 && to < count)
        if (isEdge) fillHits(i, range, edge, 0)
        const own = isEdge ? edge : hits
        const at = isEdge ? 0 : i * filters
        for (let f = 0; f < filters; f += 1) {
          const hit = own[at + f] as number
          if (hit === 0) continue
          totals[f] = (totals[f] as number) + hit
          if (hit <= (strongest[f] as number)) continue
          strongest[f] = hit
          holders[f] = i
        }
      }
      const share = sumShare(to - from)
      let negative = outputBiases[0] ?? 0
      let positive = outputBiases[1] ?? 0
      for (let f = 0; f < filters; f += 1) {
        const top = strongest[f] as number
        const total = (totals[f] as number) * share
        const down = top * (outputs[f] ?? 0) + total * (outputs[2 * filters + f] ?? 0)
        const up = top * (outputs[filters + f] ?? 0) + total * (outputs[3 * filters + f] ?? 0)
        negative += down
        positive += up
        if (contributions === undefined) continue
        const at = (holders[f] ?? from) - from
        contributions[at] = (contributions[at] ?? 0) + up - down
      }
      sums[0] = (sums[0] ?? 0) + negative
      sums[1] = (sums[1] ?? 0) + positive
    },
  }
}

/** Sums of hits are divided by the root of the words, so that long comments are not always certain. */
export function sumShare(units: number): number {
  return 1 / Math.sqrt(1 + units)
}

type WordParts = {
  /** What words add to the hits, a row each: by place in the span, filter. Row 0 is empty. */
  readonly values: Float32Array
  /** Takes back the rows of the last comment's marked words; there is room for so many of the next. */
  reset(units: number): void
  /** The row of a unit. */
  placeOf(unit: Unit): number
}

/** Rows of plain words are worked out once; a denied or shouted word, or one without a vector, gets a row for its comment. */
function createWordParts(weights: FilterWeights, vectors: VectorTable): WordParts {
  const { filters, dimensions, kernels } = weights
  const width = SPAN * filters
  const inputs = dimensions + MARKS
  const rows = vectors.values.length / vectors.dimensions
  const known = new Uint8Array(rows)
  const firstOwn = 1 + rows
  let next = firstOwn
  let room = FIRST_UNITS
  let values = new Float32Array((firstOwn + room) * width)
  const byInput = Float32Array.from({ length: inputs * width }, (_, i) => {
    const input = Math.floor(i / width)
    const place = Math.floor((i % width) / filters)
    return kernels[((i % filters) * SPAN + place) * inputs + input] ?? 0
  })
  const add = (row: number, value: number, input: number) => {
    const from = row * width
    for (let k = 0; k < width; k += 1) {
      values[from + k] =
        (values[from + k] as number) + value * (byInput[input * width + k] as number)
    }
  }
  const addWord = (target: number, { row, valence, boost }: Unit['facts']) => {
    for (let d = 0; row >= 0 && d < dimensions; d += 1) {
      add(target, VECTOR_FACTOR * (vectors.values[row * vectors.dimensions + d] ?? 0), d)
    }
    if (valence !== 0) add(target, MARK_FACTORS[1] * valence, dimensions + 1)
    if (boost !== 1) add(target, MARK_FACTORS[2] * (boost - 1), dimensions + 2)
  }
  return {
    get values() {
      return values
    },
    reset(units) {
      next = firstOwn
      if (units <= room) return
      room = 2 * units
      const larger = new Float32Array((firstOwn + room) * width)
      larger.set(values.subarray(0, firstOwn * width))
      values = larger
    },
    placeOf({ facts, isNegated, isShouted }) {
      const { row, valence, boost } = facts
      if (row >= 0 && known[row] === 0) {
        known[row] = 1
        addWord(1 + row, facts)
      }
      if (row >= 0 && !isNegated && !isShouted) return 1 + row
      if (row < 0 && valence === 0 && boost === 1 && !isNegated && !isShouted) return 0
      const own = next
      next += 1
      if (row >= 0) values.copyWithin(own * width, (1 + row) * width, (2 + row) * width)
      else {
        values.fill(0, own * width, (own + 1) * width)
        addWord(own, facts)
      }
      if (isNegated) add(own, MARK_FACTORS[0], dimensions)
      if (isShouted) add(own, MARK_FACTORS[3], dimensions + 3)
      return own
    },
  }
}
