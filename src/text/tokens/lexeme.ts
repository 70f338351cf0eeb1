import type { Token } from '../../domain/reading.ts'
import { clauseCueOf } from '../clauses/clause-cues.ts'
import type { WordFacts, WordFactsTable } from '../sentiment/word-facts.ts'
import type { PieceToken } from './cut-piece.ts'
import type { Normaliser } from './normal-forms.ts'
import type { TaggedWord } from './part-of-speech.ts'
import { NO_SHAPE, type WordShape } from './word-shape.ts'

/** All that is known of a token whatever its neighbours, worked out once and remembered. */
export type Lexeme = TaggedWord & {
  readonly kind: Token['kind']
  /** See `Token.normal`. */
  readonly normal: string
  readonly shape: WordShape
  /** Facts of the normal form as one word. */
  readonly facts: WordFacts
  /** The words that the model sees: several for a short form, none for most marks. */
  readonly forms: readonly WordFacts[]
  /** What it may mean for the cut into clauses: bits of `clauses/clause-cues.ts`. */
  readonly clauseCue: number
}

/** Look-ups that a lexeme is made of. */
export type LexemeParts = {
  readonly normalise: Normaliser
  readonly shapeOf: (value: string) => WordShape
  readonly factsOf: WordFactsTable
}

/**
 * The lexeme of a token.
 *
 * @param token - token as cut
 * @param parts - look-ups
 * @returns what is known of it
 * @throws nothing
 * @see src/text/tokens/normal-forms.ts
 * @example
 * lexemeOf({ value: "n't", type: 'word', … }, parts).normal // => 'not'
 */
export function lexemeOf(
  { value, type, tag, isTagFixed, hint, possible }: PieceToken,
  { normalise, shapeOf, factsOf }: LexemeParts
): Lexeme {
  const kind = kindOf(type, value)
  const normal = kind === 'word' || kind === 'other' ? normalise(value, type) : value
  return {
    kind,
    normal,
    shape: kind === 'word' ? shapeOf(value) : NO_SHAPE,
    facts: factsOf(normal),
    forms: formsOf(kind, normal).map(factsOf),
    clauseCue: clauseCueOf(normal),
    tag,
    isTagFixed,
    hint,
    possible,
  }
}

function kindOf(type: string, value: string): Token['kind'] {
  if (type === 'word' || type === 'shortForm') return 'word'
  if (type === 'number' || type === 'time' || type === 'ordinal' || type === 'decade')
    return 'number'
  if (type === 'emoji' || type === 'emoticon') return 'emoji'
  if (type === 'punctuation') return 'punctuation'
  if (type === 'unk' || type === 'alien') return /^\p{L}/u.test(value) ? 'word' : 'other'
  return 'other'
}

function formsOf(kind: Token['kind'], normal: string): string[] {
  if (kind === 'punctuation') return markOf(normal)
  if (kind === 'number') return numberForms(normal)
  if (kind === 'other' && /^[£$€₹¥]$/.test(normal)) return ['#money']
  return normal === '' ? [] : normal.split(' ')
}

const TIME_UNITS: readonly (readonly [pattern: RegExp, unit: string])[] = [
  [/^\d[\d.,]*-?(?:h|hr|hour)s?$/i, 'hours'],
  [/^\d[\d.,]*-?(?:min|minute)s?$/i, 'minutes'],
  [/^\d[\d.,]*-?days?$/i, 'days'],
  [/^\d[\d.,]*-?(?:wk|week)s?$/i, 'weeks'],
  [/^\d[\d.,]*-?(?:mth|month)s?$/i, 'months'],
  [/^\d[\d.,]*-?(?:yr|year)s?$/i, 'years'],
]

/** "2hrs" is a number and its unit. */
function numberForms(normal: string): string[] {
  const unit = TIME_UNITS.find(([pattern]) => pattern.test(normal))?.[1]
  return unit === undefined ? ['#number'] : ['#number', unit]
}

function markOf(normal: string): string[] {
  if (normal.startsWith('!')) return ['!']
  if (normal.startsWith('?')) return ['?']
  return normal.startsWith('..') || normal === '…' ? ['…'] : []
}
