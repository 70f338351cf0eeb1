import type { CutToken, Words } from '../tokens/tokenize.ts'
import {
  DURATION,
  NEGATOR,
  NUMBER_WORD,
  SAYING,
  SCOPE_END,
  UNDOES_NEGATION,
  type WordFacts,
  type WordFactsTable,
} from './word-facts.ts'
import { DURATION_FORMS, durationBucket, FIRST_DURATION, SOON, THROUGHOUT } from './word-groups.ts'

/** A word as the model sees it; a token such as "wasn't" gives two. */
export type Unit = {
  /** Normal form; numbers, amounts and durations are one form each. */
  readonly form: string
  /** Index of its token in the comment. */
  readonly token: number
  readonly isNegated: boolean
  readonly isShouted: boolean
  /** What kind of thing or change it is, see `word-groups.ts`; of a duration, its length. */
  readonly group: number
  readonly facts: WordFacts
}

/** Words after a negator that it reaches, from the VADER authors' three, widened for "did not at any point help". */
const MAX_SCOPE_WORDS = 5
/** After "and" the negation reaches no further than this. */
const MAX_SCOPE_AFTER_AND = 2

/** Gives the words of a token range as model units, with negation scope. */
export type UnitReader = (
  words: Words,
  range: { readonly from: number; readonly to: number }
) => Unit[]

/**
 * A reader of units.
 *
 * A negator reaches the next five words, and stops at punctuation and contrast; after "not say" it takes up again at "that".
 * "not only" and "no wonder" do not negate; "used to" does, since what was once so is so no more. Names of people and peoples become one form.
 *
 * @param factsOf - facts of the forms that stand for names and durations
 * @returns a reader of units in order; punctuation appears only as `!`, `?` and `…`
 * @throws nothing
 * @see Pang, Lee & Vaithyanathan (2002) Thumbs up?, section 4 (negation tags)
 * @example
 * // "not good" => [{ form: 'not', … }, { form: 'good', isNegated: true, … }]
 */
export function createUnitReader(factsOf: WordFactsTable): UnitReader {
  const name = factsOf('@name')
  // All durations share their "first letters", so that what holds for any length is learned once.
  const { hash: prefixHash } = factsOf('#duration')
  const durations = DURATION_FORMS.map((form) => ({ ...factsOf(form), prefixHash }))
  return (words, { from, to }) => {
    const { tokens, lexemes } = words
    const isTitled = isTitleCased(words, from, to)
    const units: Unit[] = []
    let scope = 0
    let before: WordFacts | undefined
    for (let i = from; i < to; i += 1) {
      const lexeme = lexemes[i]
      const token = tokens[i]
      if (lexeme === undefined || token === undefined) continue
      const { forms } = lexeme
      if (lexeme.kind === 'punctuation') {
        scope = 0
        const [facts] = forms
        if (facts === undefined) continue
        units.push({
          form: facts.form,
          token: i,
          isNegated: false,
          isShouted: false,
          group: 0,
          facts,
        })
        before = facts
        continue
      }
      if (lexeme.normal === 'that' && isThatOfSaying(units)) scope = MAX_SCOPE_WORDS + 1
      const isNamed = isName(words, i, isTitled)
      // First and last name are one name.
      if (isNamed && before?.form === name.form) continue
      const { isShouted } = lexeme.shape
      for (let k = 0; k < (isNamed ? 1 : forms.length); k += 1) {
        const own = forms[k]
        if (own === undefined && !isNamed) continue
        const isDuration = own !== undefined && (own.role & DURATION) !== 0
        const length = isDuration ? lengthOf(words, units, own.form) : NO_LENGTH
        const counted = length.isCounted ? durations[length.group - FIRST_DURATION] : undefined
        const facts = isNamed || own === undefined ? name : (counted ?? own)
        const { role, form } = facts
        const group = isDuration ? length.group : facts.group
        if ((role & SCOPE_END) !== 0)
          scope = form === 'and' ? Math.min(scope, MAX_SCOPE_AFTER_AND) : 0
        units.push({ form, token: i, isNegated: scope > 0, isShouted, group, facts })
        if ((role & NEGATOR) !== 0 || (form === 'to' && isUsedTo(units)))
          scope = MAX_SCOPE_WORDS + 1
        else if ((role & UNDOES_NEGATION) !== 0 && scope === MAX_SCOPE_WORDS) scope = 0
        scope = Math.max(0, scope - 1)
        before = facts
      }
    }
    return units
  }
}

