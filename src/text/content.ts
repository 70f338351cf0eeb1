import type { Token } from '../domain/reading.ts'

/** A comment that is only a non-answer, and what it says in answer to its question. */
export type NonAnswer = 'none' | 'praise' | 'criticism'

const EMPTY = new Set(
  `n/a|na|none|nil|null|no comment|no comments|nothing|nothing to add|nothing to say|nothing really|nothing else|no|yes|no answer|not applicable|no reason|no idea
not sure|do not know|do not know really|i do not know|unsure|no opinion|dont know|idk|no thanks|no thank you|as above|see above|same as above|same|same as before|nope|no suggestions
no feedback|no further comment|no further comments|no particular reason|nothing in particular|nothing specific|not at this time|none at this time|nothing at this time|no more comments|prefer not to say|did not answer|refused|blank|test|x|xx|xxx|not really|not much|nothing much|-|.`.split(
    /[|\n]/
  )
)
// To "what could we improve?" these say that all is well.
const NOTHING_TO_IMPROVE = new Set(
  `nothing|none|no|nil|n/a|na|nothing really|nothing at all|nothing comes to mind|nothing to improve|no suggestions|no improvements|nothing in particular|nothing specific|nope|not really
nothing i can think of|cannot think of anything|can not think of anything|nothing springs to mind|no complaints|not a thing|no improvement needed|no improvements needed|nothing much|nothing at this time|none at this time|nothing else`.split(
    /[|\n]/
  )
)
// To "what did you like?" these say that nothing was good.
const NOTHING_TO_PRAISE = new Set(
  'nothing|none|no|nil|nothing really|nothing at all|not much|nothing much|not a thing|nope|nowt|not a lot|very little'.split(
    '|'
  )
)

/** More words than this always say something. */
const MAX_WORDS = 6

/**
 * Whether a comment is a non-answer, and what its question makes of it.
 *
 * "Nothing" to *what could we improve?* is praise, to *what did you like?* criticism, to *why that score?* no content.
 *
 * @param comment - the comment as typed
 * @param tokens - all tokens of the comment
 * @param question - what was asked
 * @returns the meaning of the non-answer; null when the comment says something
 * @throws nothing
 * @see product.md, question-dependent reading
 * @example
 * nonAnswerOf('Nothing.', tokens, 'improve') // => 'praise'
 */
export function nonAnswerOf(
  comment: string,
  tokens: readonly Token[],
  question: 'reason' | 'improve' | 'praise'
): NonAnswer | null {
  if (wordsUpTo(tokens, MAX_WORDS) > MAX_WORDS) return null
  // As typed first: "n/a" is three tokens.
  const typed = comment
    .trim()
    .toLowerCase()
    .replace(/[\s.!,]+$/, '')
  const said = tokens.filter((t) => t.kind !== 'punctuation').map((t) => t.normal)
  if (said.length === 0) return 'none'
  const isOneOf = (answers: ReadonlySet<string>) =>
    answers.has(typed) || answers.has(said.join(' '))
  if (question === 'improve' && isOneOf(NOTHING_TO_IMPROVE)) return 'praise'
  if (question === 'praise' && isOneOf(NOTHING_TO_PRAISE)) return 'criticism'
  const isNumberOnly = tokens.every((t) => t.kind === 'number' || t.kind === 'punctuation')
  return isOneOf(EMPTY) || isNumberOnly ? 'none' : null
}

/** The number of tokens that are not punctuation, counted until it passes the limit. */
function wordsUpTo(tokens: readonly Token[], limit: number): number {
  let count = 0
  for (let i = 0; i < tokens.length && count <= limit; i += 1) {
    if (tokens[i]?.kind !== 'punctuation') count += 1
  }
  return count
}
