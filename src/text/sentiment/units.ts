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
 * "not only" and "no wonder" do not negate. Names of people and peoples become one form.
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
  const duration = factsOf('#duration')
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
        units.push({ form: facts.form, token: i, isNegated: false, isShouted: false, facts })
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
        const isAfterNumber = ((before?.role ?? 0) & NUMBER_WORD) !== 0
        const isDuration =
          lexeme.kind === 'word' && (lexeme.facts.role & DURATION) !== 0 && isAfterNumber
        const facts = isNamed || own === undefined ? name : isDuration ? duration : own
        const { role, form } = facts
        if ((role & SCOPE_END) !== 0)
          scope = form === 'and' ? Math.min(scope, MAX_SCOPE_AFTER_AND) : 0
        units.push({ form, token: i, isNegated: scope > 0, isShouted, facts })
        if ((role & NEGATOR) !== 0) scope = MAX_SCOPE_WORDS + 1
        else if ((role & UNDOES_NEGATION) !== 0 && scope === MAX_SCOPE_WORDS) scope = 0
        scope = Math.max(0, scope - 1)
        before = facts
      }
    }
    return units
  }
}

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
