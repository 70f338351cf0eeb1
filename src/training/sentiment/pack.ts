import type { SentimentHeader } from '../../text/sentiment/sentiment-model.ts'
import { BUCKET, bucketOf, codeOf, printOf, TOP_CODE } from '../../text/sentiment/weight-table.ts'
import type { TrainedWeights } from './regression.ts'

/** What the weights do not tell about the model. */
export type PackOptions = Omit<SentimentHeader, 'tops' | 'version'> & { readonly version: string }

/** A pair of weights that stands for none. */
const NONE = (TOP_CODE + 1) * 17

/**
 * The features that the table has room for: of those that share a bucket, the ones that move most examples furthest.
 *
 * @param weights - weights of all features
 * @param slots - size of the table, a power of two
 * @returns their hashes
 */
export function selectFeatures(weights: TrainedWeights, slots: number): Set<number> {
  const buckets = new Map<number, { hash: number; worth: number }[]>()
  for (const [hash, row] of weights.rows) {
    const size = Math.abs(weights.sparse[2 * row] ?? 0) + Math.abs(weights.sparse[2 * row + 1] ?? 0)
    // The root of the count: by the count itself common words drive out telling pairs.
    const worth = size * Math.sqrt(weights.counts[row] ?? 0)
    if (worth === 0) continue
    const bucket = bucketOf(hash, slots)
    const own = buckets.get(bucket) ?? []
    own.push({ hash, worth })
    buckets.set(bucket, own)
  }
  const kept = new Set<number>()
  for (const own of buckets.values()) {
    own.sort((a, b) => b.worth - a.worth || a.hash - b.hash)
    const prints = new Set<number>()
    for (const { hash } of own) {
      if (prints.size === BUCKET) break
      // Two features with one print could not be told apart.
      if (prints.has(printOf(hash))) continue
      prints.add(printOf(hash))
      kept.add(hash)
    }
  }
  return kept
}

/**
 * Packs trained weights into the two files of `lexicons/sentiment-model`.
 *
 * @param weights - weights of features that `selectFeatures` has chosen
 * @param filters - numbers of the trained filters
 * @param options - header fields that training chose
 * @returns header and bytes as `readSentimentModel` takes them
 */
export function packModel(
  weights: TrainedWeights,
  filters: Float32Array,
  options: PackOptions
): { header: SentimentHeader; bytes: Uint8Array<ArrayBuffer> } {
  const { slots } = options
  const tops = [topOf(weights, 0), topOf(weights, 1)] as const
  const bytes = new Uint8Array(2 * slots + 4 * (weights.dense.length + filters.length))
  const prints = bytes.subarray(0, slots)
  const pairs = bytes.subarray(slots, 2 * slots)
  for (const [hash, row] of weights.rows) {
    const codes = tops.map((top, side) => codeOf(weights.sparse[2 * row + side] ?? 0, top))
    const pair = 16 * (codes[0] ?? 0) + (codes[1] ?? 0)
    if (pair === NONE) continue
    const first = bucketOf(hash, slots)
    const free = prints.subarray(first, first + BUCKET).indexOf(0)
    if (free < 0) continue
    prints[first + free] = printOf(hash)
    pairs[first + free] = pair
  }
  bytes.set(new Uint8Array(Float32Array.from([...weights.dense, ...filters]).buffer), 2 * slots)
  return { header: { ...options, tops }, bytes }
}

/** The 99.9th percentile of the weights' sizes: the few larger ones are cut. */
function topOf({ sparse }: TrainedWeights, side: 0 | 1): number {
  const sizes = sparse
    .filter((_, i) => i % 2 === side)
    .map(Math.abs)
    .sort()
  return Math.fround(Math.max(sizes[Math.floor(sizes.length * 0.999)] ?? 1, 1e-6))
}
