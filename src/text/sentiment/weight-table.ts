/** Slots that a feature may lie in: those of its bucket. */
export const BUCKET = 4

/** Largest code of a weight's size; a weight takes four bits with its sign. */
export const TOP_CODE = 7

/** Weights of hashed features, packed as in `lexicons/sentiment-model/model.bin`. */
export type WeightTable = {
  /** A power of two. */
  readonly slots: number
  /** What must stand at a feature's slot; 0 where it is empty. */
  readonly prints: Uint8Array
  /** Codes of the negative side (high half) and the positive side. */
  readonly pairs: Uint8Array
  /** Weights of the 16 codes. */
  readonly negative: Float64Array
  readonly positive: Float64Array
}

/** What must stand at a feature's slot: 1 to 255 from the hash's top byte. */
export function printOf(hash: number): number {
  return 1 + ((hash >>> 24) % 255)
}

/** First slot of a feature's bucket, from the low bits of its hash. */
export function bucketOf(hash: number, slots: number): number {
  return (hash & (slots / BUCKET - 1)) * BUCKET
}

/** Weights of the codes 1 to 15, of which 8 is none; sizes grow with the code's power of 1.5, since small weights are many. */
export function levelsOf(top: number): Float64Array {
  return Float64Array.from({ length: 2 * TOP_CODE + 2 }, (_, code) => {
    const size = Math.abs(code - TOP_CODE - 1) / TOP_CODE
    // The power by a root: engines agree on it to the last bit.
    return top * Math.sign(code - TOP_CODE - 1) * size * Math.sqrt(size)
  })
}

/** The code of the level nearest to a weight; larger ones than the top have the top's. */
export function codeOf(weight: number, top: number): number {
  const size = Math.min(1, Math.abs(weight) / top)
  const code = Math.round(TOP_CODE * Math.cbrt(size * size))
  return TOP_CODE + 1 + Math.sign(weight) * code
}

/** The slot of a feature; -1 when the table doesn't hold it. */
export function slotOf({ slots, prints }: WeightTable, hash: number): number {
  if (hash === 0) return -1
  const print = printOf(hash)
  const first = bucketOf(hash, slots)
  if (prints[first] === print) return first
  if (prints[first + 1] === print) return first + 1
  if (prints[first + 2] === print) return first + 2
  return prints[first + 3] === print ? first + 3 : -1
}
