// Sentiment on sources that the model has not seen, beside the libraries of the registry; and the CheckList tests.
// Flags: --data DIR, --only A,B (sources whose names hold one of them). Several sources are left out of each training.

import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { CommentReader } from '../../src/domain/reading.ts'
import { createCommentReader } from '../../src/text/comment-reader.ts'
import { readExamples } from '../../src/training/sentiment/examples.ts'
import { type SourcedSample, samplesOf } from '../../src/training/sentiment/samples.ts'
import { loadTextTables, trainModel } from '../../src/training/sentiment/train.ts'
import { loadTextResources } from '../text/resources.ts'
import { printCheckList } from './checklist.ts'
import {
  accuracy,
  areaUnderCurve,
  bootstrapInterval,
  type Class,
  calibrationError,
  type Judged,
  macroF1,
} from './sentiment-metrics.ts'
import { loadPeers, type Peer } from './sentiment-peers.ts'
import {
  commentSources,
  type HeldOutSource,
  industrySources,
  publicSources,
} from './sentiment-sources.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CORPORA = `${ROOT}corpora`
const CLASS_OF: Readonly<Record<string, Class>> = { negative: 0, positive: 2 }

/** Prints a row a source and reader: macro-F1 with its interval, accuracy, area under the curve, calibration error. */
export default function run(argv: readonly string[]): void {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      data: { type: 'string', default: `${ROOT}../shared/data` },
      only: { type: 'string' },
    },
  })
  const sources = [
    ...publicSources(values.data),
    ...industrySources(`${CORPORA}/labelled-clauses/data.jsonl`),
    ...commentSources(CORPORA),
  ].filter(({ name }) => values.only?.split(',').some((part) => name.includes(part)) ?? true)
  if (publicSources(values.data).length === 0) print('public sets: skipped, not found')
  const samples = samplesOf(readExamples(values.data, CORPORA), loadTextTables(`${ROOT}lexicons`))
  const peers = loadPeers()
  print(
    'source                reader            n      macro-F1 [95 %]        accuracy  AUC     ECE'
  )
  const readerOf = trainedReaders(samples, sources)
  const margins = sources.map((source) => printSource(source, readerOf(source), peers))
  const mean = margins.reduce((sum, margin) => sum + margin, 0) / margins.length
  print(
    `\nmacro-F1 above the best library of each source: mean ${signed(mean)}, least ${signed(Math.min(...margins))}`
  )
  printCheckList(values.data, createCommentReader(loadTextResources()))
}

/** Trainings in all; each leaves out every so manieth key, so that twenty keys do not cost twenty trainings. */
const TRAININGS = 6

/** Readers whose models never saw a source, nor the other sources that are left out with it. */
function trainedReaders(
  samples: readonly SourcedSample[],
  sources: readonly HeldOutSource[]
): (source: HeldOutSource) => CommentReader {
  const keys = [...new Set(sources.map(({ key }) => key))]
  const groupOf = ({ key }: HeldOutSource) => keys.indexOf(key) % TRAININGS
  const known = new Map<number, CommentReader>()
  return (source) => {
    const group = groupOf(source)
    const found = known.get(group)
    if (found !== undefined) return found
    const leftOut = sources.filter((other) => groupOf(other) === group)
    const { header, bytes } = trainModel(
      samples.filter((sample) => !leftOut.some(({ isLeftOut }) => isLeftOut(sample.source)))
    )
    const reader = createCommentReader({
      ...loadTextResources(),
      sentimentHeader: header,
      sentimentWeights: bytes.buffer,
    })
    known.set(group, reader)
    return reader
  }
}

/** Prints the rows of one source and returns the margin over its best library. */
function printSource(source: HeldOutSource, reader: CommentReader, peers: readonly Peer[]): number {
  const own = source.comments.map(({ text, truth }): Judged => {
    const { sentiment } = reader.read(text, 'reason')
    const given = CLASS_OF[sentiment.polarity] ?? 1
    return { truth, given, valence: sentiment.valence, confidence: sentiment.confidence }
  })
  printRow(source.name, 'whyscore', own)
  const ofPeers = peers.map((peer) => {
    const rows = source.comments.map(({ text, truth }): Judged => {
      const valence = peer.valenceOf(text)
      const isNeutral = Math.abs(valence) <= peer.neutralBand
      return { truth, given: isNeutral ? 1 : valence < 0 ? 0 : 2, valence, confidence: Number.NaN }
    })
    printRow('', peer.name, rows)
    return macroF1(rows)
  })
  return macroF1(own) - Math.max(...ofPeers)
}

function printRow(source: string, reader: string, rows: readonly Judged[]): void {
  const [low, high] = bootstrapInterval(rows, macroF1)
  const error = calibrationError(rows)
  print(
    [
      source.padEnd(21),
      reader.padEnd(16),
      String(rows.length).padStart(5),
      `   ${macroF1(rows).toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`,
      `  ${accuracy(rows).toFixed(3)}   `,
      areaUnderCurve(rows).toFixed(3),
      reader === 'whyscore' ? `  ${error.toFixed(3)}` : '',
    ].join(' ')
  )
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
