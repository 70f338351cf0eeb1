import type { Features } from './features.ts'
import type { VectorTable } from './word-facts.ts'

/** `lexicons/sentiment-model/model.json`. */
export type SentimentHeader = {
  readonly version: string
  /** Slots of the hash table, a power of two. */
  readonly slots: number
  /** One step of the int8 weights, for the negative and the positive side. */
  readonly steps: readonly [number, number]
  readonly denseCount: number
  readonly vectorDimensions: number
  /** Factor on the vector part before its weights. */
  readonly vectorScale: number
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
  /** What each unit adds to the log-odds of positive against negative; one entry a unit. */
  readonly contributions: Float64Array
  /** How many of the features the model knows; 0 means that there is no evidence. */
  readonly evidence: number
}

/** A model that judges features. */
export type SentimentModel = {
  readonly version: string
  judge(features: Features, unitCount: number): Judgement
}

/**
 * The trained model from its two files.
 *
 * A multinomial logistic regression: int8 weights of hashed n-grams in an open table with a one-byte fingerprint a slot, and
 * float weights of the dense figures and of the mean word vector. Neutral is the reference, so there are two weights a feature.
 *
 * @param header - parsed `model.json`
 * @param vectors - the word vectors that it was trained with
 * @param weights - bytes of `model.bin`: fingerprints, negative weights, positive weights, then float32 dense weights
 * @returns the model
 * @throws {RangeError} if the bytes do not fit the header
 * @see lexicons/sentiment-model
 * @example
 * readSentimentModel(header, bytes).score(features).negative // => 0.93
 */
export function readSentimentModel(
  header: SentimentHeader,
  weights: ArrayBuffer,
  vectors: VectorTable
): SentimentModel {
  const { slots, denseCount, vectorDimensions } = header
  const expected = 3 * slots + 8 * (denseCount + vectorDimensions)
  if (weights.byteLength !== expected || vectorDimensions !== vectors.dimensions) {
    throw new RangeError(
      `sentiment model: expected ${expected} bytes and vectors of ${vectorDimensions}, got ${weights.byteLength} and ${vectors.dimensions}`
    )
  }
  const dense = new Float32Array(weights.slice(3 * slots))
  return modelOf(header, {
    mask: slots - 1,
    prints: new Uint8Array(weights, 0, slots),
    negative: new Int8Array(weights, slots, slots),
    positive: new Int8Array(weights, 2 * slots, slots),
    dense,
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

type Table = {
  readonly mask: number
  readonly prints: Uint8Array
  readonly negative: Int8Array
  readonly positive: Int8Array
  readonly dense: Float32Array
  readonly words: Float32Array
}

/** What must stand at a feature's slot (its hash cut to the table's size): 1 to 255 from the hash's top byte; 0 is an empty slot. */
export function printOf(hash: number): number {
  return 1 + ((hash >>> 24) % 255)
}

/** Sums of known features are divided by the root of their number, so that long comments are not always certain. */
export function sparseScale(known: number): number {
  return 3 / Math.sqrt(1 + known)
}

function modelOf(header: SentimentHeader, table: Table): SentimentModel {
  // Marks the slots that the current run of words has used, so that a repeated n-gram counts once.
  const usedBy = new Uint32Array(header.slots)
  let run = 0
  return {
    version: header.version,
    judge(features, unitCount) {
      run = run === 0xffffffff ? 1 : run + 1
      if (run === 1) usedBy.fill(0)
      const contributions = new Float64Array(unitCount)
      const sums = sparseLogits(header, table, features, { usedBy, run, contributions })
      const [negative, positive] = denseLogits(table, features)
      return {
        probabilities: probabilitiesOf(
          (sums.negative + negative) / header.temperature,
          (sums.positive + positive) / header.temperature
        ),
        contributions,
        evidence: sums.known,
      }
    },
  }
}

type Scratch = {
  readonly usedBy: Uint32Array
  readonly run: number
  readonly contributions: Float64Array
}

function sparseLogits(
  header: SentimentHeader,
  table: Table,
  { sparse, starts }: Features,
  { usedBy, run, contributions }: Scratch
): { negative: number; positive: number; known: number } {
  const [negativeStep, positiveStep] = header.steps
  let negative = 0
  let positive = 0
  let known = 0
  for (let i = 0; i < sparse.length; i += 1) {
    const hash = sparse[i] ?? 0
    const slot = hash & table.mask
    if (table.prints[slot] !== printOf(hash) || usedBy[slot] === run) continue
    usedBy[slot] = run
    known += 1
    const down = (table.negative[slot] ?? 0) * negativeStep
    const up = (table.positive[slot] ?? 0) * positiveStep
    negative += down
    positive += up
    const at = starts[i] ?? 0
    contributions[at] = (contributions[at] ?? 0) + up - down
  }
  const scale = sparseScale(known)
  for (let i = 0; i < contributions.length; i += 1) {
    contributions[i] = (contributions[i] ?? 0) * scale
  }
  return { negative: negative * scale, positive: positive * scale, known }
}

function denseLogits(table: Table, { dense, rows, rowWeights }: Features): [number, number] {
  let negative = 0
  let positive = 0
  for (let k = 0; k < dense.length; k += 1) {
    const value = dense[k] ?? 0
    negative += value * (table.dense[2 * k] ?? 0)
    positive += value * (table.dense[2 * k + 1] ?? 0)
  }
  for (let i = 0; i < rows.length; i += 1) {
    const at = 2 * (rows[i] ?? 0)
    const weight = rowWeights[i] ?? 0
    negative += weight * (table.words[at] ?? 0)
    positive += weight * (table.words[at + 1] ?? 0)
  }
  return [negative, positive]
}

function probabilitiesOf(negative: number, positive: number): PolarityProbabilities {
  const top = Math.max(0, negative, positive)
  const shares = [Math.exp(negative - top), Math.exp(-top), Math.exp(positive - top)] as const
  const sum = shares[0] + shares[1] + shares[2]
  return { negative: shares[0] / sum, neutral: shares[1] / sum, positive: shares[2] / sum }
}
