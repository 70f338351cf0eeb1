import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** One labelled text: its sparse terms, its dense meaning, and labels of one label set. */
export type Example = {
  readonly terms: readonly number[]
  readonly meaning: Float64Array
  /** Which label set it belongs to. */
  readonly head: number
  readonly labels: readonly number[]
  readonly weight: number
}

export type EncoderSettings = {
  readonly termCount: number
  readonly meaningLength: number
  readonly hidden: number
  /** Labels of each label set. */
  readonly headSizes: readonly number[]
  readonly epochs: number
  readonly rate: number
  readonly decay: number
  /** Share of terms hidden from each look at an example, so that meaning has to carry the rest. */
  readonly termDropout: number
  readonly seed: number
}

/** Trained layers: a shared hidden layer, and one output layer a label set. Row-major, input by hidden. */
export type EncoderWeights = {
  readonly terms: Float64Array
  readonly meaning: Float64Array
  readonly bias: Float64Array
  readonly heads: readonly { readonly weights: Float64Array; readonly bias: Float64Array }[]
}

/** A block of weights with its Adagrad sums. */
type Block = { readonly values: Float64Array; readonly squares: Float64Array }

/**
 * Trains a network of one tanh layer shared by several label sets, each with its own softmax.
 *
 * Sharing the layer makes texts of one meaning meet, whichever set labelled them.
 *
 * @see Caruana (1997) Multitask learning; Duchi, Hazan & Singer (2011) for Adagrad; Iyyer et al. (2015) for word dropout
 */
export function trainEncoder(
  examples: readonly Example[],
  settings: EncoderSettings
): EncoderWeights {
  const { termCount, meaningLength, hidden, headSizes, epochs, seed } = settings
  const random = xoroshiro128plus(seed)
  const uniform = () => uniformFloat64(random)
  const block = (length: number, scale: number): Block => ({
    values: Float64Array.from({ length }, () => (uniform() - 0.5) * scale),
    squares: new Float64Array(length).fill(1e-6),
  })
  const terms = block(termCount * hidden, 0.1)
  const meaning = block(meaningLength * hidden, 0.2)
  const bias = block(hidden, 0)
  const heads = headSizes.map((size) => ({
    weights: block(size * hidden, 0.1),
    bias: block(size, 0),
  }))
  const order = Array.from(examples.keys())
  const state = new Float64Array(hidden)
  const back = new Float64Array(hidden)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, uniform)
    const rate = settings.rate * (1 - (0.8 * epoch) / epochs)
    for (const index of order) {
      const example = examples[index]
      const head = example && heads[example.head]
      if (example === undefined || head === undefined) continue
      const seen = example.terms.filter(() => uniform() >= settings.termDropout)
      const share = 1 / Math.sqrt(Math.max(1, seen.length))
      encode(
        { terms: terms.values, meaning: meaning.values, bias: bias.values },
        example,
        seen,
        state
      )
      const errors = softmaxErrors(head.weights.values, head.bias.values, state, example)
      back.fill(0)
      for (const [label, error] of errors.entries()) {
        for (let h = 0; h < hidden; h++) {
          back[h] = (back[h] ?? 0) + error * (head.weights.values[label * hidden + h] ?? 0)
          step(head.weights, label * hidden + h, error * (state[h] ?? 0), rate, settings.decay)
        }
        step(head.bias, label, error, rate, 0)
      }
      for (let h = 0; h < hidden; h++) back[h] = (back[h] ?? 0) * (1 - (state[h] ?? 0) ** 2)
      for (let h = 0; h < hidden; h++) step(bias, h, back[h] ?? 0, rate, 0)
      for (const term of seen) {
        for (let h = 0; h < hidden; h++)
          step(terms, term * hidden + h, (back[h] ?? 0) * share, rate, settings.decay)
      }
      for (let d = 0; d < meaningLength; d++) {
        const x = example.meaning[d] ?? 0
        for (let h = 0; h < hidden; h++)
          step(meaning, d * hidden + h, (back[h] ?? 0) * x, rate, settings.decay)
      }
    }
  }
  return {
    terms: terms.values,
    meaning: meaning.values,
    bias: bias.values,
    heads: heads.map((head) => ({ weights: head.weights.values, bias: head.bias.values })),
  }
}

function step(block: Block, k: number, gradient: number, rate: number, decay: number): void {
  const g = gradient + decay * (block.values[k] ?? 0)
  const sum = (block.squares[k] ?? 0) + g * g
  block.squares[k] = sum
  block.values[k] = (block.values[k] ?? 0) - (rate * g) / Math.sqrt(sum)
}

/** Fills `state` with the hidden layer of a text. */
export function encode(
  layers: Pick<EncoderWeights, 'terms' | 'meaning' | 'bias'>,
  example: Pick<Example, 'meaning'>,
  seen: readonly number[],
  state: Float64Array
): void {
  const hidden = state.length
  const share = 1 / Math.sqrt(Math.max(1, seen.length))
  state.set(layers.bias)
  for (const term of seen) {
    for (let h = 0; h < hidden; h++)
      state[h] = (state[h] ?? 0) + share * (layers.terms[term * hidden + h] ?? 0)
  }
  for (let d = 0; d < example.meaning.length; d++) {
    const x = example.meaning[d] ?? 0
    for (let h = 0; h < hidden; h++)
      state[h] = (state[h] ?? 0) + x * (layers.meaning[d * hidden + h] ?? 0)
  }
  for (let h = 0; h < hidden; h++) state[h] = Math.tanh(state[h] ?? 0)
}

/** Softmax less its target, times the weight of the example; several labels share the target. */
function softmaxErrors(
  weights: Float64Array,
  bias: Float64Array,
  state: Float64Array,
  { labels, weight }: Example
): Float64Array {
  const hidden = state.length
  const errors = Float64Array.from(bias)
  for (let label = 0; label < bias.length; label++) {
    let sum = errors[label] ?? 0
    for (let h = 0; h < hidden; h++) sum += (weights[label * hidden + h] ?? 0) * (state[h] ?? 0)
    errors[label] = sum
  }
  const most = Math.max(...errors)
  let total = 0
  for (let label = 0; label < errors.length; label++) {
    errors[label] = Math.exp((errors[label] ?? 0) - most)
    total += errors[label] ?? 0
  }
  for (let label = 0; label < errors.length; label++) {
    const target = labels.includes(label) ? 1 / labels.length : 0
    errors[label] = weight * ((errors[label] ?? 0) / total - target)
  }
  return errors
}

function shuffle(order: number[], uniform: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1))
    const held = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = held
  }
}
