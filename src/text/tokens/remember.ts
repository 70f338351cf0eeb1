/** Words remembered at a time; then all are forgotten, so that memory stays bounded. */
const MAX_WORDS = 20_000
/** Longer ones are rarely seen twice. */
const MAX_LETTERS = 40
/** Engines cut longer strings out of a text without a copy, so that remembering one would keep its whole comment. */
const MAX_COPIED_LETTERS = 12

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
    if (word.length > MAX_LETTERS) return answer(word)
    const own = word.length > MAX_COPIED_LETTERS ? copyOf(word) : word
    const value = answer(own)
    if (known.size >= MAX_WORDS) known.clear()
    known.set(own, value)
    return value
  }
}

/** The same letters in memory of their own. */
function copyOf(word: string): string {
  return String.fromCharCode(...Array.from({ length: word.length }, (_, i) => word.charCodeAt(i)))
}
