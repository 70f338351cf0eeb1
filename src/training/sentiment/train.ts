// What is here: the command that builds lexicons/sentiment-model from labelled data. Not here: features, which `text/` owns.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createTextTables } from '../../text/comment-reader.ts'
import { DENSE_COUNT } from '../../text/sentiment/features.ts'
import { readWordVectors } from '../../text/word-vectors/word-vectors.ts'
import { readExamples } from './examples.ts'
import { packModel } from './pack.ts'
import { trainRegression } from './regression.ts'
import { samplesOf, VECTOR_SCALE } from './samples.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const SLOTS = 2 ** 17

/** Settings found by leaving whole sources out; see lexicons/sentiment-model/README.md. */
export const TRAINING_OPTIONS = {
  minCount: 2,
  epochs: 5,
  rate: 0.1,
  penalty: 3e-3,
  seed: 7,
} as const

/** Word lists and vectors that training reads, from a folder `lexicons`. */
export function loadTextTables(lexicons: string) {
  const vectors = readFileSync(join(lexicons, 'word-vectors/vectors.bin'))
  const buffer = new Uint8Array(vectors).buffer
  return createTextTables({
    valence: readFileSync(join(lexicons, 'valence/data.tsv'), 'utf8'),
    vectors: readWordVectors(buffer),
  })
}

function main(): void {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared/data' },
      clauses: { type: 'string', default: join(ROOT, 'corpora/labelled-clauses/data.jsonl') },
      out: { type: 'string', default: join(ROOT, 'lexicons/sentiment-model') },
    },
  })
  const tables = loadTextTables(join(ROOT, 'lexicons'))
  const samples = samplesOf(readExamples(values.data, values.clauses), tables)
  const weights = trainRegression(samples, TRAINING_OPTIONS)
  const packed = packModel(weights, {
    version: '',
    slots: SLOTS,
    denseCount: DENSE_COUNT,
    vectorDimensions: tables.vectors?.dimensions ?? 0,
    vectorScale: VECTOR_SCALE,
    temperature: 1,
  })
  const sha256 = createHash('sha256').update(packed.bytes).digest('hex')
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, 'model.bin'), packed.bytes)
  const header = { ...packed.header, version: `sentiment-${sha256.slice(0, 12)}` }
  writeFileSync(join(values.out, 'model.json'), `${JSON.stringify(header, null, 2)}\n`)
  process.stdout.write(
    `${samples.length} samples, ${weights.rows.size} features, sha256 ${sha256}\n`
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main()
}
