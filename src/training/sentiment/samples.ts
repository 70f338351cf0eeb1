import type { TextTables } from '../../text/comment-reader.ts'
import {
  closingPair,
  DENSE_COUNT,
  fillGrams,
  GRAMS_PER_UNIT,
  lexicalFigures,
  vectorWeightOf,
} from '../../text/sentiment/features.ts'
import { fillInputs, MARKS } from '../../text/sentiment/filters.ts'
import type { Unit } from '../../text/sentiment/units.ts'
import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { Example } from './examples.ts'
import type { Sample } from './regression.ts'

/** Factor on the mean vector, whose entries are about a tenth in size, so that it learns as fast as the other figures. */
export const VECTOR_SCALE = 3

/** Leading entries of the word vectors that filters see: as good as all on sources left out, and quicker to learn. */
export const FILTER_DIMENSIONS = 64

/** A sample with the source it must be left out with. */
export type SourcedSample = Sample & { readonly source: string; readonly example: Example }

/**
 * Turns examples into samples; an example about a span becomes the clause around it.
 *
 * @param examples - labelled texts
 * @param tables - tokeniser and look-ups
 * @returns samples in the order of the examples, without spans that no clause covers
 */
export function samplesOf(examples: readonly Example[], tables: TextTables): SourcedSample[] {
  return examples.flatMap((example) => {
    const units = unitsOfExample(example, tables)
    if (units === undefined) return []
    const { shares, weight, source } = example
    return [{ ...inputsOf(units, tables), shares, weight, source, example }]
  })
}

function inputsOf(units: readonly Unit[], { vectors }: TextTables) {
  const range = { from: 0, to: units.length }
  const inputs = new Float32Array(DENSE_COUNT + vectors.dimensions)
  lexicalFigures(units, range, inputs.subarray(0, DENSE_COUNT))
  inputs.set(
    meanVectorOf(units, vectors).map((value) => value * VECTOR_SCALE),
    DENSE_COUNT
  )
  const grams = new Int32Array(GRAMS_PER_UNIT * units.length)
  fillGrams(units, grams, new Int32Array(units.length))
  const last = grams[GRAMS_PER_UNIT * (units.length - 1)]
  const sparse = [...grams].filter((hash) => hash !== 0)
  if (last !== undefined) sparse.push(closingPair(last))
  return { sparse, inputs, words: wordsOf(units, vectors) }
}

function wordsOf(units: readonly Unit[], vectors: WordVectors): Float32Array {
  const width = Math.min(FILTER_DIMENSIONS, vectors.dimensions) + MARKS
  const words = new Float32Array(width * units.length)
  units.forEach((unit, i) => {
    fillInputs(unit, vectors, words.subarray(i * width, (i + 1) * width))
  })
  return words
}

/** The weighted mean of the word vectors; reading needs only its products with the weights, which the model keeps by word. */
function meanVectorOf(units: readonly Unit[], { dimensions, values }: WordVectors): Float32Array {
  const mean = new Float64Array(dimensions)
  let total = 0
  for (const unit of units) {
    const { row, rowWeight } = unit.facts
    if (row < 0) continue
    total += rowWeight
    const weight = vectorWeightOf(unit)
    for (let d = 0; d < dimensions; d += 1) {
      mean[d] = (mean[d] ?? 0) + weight * (values[row * dimensions + d] ?? 0)
    }
  }
  return Float32Array.from(mean, (sum) => (total === 0 ? 0 : sum / total))
}

/** Units of the text, or of the clause around its span; undefined for a span that no clause covers. */
function unitsOfExample({ text, span }: Example, tables: TextTables): Unit[] | undefined {
  const words = tables.tokenize(text)
  const { tokens } = words
  if (span === undefined) return tables.unitsOf(words, { from: 0, to: tokens.length })
  const clause = tables
    .clausesOf(text, words)
    .find(
      ({ from, to }) =>
        (tokens[from]?.start ?? 0) <= span.start && (tokens[to - 1]?.end ?? 0) >= span.end
    )
  return clause === undefined ? undefined : tables.unitsOf(words, clause)
}
