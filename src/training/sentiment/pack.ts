import { printOf, type SentimentHeader } from '../../text/sentiment/sentiment-model.ts'
import type { TrainedWeights } from './regression.ts'

/** What the weights do not tell about the model. */
export type PackOptions = Omit<SentimentHeader, 'steps' | 'version'> & { readonly version: string }

/**
 * Packs trained weights into the two files of `lexicons/sentiment-model`.
 *
 * Weights become whole numbers in steps of a 63rd of the 99.9th percentile. Where two features share a slot, the one that moves more
 * examples further keeps it.
 *
 * @param weights - trained weights
 * @param options - header fields that training chose
 * @returns header and bytes as `readSentimentModel` takes them
 */
export function packModel(
  weights: TrainedWeights,
  options: PackOptions
): { header: SentimentHeader; bytes: Uint8Array<ArrayBuffer> } {
  const { slots } = options
  const steps = [stepOf(weights, 0), stepOf(weights, 1)] as const
  const bytes = new Uint8Array(3 * slots + 4 * weights.dense.length)
  const prints = bytes.subarray(0, slots)
  const sides = [
    new Int8Array(bytes.buffer, slots, slots),
    new Int8Array(bytes.buffer, 2 * slots, slots),
  ] as const
  const held = new Float64Array(slots)
  for (const [hash, row] of weights.rows) {
    const pair = [weights.sparse[2 * row] ?? 0, weights.sparse[2 * row + 1] ?? 0] as const
    const quantised = pair.map((weight, side) => clamp(Math.round(weight / (steps[side] ?? 1))))
    if (quantised[0] === 0 && quantised[1] === 0) continue
    const slot = hash & (slots - 1)
    const importance = (Math.abs(pair[0]) + Math.abs(pair[1])) * (weights.counts[row] ?? 0)
    if (importance <= (held[slot] ?? 0)) continue
    held[slot] = importance
    prints[slot] = printOf(hash)
    sides[0][slot] = quantised[0] ?? 0
    sides[1][slot] = quantised[1] ?? 0
  }
  bytes.set(new Uint8Array(Float32Array.from(weights.dense).buffer), 3 * slots)
  return { header: { ...options, steps }, bytes }
}

/** Seven bits a weight: eight cost 30 kB more and change no figure's second digit. */
const MAX_STEPS = 63

function clamp(value: number): number {
  return Math.max(-MAX_STEPS, Math.min(MAX_STEPS, value))
}

function stepOf({ sparse }: TrainedWeights, side: 0 | 1): number {
  const sizes = sparse
    .filter((_, i) => i % 2 === side)
    .map(Math.abs)
    .sort()
  const top = sizes[Math.floor(sizes.length * 0.999)] ?? 1
  return Math.fround(Math.max(top, 1e-6) / MAX_STEPS)
}
