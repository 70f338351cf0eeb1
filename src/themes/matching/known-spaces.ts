import type { ThemeDefinition } from '../../domain/theme.ts'
import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import { createWordBook, type WordBook } from '../clauses/word-book.ts'
import type { ThemeEncoder } from '../encoding/theme-encoder.ts'
import { addThemeWords, buildThemeSpace, type ThemeSpace } from './theme-space.ts'

/** Compiled built-in themes, shared by all sessions. */
export type KnownSpaces = {
  /** A word book that starts with the words of the built-in themes. */
  newBook(): WordBook
  /** Those themes made ready for matching with any such book. */
  spaceOf(themes: readonly ThemeDefinition[]): ThemeSpace
}

/** Choices of packs that are kept; a service that reads several industries has a few. */
const MAX_SPACES = 4

/**
 * Compiles built-in themes once for each choice of packs, not once for each analysis.
 *
 * @param themes - all built-in themes; their words get the first numbers of every book
 * @returns spaces and books that fit each other; what was asked before changes no result
 * @throws nothing
 * @see buildThemeSpace
 * @example
 * const spaces = createKnownSpaces(themes, vectors, encoderFor)
 * spaces.spaceOf(themes.slice(0, 3)).size // => 3
 */
export function createKnownSpaces(
  themes: readonly ThemeDefinition[],
  vectors: WordVectors,
  encoderFor: (book: WordBook) => ThemeEncoder
): KnownSpaces {
  const spaces = new Map<string, ThemeSpace>()
  let shared: { readonly book: WordBook; readonly encoder: ThemeEncoder } | undefined
  const start = () => {
    if (shared !== undefined) return shared
    const book = createWordBook(vectors)
    addThemeWords(themes, book)
    shared = { book, encoder: encoderFor(book) }
    return shared
  }
  return {
    newBook: () => createWordBook(vectors, start().book),
    spaceOf(chosen) {
      const key = chosen.map(({ id }) => id).join(' ')
      const known = spaces.get(key)
      if (known !== undefined) return known
      const { book, encoder } = start()
      const built = buildThemeSpace(chosen, { book, vectors, encoder, isKnown: true })
      const space = { ...built, sharedWords: book.words.length }
      const [oldest] = spaces.keys()
      if (spaces.size >= MAX_SPACES && oldest !== undefined) spaces.delete(oldest)
      spaces.set(key, space)
      return space
    },
  }
}
