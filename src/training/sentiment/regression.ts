import { sparseScale } from '../../text/sentiment/sentiment-model.ts'
import type { PolarityShares } from './examples.ts'

/** Features of one example with what to learn from it. */
export type Sample = {
  readonly sparse: readonly number[]
  /** Dense figures followed by the scaled mean vector. */
  readonly inputs: Float32Array
  /** What filters see of the words, one after the other. */
  readonly words: Float32Array
  readonly shares: PolarityShares
  readonly weight: number
}

export type TrainingOptions = {
  /** Examples that a hashed feature must occur in. */
  readonly minCount: number
  readonly epochs: number
  readonly rate: number
  readonly penalty: number
  /** Weights are the mean of one run a seed, which orders the examples. */
  readonly seeds: readonly number[]
  /** Weights are the mean of those from this epoch on, counted from 0. */
  readonly averageFrom: number
  /** Share of every label that is spread evenly over the three polarities. */
  readonly smoothing: number
}

/** Weights of the negative and the positive side; neutral is the reference. */
export type TrainedWeights = {
  /** Row of each hash in `sparse`. */
  readonly rows: ReadonlyMap<number, number>
  readonly counts: Uint32Array
  /** Two a row. */
  readonly sparse: Float64Array
  /** Two an input. */
  readonly dense: Float64Array
}

/** Whole numbers in [0, 2^32) from a seed; Lehmer's method as in Numerical Recipes, so that runs repeat. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state
  }
}

/** Brings an order into another one, in place (Fisher & Yates). @param random - as `createRandom` gives it */
export function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = random() % (i + 1)
    const held = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = held
  }
}

/**
 * Multinomial logistic regression on soft labels by AdaGrad, one example at a time in a seeded order, with averaged weights.
 *
 * @param samples - examples in a fixed order; the result depends on it
 * @param options - see `TrainingOptions`
 * @param kept - the hashes to learn; without it all that are frequent enough
 * @returns weights
 * @see Duchi, Hazan & Singer (2011) Adaptive subgradient methods; Polyak & Juditsky (1992) on averaging
 */
export function trainRegression(
  samples: readonly Sample[],
  options: TrainingOptions,
  kept?: ReadonlySet<number>
): TrainedWeights {
  const { rows, counts } = countFeatures(samples, options.minCount, kept)
  const active = samples.map((sample) => activeRows(sample, rows))
  const runs = options.seeds.map((seed) => runOf(samples, active, rows.size, { ...options, seed }))
  const meanOf = (arrays: readonly Float64Array[]) =>
    (arrays[0] ?? new Float64Array()).map(
      (_, i) => arrays.reduce((sum, array) => sum + (array[i] ?? 0), 0) / arrays.length
    )
  return {
    rows,
    counts,
    sparse: meanOf(runs.map((run) => run.sparse)),
    dense: meanOf(runs.map((run) => run.dense)),
  }
}

/** Weights of one run. */
function runOf(
  samples: readonly Sample[],
  active: readonly Int32Array[],
  rows: number,
  options: TrainingOptions & { readonly seed: number }
): Pick<TrainedWeights, 'sparse' | 'dense'> {
  const width = samples[0]?.inputs.length ?? 0
  const state: State = {
    sparse: new Float64Array(rows * 2),
    sparseSquares: new Float64Array(rows * 2).fill(FIRST_SQUARE),
    dense: new Float64Array(width * 2),
    denseSquares: new Float64Array(width * 2).fill(FIRST_SQUARE),
  }
  const order = samples.map((_, i) => i)
  const random = createRandom(options.seed)
  const mean = { sparse: new Float64Array(state.sparse.length), dense: new Float64Array(width * 2) }
  const interval = Math.max(1, Math.floor(samples.length / SNAPSHOTS_PER_EPOCH))
  let snapshots = 0
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random)
    const rate = options.rate * (1 - (0.8 * epoch) / options.epochs)
    for (let k = 0; k < order.length; k += 1) {
      const i = order[k] ?? 0
      const sample = samples[i]
      const known = active[i]
      if (sample !== undefined && known !== undefined)
        step(state, sample, known, { ...options, rate })
      if (epoch < options.averageFrom || k % interval !== 0) continue
      addTo(mean.sparse, state.sparse)
      addTo(mean.dense, state.dense)
      snapshots += 1
    }
  }
  return {
    sparse: mean.sparse.map((sum) => sum / snapshots),
    dense: mean.dense.map((sum) => sum / snapshots),
  }
}

