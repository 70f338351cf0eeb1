import {
  type FilterShape,
  filterLength,
  filtersOf,
  MARKS,
  SPAN,
  sumShare,
} from '../../text/sentiment/filters.ts'
import { createRandom, type Sample, shuffle } from './regression.ts'

export type FilterOptions = FilterShape & {
  readonly epochs: number
  readonly rate: number
  readonly batch: number
  readonly seed: number
  /** Share of the pooled hits that is left out of an example at random. */
  readonly dropout: number
  /** Share of every label that is spread evenly over the three polarities. */
  readonly smoothing: number
  /** Words beyond this one are not looked at. */
  readonly maxWords: number
}

/**
 * Filters over three words in a row, pooled by maximum and sum, by Adam on batches of examples in a seeded order.
 *
 * @param samples - examples in a fixed order; the result depends on it
 * @param options - see `FilterOptions`
 * @returns the numbers as `filtersOf` takes them
 * @see Kim (2014) Convolutional neural networks for sentence classification; Kingma & Ba (2015) Adam
 */
export function trainFilters(samples: readonly Sample[], options: FilterOptions): Float32Array {
  const random = createRandom(options.seed)
  const draw = () => (random() >>> 8) / 2 ** 24
  const length = filterLength(options)
  const values = startOf(options, draw)
  const slopes = new Float32Array(length)
  const firsts = new Float64Array(length)
  const seconds = new Float64Array(length)
  const order = samples.flatMap((sample, i) => (sample.words.length === 0 ? [] : [i]))
  const batches = Math.ceil(order.length / options.batch) * options.epochs
  const learn = createLearner(values, slopes, options, draw)
  let batch = 0
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random)
    for (let from = 0; from < order.length; from += options.batch) {
      slopes.fill(0)
      const own = order.slice(from, from + options.batch)
      for (const i of own) {
        const sample = samples[i]
        if (sample !== undefined) learn(sample)
      }
      batch += 1
      const rate = options.rate * Math.max(LAST_RATE, 1 - batch / batches)
      stepAdam({ values, slopes, firsts, seconds }, { rate, batch, count: own.length })
    }
  }
  return values
}

/** The rate falls to this share of the first one. */
const LAST_RATE = 0.05

/** Small random kernels, no biases. */
function startOf(shape: FilterShape, draw: () => number): Float32Array {
  const values = new Float32Array(filterLength(shape))
  const { kernels, outputs } = filtersOf(shape, values)
  const spread = 1 / Math.sqrt(SPAN * (shape.dimensions + MARKS))
  for (let k = 0; k < kernels.length; k += 1) kernels[k] = (2 * draw() - 1) * spread
  const outputSpread = 1 / Math.sqrt(2 * shape.filters)
  for (let k = 0; k < outputs.length; k += 1) outputs[k] = (2 * draw() - 1) * outputSpread
  return values
}

type Adam = {
  readonly values: Float32Array
  readonly slopes: Float32Array
  readonly firsts: Float64Array
  readonly seconds: Float64Array
}

const KEEP_FIRST = 0.9
const KEEP_SECOND = 0.999
const DECAY = 1e-5

function stepAdam(
  { values, slopes, firsts, seconds }: Adam,
  { rate, batch, count }: { rate: number; batch: number; count: number }
): void {
  const firstBias = 1 - KEEP_FIRST ** batch
  const secondBias = 1 - KEEP_SECOND ** batch
  for (let k = 0; k < values.length; k += 1) {
    const slope = (slopes[k] ?? 0) / count + DECAY * (values[k] ?? 0)
    const first = KEEP_FIRST * (firsts[k] ?? 0) + (1 - KEEP_FIRST) * slope
    const second = KEEP_SECOND * (seconds[k] ?? 0) + (1 - KEEP_SECOND) * slope * slope
    firsts[k] = first
    seconds[k] = second
    values[k] =
      (values[k] ?? 0) - (rate * (first / firstBias)) / (Math.sqrt(second / secondBias) + 1e-8)
  }
}

