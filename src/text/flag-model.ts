import type { ResponseFlag } from '../domain/reading.ts'
import { hashOf, joinHashes } from './sentiment/hash.ts'
import type { Unit } from './sentiment/units.ts'

/** Flags that a comment's own words carry, in the order of the model's weights. */
export const WORD_FLAGS = [
  'churn-intent',
  'request',
  'competitor',
] as const satisfies ResponseFlag[]

/** Hashed features; a power of two. */
export const FLAG_SLOTS = 2 ** 15
const MASK = FLAG_SLOTS - 1
/** For each flag a scale, a bias and a threshold as 32-bit floats, before one signed byte for each flag and slot. */
export const FLAG_HEADER_BYTES = WORD_FLAGS.length * 12

/** A logistic regression for each flag over a comment's words, pairs and threes, and what the rules found. */
export type FlagModel = {
  /** By slot, then by flag, in units of the flag's scale: bytes stay in the processor's cache. */
  readonly weights: Int8Array
  /** By flag. */
  readonly figures: readonly {
    readonly scale: number
    readonly bias: number
    /** Log odds from which on the flag is given. */
    readonly threshold: number
  }[]
}

/**
 * Reads the weights.
 *
 * @param buffer - contents of `lexicons/flag-model/model.bin`
 * @returns the model
 * @throws {RangeError} if the length is another
 * @see src/training/flags/train.ts
 * @example
 * readFlagModel(buffer).figures[0].threshold // => -0.8
 */
export function readFlagModel(buffer: ArrayBuffer): FlagModel {
  const count = WORD_FLAGS.length
  if (buffer.byteLength !== FLAG_HEADER_BYTES + count * FLAG_SLOTS)
    throw new RangeError(`flag-model/model.bin has ${buffer.byteLength} bytes; train it again`)
  const header = new DataView(buffer)
  const figure = (flag: number, k: number) => header.getFloat32(flag * 12 + k * 4, true)
  return {
    weights: new Int8Array(buffer, FLAG_HEADER_BYTES),
    figures: WORD_FLAGS.map((_, flag) => ({
      scale: figure(flag, 0),
      bias: figure(flag, 1),
      threshold: figure(flag, 2),
    })),
  }
}

/** What a rule's find adds to the log odds: rules alone are right nine times in ten. */
export const RULE_LOGIT = 5
const START = hashOf('^')
const END = hashOf('$')
const SKIP = hashOf('skip:')
const NEGATED = hashOf('negated:')

/** Most features that a unit and the end of its clause have. */
const FEATURES_PER_UNIT = 4

/**
 * The features of a comment: its words, whether negated, pairs, threes and pairs over a word, clause by clause with their ends.
 *
 * @param clauses - the units of each clause
 * @param slots - takes them, also more than once
 * @returns slots with their number; longer ones where they had no room
 * @throws nothing
 * @see src/training/flags/train.ts
 * @example
 * fillFlagFeatures([units], new Int32Array(256)).count // => 38
 */
export function fillFlagFeatures(
  clauses: readonly (readonly Unit[])[],
  slots: Int32Array
): { readonly slots: Int32Array; readonly count: number } {
  let room = 0
  for (const units of clauses) room += FEATURES_PER_UNIT * (units.length + 1)
  const into = slots.length < room ? new Int32Array(2 * room) : slots
  let n = 0
  for (const units of clauses) {
    let before = 0
    let own = START
    for (let i = 0; i <= units.length; i += 1) {
      const unit = units[i]
      const hash = unit === undefined ? END : unit.facts.hash
      const pair = joinHashes(own, hash)
      if (unit !== undefined) {
        into[n] = (unit.isNegated ? NEGATED ^ hash : hash) & MASK
        n += 1
      }
      into[n] = pair & MASK
      n += 1
      if (i > 0) {
        into[n] = joinHashes(before, pair) & MASK
        into[n + 1] = joinHashes(SKIP ^ before, hash) & MASK
        n += 2
      }
      before = own
      own = hash
    }
  }
  return { slots: into, count: n }
}

// Kept from comment to comment; the marks say which slots the comment at hand has used, so that each counts once.
let buffer: Int32Array = new Int32Array(1024)
const seen = new Uint32Array(FLAG_SLOTS)
let comment = 0

/**
 * Flags of a comment.
 *
 * @param model - the weights
 * @param clauses - the units of each clause
 * @param found - whether rules found each of `WORD_FLAGS`
 * @returns whether to give each of `WORD_FLAGS`
 * @throws nothing
 * @see lexicons/flag-model/README.md
 * @example
 * judgeFlags(model, clauses, [false, false, false]) // => [true, false, false]
 */
export function judgeFlags(
  { weights, figures }: FlagModel,
  clauses: readonly (readonly Unit[])[],
  found: readonly boolean[]
): boolean[] {
  comment = (comment + 1) >>> 0
  if (comment === 0) seen.fill(0)
  const { slots, count } = fillFlagFeatures(clauses, buffer)
  buffer = slots
  let churn = 0
  let request = 0
  let competitor = 0
  for (let k = 0; k < count; k += 1) {
    const slot = slots[k] ?? 0
    if (seen[slot] === comment) continue
    seen[slot] = comment
    churn += weights[3 * slot] ?? 0
    request += weights[3 * slot + 1] ?? 0
    competitor += weights[3 * slot + 2] ?? 0
  }
  const sums = [churn, request, competitor]
  return figures.map(({ scale, bias, threshold }, flag) => {
    const known = found[flag] === true ? bias + RULE_LOGIT : bias
    return known + scale * (sums[flag] ?? 0) >= threshold
  })
}
