import { joinHashes } from '../sentiment/hash.ts'
import { RELATIVE, SUBORDINATOR } from './clause-cues.ts'
import {
  type Gap,
  NO_MORE,
  partAt,
  type Sentence,
  SHAPES,
  shapeOf,
  signOf,
} from './sentence-gaps.ts'

/** Weights of the features of a gap, hashed into a table. */
export const CUT_SLOTS = 2 ** 13
/** Features of a gap. */
export const CUT_FEATURES = 29
const PARTS = 32
const MARKS = 8

/** Says how likely a clause starts at a gap. */
export type CutModel = {
  /** One a slot. */
  readonly weights: Float32Array
  /** What the weights of a gap must sum to for a cut. */
  readonly threshold: number
}

/**
 * Reads the weights.
 *
 * @param buffer - contents of `lexicons/clause-cuts/model.bin`: scale and threshold as 32-bit floats, then one signed byte a slot
 * @returns the model
 * @throws {RangeError} if the length is another
 * @see src/training/clauses/train.ts
 * @example
 * readCutModel(buffer).threshold // => 0.8
 */
export function readCutModel(buffer: ArrayBuffer): CutModel {
  if (buffer.byteLength !== HEADER_BYTES + CUT_SLOTS)
    throw new RangeError(`clause-cuts/model.bin has ${buffer.byteLength} bytes; train it again`)
  const header = new DataView(buffer)
  const scale = header.getFloat32(0, true)
  return {
    weights: Float32Array.from(new Int8Array(buffer, HEADER_BYTES), (byte) => byte * scale),
    threshold: header.getFloat32(4, true),
  }
}

/** Scale and threshold. */
export const HEADER_BYTES = 8

/**
 * Whether a clause starts at a gap.
 *
 * @param model - the weights
 * @param sentence - the sentence
 * @param gap - the gap in it
 * @returns true for a cut
 * @throws nothing
 * @see lexicons/clause-cuts/README.md
 * @example
 * // "great price, terrible support": true at "terrible"
 */
export function isCut({ weights, threshold }: CutModel, sentence: Sentence, gap: Gap): boolean {
  fillFeatures(sentence, gap, slots)
  let sum = 0
  for (let k = 0; k < CUT_FEATURES; k += 1) sum += weights[slots[k] ?? 0] ?? 0
  return sum >= threshold
}

const slots = new Int32Array(CUT_FEATURES)

/**
 * Slots of the features of a gap.
 *
 * @param sentence - the sentence
 * @param gap - the gap in it
 * @param into - takes `CUT_FEATURES` slots
 * @throws nothing
 * @see src/training/clauses/train.ts, which learns their weights
 * @example
 * fillFeatures(sentence, gap, slots)
 */