/** Adds an example's slopes to those of its batch. */
function createLearner(
  values: Float32Array,
  slopes: Float32Array,
  options: FilterOptions,
  draw: () => number
): (sample: Sample) => void {
  const { filters, dimensions, dropout, smoothing, maxWords } = options
  const inputs = dimensions + MARKS
  const span = SPAN * inputs
  const now = filtersOf(options, values)
  const slope = filtersOf(options, slopes)
  // One empty unit before the first and after the last.
  const padded = new Float32Array((maxWords + 2) * inputs)
  const hits = new Float32Array(maxWords * filters)
  const places = new Int32Array(filters)
  const pooled = new Float32Array(2 * filters)
  const errors = new Float64Array(2)
  return (sample) => {
    const count = Math.min(maxWords, sample.words.length / inputs)
    padded.fill(0, (count + 1) * inputs, (count + 2) * inputs)
    padded.set(sample.words.subarray(0, count * inputs), inputs)
    const share = sumShare(count)
    for (let f = 0; f < filters; f += 1) {
      let top = 0
      let total = 0
      places[f] = -1
      for (let i = 0; i < count; i += 1) {
        const hit = (now.biases[f] ?? 0) + product(now.kernels, f * span, padded, i * inputs, span)
        hits[i * filters + f] = hit
        if (hit <= 0) continue
        total += hit
        if (hit <= top) continue
        top = hit
        places[f] = i
      }
      pooled[f] = top
      pooled[filters + f] = total * share
    }
    for (let k = 0; k < pooled.length; k += 1) {
      pooled[k] = draw() < dropout ? 0 : (pooled[k] ?? 0) / (1 - dropout)
    }
    fillErrors(sample, now, pooled, { smoothing, errors })
    for (let f = 0; f < filters; f += 1) {
      // What a stronger top and a larger sum would change.
      let atTop = 0
      let atSum = 0
      for (const side of [0, 1] as const) {
        const error = errors[side] ?? 0
        const top = side * filters + f
        const sum = (2 + side) * filters + f
        slope.outputs[top] = (slope.outputs[top] ?? 0) + error * (pooled[f] ?? 0)
        slope.outputs[sum] = (slope.outputs[sum] ?? 0) + error * (pooled[filters + f] ?? 0)
        atTop += error * (now.outputs[top] ?? 0)
        atSum += error * (now.outputs[sum] ?? 0)
      }
      atTop = (pooled[f] ?? 0) === 0 ? 0 : atTop / (1 - dropout)
      atSum = (pooled[filters + f] ?? 0) === 0 ? 0 : (atSum * share) / (1 - dropout)
      if (atTop === 0 && atSum === 0) continue
      for (let i = 0; i < count; i += 1) {
        if ((hits[i * filters + f] ?? 0) <= 0) continue
        const change = atSum + (places[f] === i ? atTop : 0)
        if (change === 0) continue
        slope.biases[f] = (slope.biases[f] ?? 0) + change
        const kernel = f * span
        const from = i * inputs
        for (let k = 0; k < span; k += 1) {
          slope.kernels[kernel + k] =
            (slope.kernels[kernel + k] ?? 0) + change * (padded[from + k] ?? 0)
        }
      }
    }
    slope.outputBiases[0] = (slope.outputBiases[0] ?? 0) + (errors[0] ?? 0)
    slope.outputBiases[1] = (slope.outputBiases[1] ?? 0) + (errors[1] ?? 0)
  }
}

function product(a: Float32Array, atA: number, b: Float32Array, atB: number, length: number) {
  let even = 0
  let odd = 0
  for (let k = 0; k < length; k += 2) {
    even += (a[atA + k] as number) * (b[atB + k] as number)
    odd += (a[atA + k + 1] as number) * (b[atB + k + 1] as number)
  }
  return even + odd
}

/** Given minus labelled shares of negative and positive, times the example's weight. */
function fillErrors(
  { shares, weight }: Sample,
  { filters, outputs, outputBiases }: ReturnType<typeof filtersOf>,
  pooled: Float32Array,
  { smoothing, errors }: { smoothing: number; errors: Float64Array }
): void {
  let negative = outputBiases[0] ?? 0
  let positive = outputBiases[1] ?? 0
  for (let f = 0; f < filters; f += 1) {
    const top = pooled[f] ?? 0
    const sum = pooled[filters + f] ?? 0
    negative += top * (outputs[f] ?? 0) + sum * (outputs[2 * filters + f] ?? 0)
    positive += top * (outputs[filters + f] ?? 0) + sum * (outputs[3 * filters + f] ?? 0)
  }
  const top = Math.max(0, negative, positive)
  const odds = [Math.E ** (negative - top), Math.E ** -top, Math.E ** (positive - top)] as const
  const sum = odds[0] + odds[1] + odds[2]
  const label = (side: 0 | 2) => (1 - smoothing) * shares[side] + smoothing / 3
  errors[0] = weight * (odds[0] / sum - label(0))
  errors[1] = weight * (odds[2] / sum - label(2))
}
