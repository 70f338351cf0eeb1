import { formsOfPhrase, type WordBook } from '../clauses/word-book.ts'

/** Names that are taken, compared by the stems that tell them apart. */
export type UsedNames = {
  has(stems: readonly number[]): boolean
  add(stems: readonly number[]): void
}

/** Words that tell no two names apart: "Good food" and "Food problems" are one theme to a reader. */
const FILLERS = ['good', 'bad', 'poor', 'great', 'problems', 'trouble', 'feedback', 'mentions']

/**
 * The names that other themes have.
 *
 * @param taken - their labels
 */
export function createUsedNames(taken: readonly string[], book: WordBook): UsedNames {
  const fillers = new Set(FILLERS.map((form) => book.wordOf(form).stemId))
  const keyOf = (stems: readonly number[]) =>
    stems
      .filter((stem) => !fillers.has(stem))
      .map((stem) => plainStem(book.stems[stem]))
      .sort()
      .join(' ')
  const keys = new Set(taken.map((label) => keyOf(stemsOfLabel(label, book))))
  return {
    has: (stems) => keys.has(keyOf(stems)),
    add(stems) {
      keys.add(keyOf(stems))
    },
  }
}

/** A stem without the plural ending that stemming leaves on some words: "lens" of "lenses" beside "len" of "lens". */
export function plainStem(stem = ''): string {
  return stem.replace(/s$/, '')
}

/** Stems of the telling words of a label. */
export function stemsOfLabel(label: string, book: WordBook): readonly number[] {
  return formsOfPhrase(label)
    .map((form) => book.wordOf(form))
    .filter((word) => word.weight > 0)
    .map((word) => word.stemId)
}
