import type { ThemeClause } from '../clauses/clause-table.ts'
import { formsOfPhrase, type WordBook, wordsOf } from '../clauses/word-book.ts'
import { emptyCode, type ThemeEncoder } from './theme-encoder.ts'

/**
 * How much clauses are about what a label says: what both light up among the encoder's own labels (Bhattacharyya coefficient).
 *
 * @param label - in words that the encoder reads as it reads a clause
 * @returns a function from clauses to [0, 1]
 * @see Bhattacharyya (1943) On a measure of divergence between two statistical populations
 */
export function fitToLabel(
  label: string,
  { book, encoder }: { readonly book: WordBook; readonly encoder: ThemeEncoder }
): (clause: ThemeClause) => number {
  const code = emptyCode(encoder)
  const words = formsOfPhrase(label).map((form) => book.wordOf(form))
  const count = encoder.ownLabels.length
  const roots = Float64Array.from(
    encoder.encode(words, code, 1).probabilities.subarray(0, count),
    Math.sqrt
  )
  return (clause) => {
    const { probabilities } = encoder.encode(wordsOf(clause, book), code, 1)
    let fit = 0
    for (let l = 0; l < count; l++)
      fit += (roots[l] as number) * Math.sqrt(probabilities[l] as number)
    return fit
  }
}