export function fillFeatures(sentence: Sentence, gap: Gap, into: Int32Array): void {
  const { mark, at, leftFrom, leftTo, rightFrom, rightTo } = gap
  const { from, to, marks } = sentence
  const left = shapeOf(sentence, leftFrom, leftTo)
  const right = shapeOf(sentence, rightFrom, rightTo)
  const signs = 3 * signOf(sentence, leftFrom, leftTo) + signOf(sentence, rightFrom, rightTo) + 4
  const l1 = partAt(sentence, leftTo - 1)
  const l2 = partAt(sentence, leftTo - 2)
  const r1 = partAt(sentence, rightFrom)
  const r2 = partAt(sentence, rightFrom + 1)
  const pair = r1 * PARTS + r2
  const opening = hashAt(sentence, rightFrom)
  const next = rightTo < to ? (marks[rightTo - from] ?? 0) : NO_MORE
  const previous = leftFrom > from ? (marks[leftFrom - 1 - from] ?? 0) : NO_MORE
  const isRepeated = hashAt(sentence, leftFrom) === opening ? 1 : 0
  into[0] = slotOf(0, mark, 0)
  into[1] = slotOf(1, mark, l1)
  into[2] = slotOf(2, mark, r1)
  into[3] = slotOf(3, mark, pair)
  into[4] = slotOf(4, mark, l1 * PARTS + r1)
  into[5] = slotOf(5, mark, l2 * PARTS + l1)
  into[6] = slotOf(6, mark, pair * PARTS + partAt(sentence, rightFrom + 2))
  into[7] = slotOf(7, mark, l1 * PARTS * PARTS + pair)
  into[8] = slotOf(8, mark, opening)
  into[9] = slotOf(9, mark, hashAt(sentence, leftTo - 1))
  into[10] = slotOf(10, mark, joinHashes(opening, hashAt(sentence, rightFrom + 1)))
  into[11] = slotOf(11, mark, at === rightFrom ? 0 : joinHashes(hashAt(sentence, at), r1))
  into[12] = slotOf(12, mark, left)
  into[13] = slotOf(13, mark, right)
  into[14] = slotOf(14, mark, left * SHAPES + right)
  into[15] = slotOf(15, mark, lengthOf(leftTo - leftFrom) * 8 + lengthOf(rightTo - rightFrom))
  into[16] = slotOf(16, mark, signs)
  into[17] = slotOf(17, mark, (signs * SHAPES + left) * SHAPES + right)
  into[18] = slotOf(18, mark, next * MARKS + previous)
  into[19] = slotOf(19, mark, verbsAround(sentence, gap) * SHAPES * SHAPES + left * SHAPES + right)
  into[20] = slotOf(20, mark, (partAt(sentence, leftFrom) * PARTS + r1) * 2 + isRepeated)
  into[21] = slotOf(21, mark, subordinationOf(sentence, gap))
  into[22] = slotOf(22, mark, ((l2 * PARTS + l1) * PARTS + r1) * PARTS + r2)
  into[23] = slotOf(
    23,
    mark,
    pair * 2 + (pair === partAt(sentence, from) * PARTS + partAt(sentence, from + 1) ? 1 : 0)
  )
  into[24] = slotOf(24, mark, joinHashes(opening, l1))
  into[25] = slotOf(25, mark, joinHashes(hashAt(sentence, leftTo - 1), r1))
  into[26] = slotOf(
    26,
    mark,
    (next * 8 + lengthOf(leftTo - leftFrom)) * 8 + lengthOf(rightTo - rightFrom)
  )
  into[27] = slotOf(27, mark, (next * SHAPES + left) * SHAPES + right)
  into[28] = slotOf(28, mark, (previous * MARKS + next) * 8 + lengthOf(rightTo - rightFrom))
}

/** Whether there is a verb anywhere before the gap, and after it. */
function verbsAround({ firstVerb, lastVerb }: Sentence, { leftTo, rightFrom }: Gap): number {
  return (firstVerb < leftTo ? 1 : 0) + (lastVerb >= rightFrom ? 2 : 0)
}

function slotOf(feature: number, mark: number, value: number): number {
  return joinHashes((feature + 1) * MARKS + mark, value) & (CUT_SLOTS - 1)
}

function hashAt({ words, from, to }: Sentence, i: number): number {
  return i < from || i >= to ? 0 : (words.lexemes[i]?.facts.hash ?? 0)
}

/** Up to four words, then by fives; below 8. */
function lengthOf(words: number): number {
  if (words < 4) return words
  if (words < 6) return 4
  return words < 9 ? 5 : words < 14 ? 6 : 7
}

/** Which of the sentence, the left and the right side open with "when", "which" and their like. */
function subordinationOf({ words, from }: Sentence, { leftFrom, rightFrom }: Gap): number {
  const cueOf = (i: number, bits: number) => ((words.lexemes[i]?.clauseCue ?? 0) & bits) !== 0
  return (
    (cueOf(leftFrom, SUBORDINATOR) ? 1 : 0) +
    (cueOf(from, SUBORDINATOR) ? 2 : 0) +
    (cueOf(rightFrom, RELATIVE | SUBORDINATOR) ? 4 : 0)
  )
}
