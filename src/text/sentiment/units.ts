import type { Token } from '../../domain/reading.ts'
import type { WordShape } from '../tokens/word-shape.ts'
import type { WordFacts, WordFactsTable } from './word-facts.ts'

/** A word as the model sees it; a token such as "wasn't" gives two. */
export type Unit = {
  /** Normal form; numbers, amounts and durations are one form each. */
  readonly form: string
  /** Index of its token in the comment. */
  readonly token: number
  readonly isNegated: boolean
  readonly isShouted: boolean
  readonly facts: WordFacts
}

const NEGATORS = new Set(
  'not no never none nobody nothing nowhere neither nor without hardly barely scarcely lack lacks lacking zero'.split(
    ' '
  )
)
const SCOPE_ENDS = new Set('but however although though because so except and'.split(' '))
/** Words after a negator that it reaches, from the VADER authors' three, widened for "did not at any point help". */
const MAX_SCOPE_WORDS = 5

const DURATION = new Set(
  'second seconds minute minutes hour hours day days week weeks month months year years night nights'.split(
    ' '
  )
)
const NUMBER_WORDS = new Set(
  'one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred half couple several few many'.split(
    ' '
  )
)

/** The tokens of a comment with what is known of each. */
export type Words = {
  readonly tokens: readonly Token[]
  readonly shapes: readonly WordShape[]
  /** Facts of the tokens' normal forms. */
  readonly facts: readonly WordFacts[]
  readonly factsOf: WordFactsTable
}

/**
 * The words of a token range as model units, with negation scope.
 *
 * A negator reaches the next five words, and stops at punctuation and contrast; after "not say" it takes up again at "that".
 * "not only" and "no wonder" do not negate. Names of people and peoples become one form.
 *
 * @param words - the tokens of the comment
 * @param range - tokens from `from` up to, not with, `to`
 * @returns units in order; punctuation appears only as `!`, `?` and `…`
 * @throws nothing
 * @see Pang, Lee & Vaithyanathan (2002) Thumbs up?, section 4 (negation tags)
 * @example
 * // "not good" => [{ form: 'not', … }, { form: 'good', isNegated: true, … }]
 */
export function unitsOf(
  words: Words,
  { from, to }: { readonly from: number; readonly to: number }
): Unit[] {
  const { tokens, shapes, factsOf } = words
  const isTitled = isTitleCased(words, from, to)
  const units: Unit[] = []
  let scope = 0
  for (let i = from; i < to; i += 1) {
    const token = tokens[i]
    if (token === undefined) continue
    if (token.kind === 'punctuation') {
      scope = 0
      const form = markOf(token.normal)
      if (form !== undefined) {
        units.push({ form, token: i, isNegated: false, isShouted: false, facts: factsOf(form) })
      }
      continue
    }
    if (isThatOfSaying(units, token)) scope = MAX_SCOPE_WORDS + 1
    const isShouted = token.kind === 'word' && shapes[i]?.isShouted === true
    const add = (form: string, facts: WordFacts) => {
      if (SCOPE_ENDS.has(form)) scope = form === 'and' ? Math.min(scope, 2) : 0
      units.push({ form, token: i, isNegated: scope > 0, isShouted, facts })
      if (NEGATORS.has(form)) scope = MAX_SCOPE_WORDS + 1
      else if ((form === 'only' || form === 'wonder') && scope === MAX_SCOPE_WORDS) scope = 0
      scope = Math.max(0, scope - 1)
    }
    const form = formOf(words, i, isTitled, units.at(-1)?.form)
    const known = words.facts[i]
    if (form === token.normal && known !== undefined && !form.includes(' ')) add(form, known)
    else if (form !== '') for (const word of form.split(' ')) add(word, factsOf(word))
  }
  return units
}

/** Headline style, in which capitals tell nothing about names. */
function isTitleCased({ tokens, shapes }: Words, from: number, to: number): boolean {
  let words = 0
  let capitals = 0
  for (let i = from; i < to; i += 1) {
    if (tokens[i]?.kind !== 'word') continue
    words += 1
    if (shapes[i]?.isCapitalised === true) capitals += 1
  }
  return capitals > words / 2
}

function markOf(normal: string): string | undefined {
  if (normal.startsWith('!')) return '!'
  if (normal.startsWith('?')) return '?'
  return normal.startsWith('..') || normal === '…' ? '…' : undefined
}

const SAYING = new Set('say think believe feel call recommend claim'.split(' '))

/** "I would not say, given X, that …": the negation takes up again after "that". */
function isThatOfSaying(units: readonly Unit[], token: Token): boolean {
  if (token.normal !== 'that' || units.length < 2) return false
  return units.some(
    (unit, i) => unit.isNegated && SAYING.has(unit.form) && units.length - i <= MAX_SAYING_WORDS
  )
}

/** Words between "not say" and its "that". */
const MAX_SAYING_WORDS = 14

/** Names, peoples and beliefs are one word each to the model, so that none of them can move valence. */
function isName({ tokens, shapes }: Words, i: number, isTitled: boolean): boolean {
  const token = tokens[i]
  const shape = shapes[i]
  if (token?.kind !== 'word' || shape === undefined) return false
  if (shape.isIdentity) return true
  if (isTitled || !shape.isLikeName || token.partOfSpeech !== 'PROPN') return false
  const before = tokens[i - 1]
  return before !== undefined && !/[.!?:"“”…]$/u.test(before.normal)
}

const NAME = '@name'

/** The form of a token, several words with a space between them for a short form; empty for the second part of a name. */
function formOf(words: Words, i: number, isTitled: boolean, before: string | undefined): string {
  const token = words.tokens[i]
  if (token === undefined) return ''
  // First and last name are one name.
  if (isName(words, i, isTitled)) return before === NAME ? '' : NAME
  if (token.kind === 'number') return '#number'
  if (token.kind === 'word' && DURATION.has(token.normal)) {
    return before === '#number' || NUMBER_WORDS.has(before ?? '') ? '#duration' : token.normal
  }
  return token.kind === 'other' && /^[£$€₹¥]$/.test(token.normal) ? '#money' : token.normal
}
