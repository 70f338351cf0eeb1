import type { ClausePolarity, CommentReading, Token } from '../../domain/reading.ts'
import type { WordBook } from './word-book.ts'

/** One clause as the themes see it. */
export type ThemeClause = {
  /** Index of its comment in the order of adding. */
  readonly comment: number
  readonly start: number
  readonly end: number
  readonly polarity: ClausePolarity
  readonly valence: number
  /** Ids of its words in order; into `WordBook.words`. */
  readonly words: Int32Array
  /** One code a word: part of speech in the low bits, `NEGATED` added inside a negation. */
  readonly marks: Uint8Array
  /** Distinct stems that carry meaning, in order of appearance. */
  readonly stems: Int32Array
}

/** Part-of-speech codes of `ThemeClause.marks`. */
export const OTHER_WORD = 0
export const NOUN = 1
export const VERB = 2
export const ADJECTIVE = 3
export const ADVERB = 4
export const PROPER_NOUN = 5
/** Flag on a mark. */
export const NEGATED = 8
/** Bits of a mark that hold the part of speech. */
export const PART_OF_SPEECH = 7

const CODES: ReadonlyMap<string, number> = new Map([
  ['NOUN', NOUN],
  ['PROPN', PROPER_NOUN],
  ['VERB', VERB],
  ['ADJ', ADJECTIVE],
  ['ADV', ADVERB],
])

/** Words of a clause that are kept; a run-on comment of more words is about its first ones. */
const MAX_CLAUSE_WORDS = 80

/**
 * The clauses of one comment in compact form.
 *
 * @param reading - what the comment says; without an opinion there are no clauses
 * @returns clauses in order of appearance
 */
export function compactClauses(
  comment: number,
  reading: CommentReading,
  book: WordBook
): readonly ThemeClause[] {
  return reading.clauses.map((clause) => {
    const words: number[] = []
    const marks: number[] = []
    let count = 0
    for (const token of clause.tokens) {
      if (!isWord(token)) continue
      if (count++ === MAX_CLAUSE_WORDS) break
      const mark = markOf(token)
      for (const id of book.idsOf(token.normal)) {
        words.push(id)
        marks.push(mark)
      }
    }
    return {
      comment,
      start: clause.start,
      end: clause.end,
      polarity: clause.polarity,
      valence: clause.valence,
      words: new Int32Array(words),
      marks: new Uint8Array(marks),
      stems: tellingStems(words, book),
    }
  })
}

/** Distinct stems that carry meaning, in order of appearance. */
export function tellingStems(words: ArrayLike<number>, book: WordBook): Int32Array {
  const stems: number[] = []
  for (let i = 0; i < words.length; i++) {
    const word = book.words[words[i] as number]
    if (word === undefined || word.weight <= 0 || stems.includes(word.stemId)) continue
    stems.push(word.stemId)
  }
  return new Int32Array(stems)
}

function isWord(token: Token): boolean {
  return token.kind === 'word' || (token.kind === 'other' && /\p{L}/u.test(token.normal))
}

function markOf(token: Token): number {
  return (CODES.get(token.partOfSpeech) ?? OTHER_WORD) | (token.isNegated ? NEGATED : 0)
}
