import type { ThemeClause } from '../clauses/clause-table.ts'
import { type WordBook, wordsOf } from '../clauses/word-book.ts'

/** A word (any form of its stem) with the log odds that it adds to its theme; negative where it speaks against it. */
export type GrownTerm = readonly [word: string, weight: number]

/** What one theme has learned from the comments at hand. */
export type GrownTheme = {
  readonly id: string
  /** Log odds added to every clause. */
  readonly shift: number
  readonly terms: readonly GrownTerm[]
}

/** What a caller's themes have learned from unlabelled comments; part of a theme model. */
export type ThemeGrowth = {
  /** Share of the matcher's own log odds in the result, [0, 1]. */
  readonly ownShare: number
  readonly themes: readonly GrownTheme[]
}

/** True for what `learnGrowth` writes. */
export function isGrowth(value: unknown): value is ThemeGrowth {
  const growth = value as Partial<ThemeGrowth> | undefined
  return (
    typeof growth?.ownShare === 'number' &&
    Array.isArray(growth.themes) &&
    growth.themes.every(
      (theme: Partial<GrownTheme> | null) =>
        typeof theme?.id === 'string' &&
        typeof theme.shift === 'number' &&
        Array.isArray(theme.terms) &&
        theme.terms.every(
          (term: unknown) =>
            Array.isArray(term) && typeof term[0] === 'string' && typeof term[1] === 'number'
        )
    )
  )
}

/** Changes the log odds of one clause, one number a theme. */
export type GrowthReader = (clause: ThemeClause, scores: Float64Array) => void

/**
 * Reads clauses with what themes have learned.
 *
 * @param growth - as a model keeps it; themes of other ids are passed over
 * @param themeIds - aligned with the scores
 * @returns a function that changes scores in place
 * @throws nothing
 * @see learn-growth.ts
 * @example
 * createGrowthReader(growth, ['price', 'speed'], book)(clause, scores)
 */
export function createGrowthReader(
  { ownShare, themes }: ThemeGrowth,
  themeIds: readonly string[],
  book: WordBook
): GrowthReader {
  const shifts = new Float64Array(themeIds.length)
  const ofStem = new Map<number, [theme: number, weight: number][]>()
  for (const { id, shift, terms } of themes) {
    const theme = themeIds.indexOf(id)
    if (theme < 0) continue
    shifts[theme] = shift
    for (const [word, weight] of terms) {
      const { stemId } = book.wordOf(word)
      const list = ofStem.get(stemId)
      if (list === undefined) ofStem.set(stemId, [[theme, weight]])
      else list.push([theme, weight])
    }
  }
  const seen = new Set<number>()
  return (clause, scores) => {
    for (let t = 0; t < scores.length; t++)
      scores[t] = ownShare * (scores[t] as number) + (shifts[t] as number)
    seen.clear()
    for (const { stemId } of wordsOf(clause, book)) {
      if (seen.has(stemId)) continue
      seen.add(stemId)
      for (const [theme, weight] of ofStem.get(stemId) ?? [])
        scores[theme] = (scores[theme] as number) + weight
    }
  }
}