/** Every example would be exact; the mean of these differs little and costs a hundredth. */
const SNAPSHOTS_PER_EPOCH = 16

function addTo(sums: Float64Array, values: Float64Array): void {
  for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (values[i] ?? 0)
}

// AdaGrad's sum of squares starts here, so that the first steps stay small.
const FIRST_SQUARE = 1e-2

type State = {
  readonly sparse: Float64Array
  readonly sparseSquares: Float64Array
  readonly dense: Float64Array
  readonly denseSquares: Float64Array
}

function countFeatures(samples: readonly Sample[], minCount: number, wanted?: ReadonlySet<number>) {
  const counts = new Map<number, number>()
  for (const { sparse } of samples) {
    for (const hash of new Set(sparse)) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  }
  const kept = [...counts].filter(
    ([hash, count]) => count >= minCount && (wanted?.has(hash) ?? true)
  )
  return {
    rows: new Map(kept.map(([hash], row) => [hash, row])),
    counts: Uint32Array.from(kept, ([, count]) => count),
  }
}

function activeRows({ sparse }: Sample, rows: ReadonlyMap<number, number>): Int32Array {
  const active: number[] = []
  for (const hash of new Set(sparse)) {
    const row = rows.get(hash)
    if (row !== undefined) active.push(row)
  }
  return Int32Array.from(active)
}

function step(
  state: State,
  sample: Sample,
  known: Int32Array,
  { rate, penalty, smoothing }: Pick<TrainingOptions, 'rate' | 'penalty' | 'smoothing'>
): void {
  const { sparse, sparseSquares, dense, denseSquares } = state
  const scale = sparseScale(known.length)
  const { inputs } = sample
  let negative = 0
  let positive = 0
  for (const row of known) {
    negative += sparse[2 * row] ?? 0
    positive += sparse[2 * row + 1] ?? 0
  }
  negative *= scale
  positive *= scale
  for (let k = 0; k < inputs.length; k += 1) {
    const value = inputs[k] ?? 0
    negative += value * (dense[2 * k] ?? 0)
    positive += value * (dense[2 * k + 1] ?? 0)
  }
  const top = Math.max(0, negative, positive)
  const shares = [Math.E ** (negative - top), Math.E ** -top, Math.E ** (positive - top)] as const
  const sum = shares[0] + shares[1] + shares[2]
  const label = (side: 0 | 2) => (1 - smoothing) * sample.shares[side] + smoothing / 3
  const errors = [shares[0] / sum - label(0), shares[2] / sum - label(2)] as const
  for (const side of [0, 1] as const) {
    const error = errors[side] * sample.weight
    for (const row of known) {
      const at = 2 * row + side
      const weight = sparse[at] ?? 0
      const slope = error * scale + penalty * weight
      const squares = (sparseSquares[at] ?? 0) + slope * slope
      sparseSquares[at] = squares
      sparse[at] = weight - (rate * slope) / Math.sqrt(squares)
    }
    for (let k = 0; k < inputs.length; k += 1) {
      const value = inputs[k] ?? 0
      if (value === 0) continue
      const at = 2 * k + side
      const weight = dense[at] ?? 0
      const slope = error * value + (penalty / 100) * weight
      const squares = (denseSquares[at] ?? 0) + slope * slope
      denseSquares[at] = squares
      dense[at] = weight - (rate * slope) / Math.sqrt(squares)
    }
  }
}
