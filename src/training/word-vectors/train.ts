/**
 * Builds lexicons/word-vectors.
 *
 * `npm run train:vectors` packs the vectors of the committed vocabulary (data.tsv): the same bytes each time.
 * `npm run train:vectors -- --choose [--data DIR] [--text DIR]` chooses the vocabulary anew first; models trained
 * on the vectors then have to be trained again.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { readWordVectors } from '../../text/word-vectors/word-vectors.ts'
import { packVectors, reduceVectors } from './compress.ts'
import { loadSourceVectors, SOURCE_PACKAGE, type SourceVectors } from './source-vectors.ts'
import { chooseVocabulary, wordFrequencies } from './vocabulary.ts'
import { isPersonName, ordinaryWords, readWordCounts } from './word-counts.ts'

/** 20,000 words × 98 dimensions at this step: 0.81 MB gzipped, and as good on banking77 as the originals. */
const VOCABULARY_SIZE = 20_000
const REDUCTION = { removedDirections: 2, dimensions: 98 }
const COMMON_STEP = 0.05

const root = join(import.meta.dirname, '..', '..', '..')
const { values: flags } = parseArgs({
  options: {
    choose: { type: 'boolean', default: false },
    data: { type: 'string', default: join(root, '..', 'shared', 'data') },
    text: { type: 'string', default: join(root, 'corpora') },
    package: { type: 'string' },
    out: { type: 'string', default: join(root, 'lexicons', 'word-vectors') },
  },
})

type Vocabulary = { readonly words: readonly string[]; readonly frequencies: readonly number[] }

function choose(source: SourceVectors): Vocabulary {
  const { customer, general, own } = readWordCounts({
    data: flags.data,
    text: flags.text,
    taxonomy: join(root, 'lexicons', 'taxonomy'),
  })
  if (customer.size === 0)
    throw new Error(`expected comments (*.jsonl) in ${flags.data}, found none`)
  const words = chooseVocabulary({
    source,
    customer,
    general,
    own,
    isOrdinary: ordinaryWords(),
    isPersonName: isPersonName(),
    size: VOCABULARY_SIZE,
  })
  return { words, frequencies: wordFrequencies(words, customer, source) }
}

const PER_MILLION = 1e6

function writeVocabulary({ words, frequencies }: Vocabulary): void {
  const rows = words.map(
    (word, i) => `${word}\t${((frequencies[i] ?? 0) * PER_MILLION).toPrecision(4)}`
  )
  writeFileSync(join(flags.out, 'data.tsv'), `term\tper_million\n${rows.join('\n')}\n`)
}

function readVocabulary(): Vocabulary {
  const rows = readFileSync(join(flags.out, 'data.tsv'), 'utf8').trim().split('\n').slice(1)
  const cells = rows.map((row) => row.split('\t'))
  return {
    words: cells.map(([word]) => word ?? ''),
    frequencies: cells.map(([, perMillion]) => Number(perMillion) / PER_MILLION),
  }
}

/** Mean cosine between the rows before and after packing. */
function fidelity(rows: readonly (readonly number[])[], bytes: Uint8Array): number {
  const { values, dimensions } = readWordVectors(bytes.slice().buffer)
  const cosines = rows.map((row, i) =>
    row.reduce((sum, x, d) => sum + x * (values[i * dimensions + d] ?? 0), 0)
  )
  return cosines.reduce((sum, x) => sum + x, 0) / cosines.length
}

const source = loadSourceVectors(flags.package ?? null)
if (flags.choose) writeVocabulary(choose(source))
const vocabulary = readVocabulary()
const rows = reduceVectors(
  vocabulary.words.map((word) => source.vector(word)),
  REDUCTION
)
const bytes = packVectors({ ...vocabulary, rows }, COMMON_STEP)
writeFileSync(join(flags.out, 'vectors.bin'), bytes)
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')
console.log(
  `${vocabulary.words.length} words × ${REDUCTION.dimensions} dimensions from ${SOURCE_PACKAGE}`
)
console.log(`${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzipped`)
console.log(`mean cosine with the unpacked vectors ${fidelity(rows, bytes).toFixed(4)}`)
console.log(`sha256 vectors.bin ${sha256(bytes)}`)
console.log(`sha256 data.tsv ${sha256(readFileSync(join(flags.out, 'data.tsv')))}`)
