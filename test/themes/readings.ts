import type { Clause, ClausePolarity, CommentReading, Token } from '../../src/domain/reading.ts'

/** A clause of a test comment: its text and its polarity. */
export type SpokenClause = readonly [text: string, polarity?: ClausePolarity]

const VALENCE = { negative: -0.6, neutral: 0, positive: 0.6 } as const

/**
 * A comment with a hand-made reading, so that tests of themes do not hang on the reader: clauses are joined by
 * a space, every word of four letters and more is a noun, and a name if it is written large inside a clause.
 */
export function spoken(...parts: readonly SpokenClause[]): {
  readonly comment: string
  readonly reading: CommentReading
} {
  const comment = parts.map(([text]) => text).join(' ')
  let from = 0
  const clauses = parts.map(([text, polarity = 'negative']): Clause => {
    const start = from
    from += text.length + 1
    return {
      start,
      end: start + text.length,
      polarity,
      valence: VALENCE[polarity],
      confidence: 0.9,
      tokens: tokensOf(text, start),
      explanations: [],
    }
  })
  const reading: CommentReading = {
    language: 'en',
    content: clauses.length > 0 ? 'opinion' : 'none',
    sentiment: { polarity: parts[0]?.[1] ?? 'negative', valence: 0, confidence: 0.9 },
    clauses,
    flags: [],
  }
  return { comment, reading }
}

function tokensOf(text: string, offset: number): readonly Token[] {
  return [...text.matchAll(/[\p{L}\p{N}']+|[^\s\p{L}\p{N}']+/gu)].map((match) => ({
    start: offset + match.index,
    end: offset + match.index + match[0].length,
    normal: match[0].toLowerCase(),
    partOfSpeech: partOfSpeech(match[0], match.index),
    kind: /\p{L}/u.test(match[0]) ? 'word' : 'punctuation',
    isStopWord: false,
    isNegated: false,
  }))
}

function partOfSpeech(word: string, place: number): string {
  if (word.length <= 3) return 'X'
  return place > 0 && /^\p{Lu}/u.test(word) ? 'PROPN' : 'NOUN'
}
