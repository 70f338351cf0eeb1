// What is here: the command that builds lexicons/clause-cuts from comments cut by people. Not here: features, which `text/` owns.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { exp } from '../../stats/portable-math.ts'
import {
  CUT_FEATURES,
  CUT_SLOTS,
  type CutModel,
  fillFeatures,
  HEADER_BYTES,
} from '../../text/clauses/cut-model.ts'
import {
  CONTRAST,
  createSentence,
  type Gap,
  openSentence,
  readGap,
} from '../../text/clauses/sentence-gaps.ts'
import { isNeverCut, sentencesOf } from '../../text/clauses/split-clauses.ts'
import { createTextTables, type TextTables } from '../../text/comment-reader.ts'
import { readWordVectors } from '../../text/word-vectors/word-vectors.ts'
import { createRandom, shuffle } from '../sentiment/regression.ts'
import { sha256Of } from '../sentiment/train.ts'
import { type CutComment, readCutComments } from './cut-examples.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Settings found by leaving a fifth of the comments out at a time; see lexicons/clause-cuts/README.md. */
const EPOCHS = 12
const RATE = 0.1
const PENALTY = 0.1
const SEED = 7
/** Log odds of a gap about which nothing is known. */
const FIRST_LOGIT = -2
/** Log odds from which on a gap is cut: below even, since a missed cut mixes two opinions and a needless one only parts one. */
const CUT_LOGIT = -0.8
/** A comment of one labelled clause may hold cuts that nobody marked, so that its gaps tell little. */
const WEIGHTS = { cut: 1, several: 1, one: 0.01 } as const

/** Slots of a gap's features, whether people cut there, and how much that counts. */
export type GapSample = {
  readonly slots: Int32Array
  readonly isCut: boolean
  readonly weight: number
}

/** The gaps of comments that the rules leave to the model. */
export function gapSamplesOf(
  comments: readonly CutComment[],
  { tokenize }: Pick<TextTables, 'tokenize'>
): GapSample[] {
  const sentence = createSentence()
  const gap: Gap = { at: 0, mark: 0, leftFrom: 0, leftTo: 0, rightFrom: 0, rightTo: 0 }
  const samples: GapSample[] = []
  for (const { text, starts, kind } of comments) {
    const words = tokenize(text)
    for (const range of sentencesOf(text, words)) {
      openSentence(sentence, words, range)
      for (let i = range.from + 1; i < range.to; i += 1) {
        if (!readGap(sentence, i, gap) || gap.mark === CONTRAST || isNeverCut(sentence, gap))
          continue
        const slots = new Int32Array(CUT_FEATURES)
        fillFeatures(sentence, gap, slots)
        const isCut = starts.has(words.tokens[i]?.start ?? -1)
        samples.push({ slots, isCut, weight: WEIGHTS[kind] })
      }
    }
  }
  return samples
}

/**
 * Logistic regression by AdaGrad, one gap at a time in a seeded order; the weights are the mean of those of the later half.
 *
 * @param samples - gaps in a fixed order; the result depends on it
 * @returns a model
 * @see Duchi, Hazan & Singer (2011) Adaptive subgradient methods
 */
export function trainCuts(samples: readonly GapSample[]): CutModel {
  const weights = new Float64Array(CUT_SLOTS)
  const squares = new Float64Array(CUT_SLOTS).fill(1e-6)
  const mean = new Float64Array(CUT_SLOTS)
  const order = samples.map((_, i) => i)
  const random = createRandom(SEED)
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random)
    for (const i of order) {
      const sample = samples[i]
      if (sample !== undefined) step(weights, squares, sample)
    }
    if (epoch < EPOCHS / 2) continue
    for (let k = 0; k < CUT_SLOTS; k += 1)
      mean[k] = (mean[k] ?? 0) + (2 * (weights[k] ?? 0)) / EPOCHS
  }
  return { weights: Float32Array.from(mean), threshold: CUT_LOGIT - FIRST_LOGIT }
}

function step(
  weights: Float64Array,
  squares: Float64Array,
  { slots, isCut, weight }: GapSample
): void {
  let logit = FIRST_LOGIT
  for (const slot of slots) logit += weights[slot] ?? 0
  const error = (1 / (1 + exp(-logit)) - (isCut ? 1 : 0)) * weight
  for (const slot of slots) {
    const slope = error + PENALTY * weight * (weights[slot] ?? 0)
    const square = (squares[slot] ?? 0) + slope * slope
    squares[slot] = square
    weights[slot] = (weights[slot] ?? 0) - (RATE * slope) / Math.sqrt(square)
  }
}

/** The bytes that `readCutModel` reads. */
export function packCuts({ weights, threshold }: CutModel): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + CUT_SLOTS)
  const scale = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 0) / 127
  const header = new DataView(bytes.buffer)
  header.setFloat32(0, scale, true)
  header.setFloat32(4, threshold, true)
  const rounded = Int8Array.from(weights, (weight) =>
    scale === 0 ? 0 : Math.round(weight / scale)
  )
  bytes.set(new Uint8Array(rounded.buffer), HEADER_BYTES)
  return bytes
}

/** Tokeniser and look-ups as training sees them, without weights of cuts. */
export function loadBlankTables(lexicons: string): TextTables {
  const vectors = readFileSync(join(lexicons, 'word-vectors/vectors.bin'))
  return createTextTables({
    valence: readFileSync(join(lexicons, 'valence/data.tsv'), 'utf8'),
    vectors: readWordVectors(new Uint8Array(vectors).buffer),
    clauseCuts: new ArrayBuffer(HEADER_BYTES + CUT_SLOTS),
  })
}

function main(): void {
  const { values } = parseArgs({
    options: {
      corpora: { type: 'string', default: join(ROOT, 'corpora') },
      out: { type: 'string', default: join(ROOT, 'lexicons/clause-cuts') },
    },
  })
  const tables = loadBlankTables(join(ROOT, 'lexicons'))
  const samples = gapSamplesOf(readCutComments(values.corpora), tables)
  const bytes = packCuts(trainCuts(samples))
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, 'model.bin'), bytes)
  process.stdout.write(`${samples.length} gaps, sha256 ${sha256Of(bytes)}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main()
}
