import { splitClauses } from '../../text/clauses/split-clauses.ts'
import type { TextTables } from '../../text/comment-reader.ts'
import { featuresOf, meanVectorOf } from '../../text/sentiment/features.ts'
import { unitsOf } from '../../text/sentiment/units.ts'
import type { Example } from './examples.ts'
import type { Sample } from './regression.ts'

/** Factor on the mean vector, whose entries are about a tenth in size, so that it learns as fast as the other figures. */
export const VECTOR_SCALE = 3

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
    const range = rangeOf(example, tables)
    if (range === undefined) return []
    const { tokens } = range
    const units = unitsOf(tables.wordsOf(example.text, tokens), range)
    const features = featuresOf(units)
    const { sparse, dense } = features
    const vector = meanVectorOf(features, tables.vectors)
    const inputs = new Float32Array(dense.length + vector.length)
    inputs.set(dense)
    inputs.set(
      vector.map((value) => value * VECTOR_SCALE),
      dense.length
    )
    return [
      {
        sparse,
        inputs,
        shares: example.shares,
        weight: example.weight,
        source: example.source,
        example,
      },
    ]
  })
}

function rangeOf({ text, span }: Example, tables: TextTables) {
  const tokens = tables.tokenize(text)
  if (span === undefined) return { tokens, from: 0, to: tokens.length }
  const signs = tables.wordsOf(text, tokens).facts.map(({ sign }) => sign)
  const clause = splitClauses(text, tokens, signs).find(
    ({ from, to }) =>
      (tokens[from]?.start ?? 0) <= span.start && (tokens[to - 1]?.end ?? 0) >= span.end
  )
  return clause === undefined ? undefined : { tokens, ...clause }
}
