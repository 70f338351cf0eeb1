// What is here: the command that builds lexicons/sentiment-model from labelled data. Not here: features, which `text/` owns.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createTextTables } from '../../text/comment-reader.ts'
import { DENSE_COUNT } from '../../text/sentiment/features.ts'
import type { SentimentHeader } from '../../text/sentiment/sentiment-model.ts'
import { readWordVectors } from '../../text/word-vectors/word-vectors.ts'
import { readExamples } from './examples.ts'
import { packModel, selectFeatures } from './pack.ts'
import { type Sample, type TrainedWeights, trainRegression } from './regression.ts'
import { FILTER_DIMENSIONS, samplesOf, VECTOR_SCALE } from './samples.ts'
import { trainFilters } from './train-filters.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const SLOTS = 2 ** 18
/** The mean of two models is less sure than either; fitted on sources left out. */
const TEMPERATURE = 0.83
/** Log-odds given to neutral: real sources have more of it than the texts written for training. Fitted on sources left out. */
const NEUTRAL_LEAN = 0.4

/** Settings found by leaving whole sources out; see lexicons/sentiment-model/README.md. */
export const TRAINING_OPTIONS = {
  minCount: 2,
  epochs: 6,
  rate: 0.1,
  penalty: 3e-3,
  seeds: [7, 8],
  averageFrom: 2,
  smoothing: 0.08,
} as const

const FIRST_SEEDS = [7]

export const FILTER_OPTIONS = {
  filters: 16,
  dimensions: FILTER_DIMENSIONS,
  epochs: 3,
  rate: 3e-3,
  batch: 64,
  seed: 7,
  dropout: 0.2,
  smoothing: 0.08,
  maxWords: 60,
} as const
/** Part of the filters in the log-odds; the rest is the regression's. */
const FILTER_PART = 0.3

/** Word lists and vectors that training reads, from a folder `lexicons`. */
export function loadTextTables(lexicons: string) {
  const vectors = readFileSync(join(lexicons, 'word-vectors/vectors.bin'))
  const buffer = new Uint8Array(vectors).buffer
  const cuts = readFileSync(join(lexicons, 'clause-cuts/model.bin'))
  return createTextTables({
    valence: readFileSync(join(lexicons, 'valence/data.tsv'), 'utf8'),
    vectors: readWordVectors(buffer),
    clauseCuts: new Uint8Array(cuts).buffer,
  })
}

/**
 * Trains and packs a model.
 *
 * @param samples - what to learn from, in a fixed order
 * @returns header and bytes as `readSentimentModel` takes them; the version names the bytes' hash
 */
export function trainModel(samples: readonly Sample[]): {
  header: SentimentHeader
  bytes: Uint8Array<ArrayBuffer>
} {
  const inputs = samples[0]?.inputs.length ?? DENSE_COUNT
  // Learned once to see which features the table has room for, then again with these alone.
  const first = trainRegression(samples, { ...TRAINING_OPTIONS, seeds: FIRST_SEEDS })
  const kept = selectFeatures(first, SLOTS)
  const weights = leanToNeutral(trainRegression(samples, TRAINING_OPTIONS, kept))
  const filters = trainFilters(samples, FILTER_OPTIONS)
  const packed = packModel(weights, filters, {
    version: '',
    slots: SLOTS,
    denseCount: DENSE_COUNT,
    vectorDimensions: inputs - DENSE_COUNT,
    vectorScale: VECTOR_SCALE,
    filters: { filters: FILTER_OPTIONS.filters, dimensions: FILTER_OPTIONS.dimensions },
    filterPart: FILTER_PART,
    temperature: TEMPERATURE,
  })
  const version = `sentiment-${sha256Of(packed.bytes).slice(0, 12)}`
  return { header: { ...packed.header, version }, bytes: packed.bytes }
}

/** The first dense figure is always 1, so its weights move every comment alike. */
function leanToNeutral(weights: TrainedWeights): TrainedWeights {
  const shift = (NEUTRAL_LEAN * TEMPERATURE) / (1 - FILTER_PART)
  const dense = weights.dense.map((weight, k) => (k < 2 ? weight - shift : weight))
  return { ...weights, dense }
}

/** Hexadecimal SHA-256. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function main(): void {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared/data' },
      corpora: { type: 'string', default: join(ROOT, 'corpora') },
      out: { type: 'string', default: join(ROOT, 'lexicons/sentiment-model') },
    },
  })
  const tables = loadTextTables(join(ROOT, 'lexicons'))
  const samples = samplesOf(readExamples(values.data, values.corpora), tables)
  const { header, bytes } = trainModel(samples)
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, 'model.bin'), bytes)
  writeFileSync(join(values.out, 'model.json'), `${JSON.stringify(header, null, 2)}\n`)
  process.stdout.write(`${samples.length} samples, sha256 ${sha256Of(bytes)}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main()
}
