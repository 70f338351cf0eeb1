// What is here: the command that builds lexicons/flag-model from labelled comments. Not here: features and rules, which `text/` owns.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { log } from '../../stats/portable-math.ts'
import { passagesOf } from '../../text/clauses/passages.ts'
import type { TextTables } from '../../text/comment-reader.ts'
import {
  FLAG_HEADER_BYTES,
  FLAG_SLOTS,
  fillFlagFeatures,
  RULE_LOGIT,
  WORD_FLAGS,
} from '../../text/flag-model.ts'
import { flagsByRules } from '../../text/flags.ts'
import type { Unit } from '../../text/sentiment/units.ts'
import { createRandom, shuffle } from '../sentiment/regression.ts'
import { loadTextTables, sha256Of } from '../sentiment/train.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

// Settings found by leaving a fifth of the comments out at a time; see lexicons/flag-model/README.md.
/** Weight of a comment's error against the ridge. */
const COST = 0.3
const FIRST_DUAL = 1e-3
const PASSES = 12
const HALVINGS = 30
/** Smaller weights are left out, for half the size. */
const LEAST_BYTE = 4
const SEED = 7
/** Log odds of a comment about which nothing is known. */
const BIAS = -3
/** Below even: a missed farewell costs more than a needless look. In the order of `WORD_FLAGS`. */
const THRESHOLDS = [-0.7, -1.1, -0.8] as const

/** A comment with the flags that a person gave. */
export type FlagComment = {
  readonly source: string
  readonly text: string
  readonly flags: readonly string[]
  readonly score: number | null
  readonly polarity: string
}

/** Slots of a comment's features, each once, and whether each of `WORD_FLAGS` was given. */
export type FlagSample = {
  readonly slots: Int32Array
  readonly found: readonly boolean[]
  readonly outcomes: readonly boolean[]
}

/** Comments of `corpora/labelled-comments`, in the order of the file. */
export function readFlagComments(corpora: string): FlagComment[] {
  return readFileSync(join(corpora, 'labelled-comments/data.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** The units of each clause of a comment, as reading sees them. */
export function clauseUnitsOf(text: string, tables: TextTables): (readonly Unit[])[] {
  const words = tables.tokenize(text)
  const units = tables.unitsOf(words, { from: 0, to: words.tokens.length })
  return passagesOf(units, tables.clausesOf(text, words)).map((passage) => passage.units)
}

/** Features and outcomes of comments. */
export function flagSamplesOf(
  comments: readonly Pick<FlagComment, 'text' | 'flags'>[],
  tables: TextTables
): FlagSample[] {
  return comments.map(({ text, flags }) => {
    const clauses = clauseUnitsOf(text, tables)
    const filled = fillFlagFeatures(clauses, new Int32Array(0))
    return {
      slots: Int32Array.from(new Set(filled.slots.subarray(0, filled.count))),
      found: flagsByRules(clauses),
      outcomes: WORD_FLAGS.map((flag) => flags.includes(flag)),
    }
  })
}

/**
 * A ridge logistic regression for each flag by dual coordinate descent, comments in a seeded order; what rules found is given, not learned.
 *
 * @param samples - comments in a fixed order; the result depends on it
 * @returns weights by slot, then by flag
 * @see Yu, Huang & Lin (2011) Dual coordinate descent methods for logistic regression and maximum entropy models, algorithm 5
 */
function trainFlags(samples: readonly FlagSample[]): Float32Array {
  const weights = new Float32Array(FLAG_SLOTS * WORD_FLAGS.length)
  WORD_FLAGS.forEach((_, flag) => {
    const own = weightsOf(samples, flag)
    for (let slot = 0; slot < FLAG_SLOTS; slot += 1)
      weights[slot * WORD_FLAGS.length + flag] = own[slot] ?? 0
  })
  return weights
}

function weightsOf(samples: readonly FlagSample[], flag: number): Float64Array {
  const weights = new Float64Array(FLAG_SLOTS)
  const duals = new Float64Array(samples.length).fill(FIRST_DUAL * COST)
  const signs = samples.map(({ outcomes }) => (outcomes[flag] === true ? 1 : -1))
  samples.forEach(({ slots }, i) => {
    for (const slot of slots)
      weights[slot] = (weights[slot] ?? 0) + (signs[i] ?? 0) * FIRST_DUAL * COST
  })
  const order = samples.map((_, i) => i)
  const random = createRandom(SEED)
  for (let pass = 0; pass < PASSES; pass += 1) {
    shuffle(order, random)
    for (const i of order) {
      const sample = samples[i]
      const sign = signs[i] ?? 0
      if (sample === undefined) continue
      const { slots, found } = sample
      let logit = BIAS + (found[flag] === true ? RULE_LOGIT : 0)
      for (const slot of slots) logit += weights[slot] ?? 0
      const dual = duals[i] ?? 0
      const next = solveDual(dual, slots.length, sign * logit)
      duals[i] = next
      for (const slot of slots) weights[slot] = (weights[slot] ?? 0) + sign * (next - dual)
    }
  }
  return weights
}

/** The dual in (0, COST) at which the slope of one comment's part of the objective is zero, by halving; the slope rises. */
function solveDual(dual: number, norm: number, margin: number): number {
  let low = 0
  let high = COST
  for (let k = 0; k < HALVINGS; k += 1) {
    const middle = (low + high) / 2
    const slope = norm * (middle - dual) + margin + log(middle / (COST - middle))
    if (slope > 0) high = middle
    else low = middle
  }
  return (low + high) / 2
}

/** The bytes that `readFlagModel` reads. */
function packFlags(weights: Float32Array): Uint8Array<ArrayBuffer> {
  const count = WORD_FLAGS.length
  const bytes = new Uint8Array(FLAG_HEADER_BYTES + weights.length)
  const header = new DataView(bytes.buffer)
  const rounded = new Int8Array(bytes.buffer, FLAG_HEADER_BYTES)
  for (let flag = 0; flag < count; flag += 1) {
    let top = 0
    for (let i = flag; i < weights.length; i += count)
      top = Math.max(top, Math.abs(weights[i] ?? 0))
    const scale = top / 127
    header.setFloat32(flag * 12, scale, true)
    header.setFloat32(flag * 12 + 4, BIAS, true)
    header.setFloat32(flag * 12 + 8, THRESHOLDS[flag] ?? 0, true)
    for (let i = flag; i < weights.length; i += count) {
      const byte = scale === 0 ? 0 : Math.round((weights[i] ?? 0) / scale)
      rounded[i] = Math.abs(byte) < LEAST_BYTE ? 0 : byte
    }
  }
  return bytes
}

/** Trains a model and gives its bytes. */
export function trainPackedFlags(samples: readonly FlagSample[]): Uint8Array<ArrayBuffer> {
  return packFlags(trainFlags(samples))
}

function main(): void {
  const { values } = parseArgs({
    options: {
      corpora: { type: 'string', default: join(ROOT, 'corpora') },
      out: { type: 'string', default: join(ROOT, 'lexicons/flag-model') },
    },
  })
  const tables = loadTextTables(join(ROOT, 'lexicons'))
  const samples = flagSamplesOf(readFlagComments(values.corpora), tables)
  const bytes = trainPackedFlags(samples)
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, 'model.bin'), bytes)
  process.stdout.write(`${samples.length} comments, sha256 ${sha256Of(bytes)}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main()
}
