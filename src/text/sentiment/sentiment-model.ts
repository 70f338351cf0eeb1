import type { Features } from './features.ts'

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

/** A model that gives polarity probabilities for features. */
export type SentimentModel = {
  readonly version: string
  score(features: Features): PolarityProbabilities
  /** What each unit adds to the log-odds of positive against negative; one entry a unit. */
  contributionsOf(features: Features, unitCount: number): Float64Array
  /** How many of the features the model knows; 0 means that there is no evidence. */
  evidenceOf(features: Features): number
}

/**
 * The trained model from its two files.
 *
 * A multinomial logistic regression: int8 weights of hashed n-grams in an open table with a one-byte fingerprint a slot, and
 * float weights of the dense figures and of the mean word vector. Neutral is the reference, so there are two weights a feature.
 *
 * @param header - parsed `model.json`
 * @param weights - bytes of `model.bin`: fingerprints, negative weights, positive weights, then float32 dense weights
 * @returns the model
 * @throws {RangeError} if the bytes do not fit the header
 * @see lexicons/sentiment-model
 * @example
 * readSentimentModel(header, bytes).score(features).negative // => 0.93
 */
export function readSentimentModel(header: SentimentHeader, weights: ArrayBuffer): SentimentModel {
  const { slots, denseCount, vectorDimensions } = header
  const denseWeights = 2 * (denseCount + vectorDimensions)
  const expected = 3 * slots + 4 * denseWeights
  if (weights.byteLength !== expected) {
    throw new RangeError(`sentiment model: expected ${expected} bytes, got ${weights.byteLength}`)
  }
  const table = {
    mask: slots - 1,
    prints: new Uint8Array(weights, 0, slots),
    negative: new Int8Array(weights, slots, slots),
    positive: new Int8Array(weights, 2 * slots, slots),
    dense: new Float32Array(weights.slice(3 * slots)),
  }
  return modelOf(header, table)
}

type Table = {
  readonly mask: number
  readonly prints: Uint8Array
  readonly negative: Int8Array
  readonly positive: Int8Array
  readonly dense: Float32Array
}

/** Slot of a feature hash and the print that must stand there. */
export function slotOf(hash: number, mask: number): { slot: number; print: number } {
  return { slot: hash & mask, print: 1 + ((hash >>> 24) % 255) }
}

/** Sums of known features are divided by the root of their number, so that long comments are not always certain. */
export function sparseScale(known: number): number {
  return 3 / Math.sqrt(1 + known)
}

function modelOf(header: SentimentHeader, table: Table): SentimentModel {
  const [negativeStep, positiveStep] = header.steps
  const knownSlots = (features: Features): Map<number, number> => {
    const known = new Map<number, number>()
    features.sparse.forEach((hash, i) => {
      const { slot, print } = slotOf(hash, table.mask)
      if (table.prints[slot] === print && !known.has(slot)) known.set(slot, i)
    })
    return known
  }
  const logits = (features: Features): [number, number] => {
    const known = knownSlots(features)
    let negative = 0
    let positive = 0
    for (const slot of known.keys()) {
      negative += table.negative[slot] ?? 0
      positive += table.positive[slot] ?? 0
    }
    const scale = sparseScale(known.size)
    negative *= scale * negativeStep
    positive *= scale * positiveStep
    const inputs = features.dense.length
    for (let k = 0; k < inputs + features.vector.length; k += 1) {
      const value =
        k < inputs
          ? (features.dense[k] ?? 0)
          : (features.vector[k - inputs] ?? 0) * header.vectorScale
      if (value === 0) continue
      negative += value * (table.dense[2 * k] ?? 0)
      positive += value * (table.dense[2 * k + 1] ?? 0)
    }
    return [negative / header.temperature, positive / header.temperature]
  }
  return {
    version: header.version,
    score(features) {
      const [negative, positive] = logits(features)
      const top = Math.max(0, negative, positive)
      const shares = [Math.exp(negative - top), Math.exp(-top), Math.exp(positive - top)] as const
      const sum = shares[0] + shares[1] + shares[2]
      return { negative: shares[0] / sum, neutral: shares[1] / sum, positive: shares[2] / sum }
    },
    contributionsOf(features, unitCount) {
      const parts = new Float64Array(unitCount)
      const known = knownSlots(features)
      const scale = sparseScale(known.size)
      for (const [slot, i] of known) {
        const at = features.starts[i] ?? 0
        const weight =
          (table.positive[slot] ?? 0) * positiveStep - (table.negative[slot] ?? 0) * negativeStep
        parts[at] = (parts[at] ?? 0) + weight * scale
      }
      return parts
    },
    evidenceOf(features) {
      return knownSlots(features).size
    },
  }
}
