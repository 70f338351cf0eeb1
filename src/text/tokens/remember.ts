/** Words remembered at a time; then all are forgotten, so that memory stays bounded. */
const MAX_WORDS = 20_000
/** Engines cut longer strings out of a text without a copy, so that remembering one would keep its whole comment. */
const MAX_LETTERS = 12

/**
 * A function of words that remembers its answers, up to a limit.
 *
 * @param answer - a pure function of a word
 * @returns a function with the same answers, whatever was asked before
 * @throws whatever `answer` throws
 * @see test/text/remember.test.ts
 * @example
 * remember((word) => word.toLowerCase())('Late') // => 'late'
 */
export function remember<T>(answer: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>()
  return (word) => {
    const found = known.get(word)
    if (found !== undefined) return found
    const value = answer(word)
    if (word.length > MAX_LETTERS) return value
    if (known.size >= MAX_WORDS) known.clear()
    known.set(word, value)
    return value
  }
}