type Length = {
  readonly group: number
  /** With a number before it, so that it counts as one form. */
  readonly isCounted: boolean
}
const NO_LENGTH: Length = { group: 0, isCounted: false }
/** Between a number and its unit: "10 working days", "a couple of weeks". */
const BETWEEN = new Set(['of', 'working', 'business', 'full', 'whole', 'solid', 'long', 'more'])
const EACH = new Set(['times', 'time', 'once', 'twice', 'day', 'every', 'per'])

/** Length of the duration that a unit of time ends; "three times a week" and "the day" are none. */
function lengthOf({ tokens }: Words, units: readonly Unit[], unit: string): Length {
  let at = units.length - 1
  if (at >= 1 && BETWEEN.has(units[at]?.form ?? '')) at -= 1
  const before = units[at]
  if (before === undefined) return NO_LENGTH
  const { form } = before
  const ofCount = (count: string) => FIRST_DURATION + durationBucket(count, unit)
  if ((before.facts.role & NUMBER_WORD) !== 0) {
    const count = form === '#number' ? (tokens[before.token]?.normal ?? '') : form
    return { group: ofCount(count), isCounted: true }
  }
  const earlier = units[at - 1]?.form ?? ''
  if (form === 'a' || form === 'an') {
    if (earlier === 'half') return { group: ofCount('half'), isCounted: false }
    return EACH.has(earlier) ? NO_LENGTH : { group: ofCount('one'), isCounted: false }
  }
  if (form === 'all' || form === 'whole' || form === 'entire')
    return { group: THROUGHOUT, isCounted: false }
  if (form === 'same' || form === 'next') return { group: SOON, isCounted: false }
  if (form === 'the' && (earlier === 'within' || earlier === 'inside' || earlier === 'in'))
    return { group: ofCount('one'), isCounted: false }
  // "for hours", "took weeks".
  return unit.endsWith('s') ? { group: ofCount('few'), isCounted: false } : NO_LENGTH
}

/** "I used to like it", but not "I am used to it". */
function isUsedTo(units: readonly Unit[]): boolean {
  const used = units[units.length - 2]
  return used?.form === 'used' && !ACCUSTOMED.has(units[units.length - 3]?.form ?? '')
}

const ACCUSTOMED = new Set([
  'am',
  'is',
  'are',
  'was',
  'were',
  'be',
  'been',
  'get',
  'got',
  'getting',
])

/** Headline style, in which capitals tell nothing about names. */
function isTitleCased({ lexemes }: Words, from: number, to: number): boolean {
  let words = 0
  let capitals = 0
  for (let i = from; i < to; i += 1) {
    const lexeme = lexemes[i]
    if (lexeme?.kind !== 'word') continue
    words += 1
    if (lexeme.shape.isCapitalised) capitals += 1
  }
  return capitals > words / 2
}

/** Words between "not say" and its "that". */
const MAX_SAYING_WORDS = 14

/** "I would not say, given X, that …": the negation takes up again after "that". */
function isThatOfSaying(units: readonly Unit[]): boolean {
  if (units.length < 2) return false
  for (let i = Math.max(0, units.length - MAX_SAYING_WORDS); i < units.length; i += 1) {
    const unit = units[i]
    if (unit?.isNegated === true && (unit.facts.role & SAYING) !== 0) return true
  }
  return false
}

/** Names, peoples and beliefs are one word each to the model, so that none of them can move valence. */
function isName({ tokens, lexemes }: Words, i: number, isTitled: boolean): boolean {
  const lexeme = lexemes[i]
  if (lexeme?.kind !== 'word') return false
  const { shape } = lexeme
  if (shape.isIdentity) return true
  if (isTitled || !shape.isLikeName || tokens[i]?.partOfSpeech !== 'PROPN') return false
  return !endsStatement(tokens[i - 1])
}

/** A capital after it is the first letter of a sentence; so is one at the very start. */
function endsStatement(before: CutToken | undefined): boolean {
  return before === undefined || /[.!?:"“”…]$/u.test(before.normal)
}
