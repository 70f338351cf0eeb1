import type { ThemeClause } from '../clauses/clause-table.ts'
import { formsOfPhrase, type WordBook, wordsOf } from '../clauses/word-book.ts'
import { emptyCodes, type ThemeEncoder } from './theme-encoder.ts'

/** The part of a label that a clause is about most, and how much. */
export type LabelFit = { readonly part: number; readonly fit: number }

/**
 * How much clauses are about what a label says: what both light up among the encoder's own labels (Bhattacharyya coefficient).
 *
 * @param label - in words that the encoder reads as it reads a clause; the parts of "Atmosphere and noise" are read one by one
 * @returns a function from clauses to the part that fits best, and how much, [0, 1]
 * @see Bhattacharyya (1943) On a measure of divergence between two statistical populations
 */
export function fitToLabel(
  label: string,
  { book, encoder }: { readonly book: WordBook; readonly encoder: ThemeEncoder }
): (clause: ThemeClause) => LabelFit {
  const code = emptyCodes(encoder, 1)
  const count = encoder.ownLabels.length
  const parts = label.split(' and ').map((part) => {
    const words = formsOfPhrase(part).map((form) => book.wordOf(form))
    encoder.encode([words], code, { full: 0 })
    return Float64Array.from(code.probabilities.subarray(0, count), Math.sqrt)
  })
  return (clause) => {
    encoder.encode([wordsOf(clause, book)], code, { full: 0 })
    const { probabilities } = code
    let best = { part: 0, fit: 0 }
    for (const [part, roots] of parts.entries()) {
      let fit = 0
      for (let l = 0; l < count; l++)
        fit += (roots[l] as number) * Math.sqrt(probabilities[l] as number)
      if (fit > best.fit) best = { part, fit }
    }
    return best
  }
}
