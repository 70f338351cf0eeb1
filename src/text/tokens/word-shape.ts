/** What the letters of a word tell as they are written. */
export type WordShape = {
  /** In the English vocabulary, in lower case. */
  readonly isEnglish: boolean
  /** Name of a person, people, country or belief. */
  readonly isIdentity: boolean
  readonly isCapitalised: boolean
  /** A capital and then a small letter, as in "Anna". */
  readonly isLikeName: boolean
  /** Three letters or more, all capitals. */
  readonly isShouted: boolean
}

/** The shape of numbers and marks. */
export const NO_SHAPE: WordShape = {
  isEnglish: false,
  isIdentity: false,
  isCapitalised: false,
  isLikeName: false,
  isShouted: false,
}

/**
 * The shape of a word.
 *
 * @param value - the word as written
 * @param isEnglish - whether a lower-case word is in the vocabulary
 * @param identities - lower-case names and groups
 * @returns its shape
 * @throws nothing
 * @see Unicode Standard Annex 44, general categories Lu and Ll
 * @example
 * shapeOf('SLOW', isEnglish, identities).isShouted // => true
 */
export function shapeOf(
  value: string,
  isEnglish: (word: string) => boolean,
  identities: ReadonlySet<string>
): WordShape {
  const lower = value.toLowerCase()
  return {
    isEnglish: isEnglish(lower),
    isIdentity: identities.has(lower),
    isCapitalised: /\p{Lu}/u.test(value.charAt(0)),
    isLikeName: /^\p{Lu}\p{Ll}/u.test(value),
    isShouted: value.length >= 3 && value === value.toUpperCase() && value !== lower,
  }
}
