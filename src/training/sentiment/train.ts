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
import { packModel } from './pack.ts'
import { type Sample, trainRegression } from './regression.ts'
import { samplesOf, VECTOR_SCALE } from './samples.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const SLOTS = 2 ** 17
/** Logits are left as trained until leave-one-source-out calibration asks for more. */
const TEMPERATURE = 1

/** Settings found by leaving whole sources out; see lexicons/sentiment-model/README.md. */
export const TRAINING_OPTIONS = {
  minCount: 2,
  epochs: 6,
  rate: 0.1,
  penalty: 3e-3,
  seed: 7,
  averageFrom: 2,
  smoothing: 0.08,
} as const

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
  const packed = packModel(trainRegression(samples, TRAINING_OPTIONS), {
    version: '',
    slots: SLOTS,
    denseCount: DENSE_COUNT,
    vectorDimensions: inputs - DENSE_COUNT,
    vectorScale: VECTOR_SCALE,
    temperature: TEMPERATURE,
  })
  const version = `sentiment-${sha256Of(packed.bytes).slice(0, 12)}`
  return { header: { ...packed.header, version }, bytes: packed.bytes }
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
