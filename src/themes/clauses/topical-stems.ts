import {
  ADJECTIVE,
  NOUN,
  PART_OF_SPEECH,
  PROPER_NOUN,
  type ThemeClause,
  VERB,
} from './clause-table.ts'
import type { Word, WordBook } from './word-book.ts'

/** Nouns, verbs and adjectives that fit every topic. */
const GENERIC = new Set(
  `day days week weeks month months year years hour hours minute minutes time times today yesterday morning evening night sunday monday
tuesday wednesday thursday friday saturday lot lots bit way ways thing things people person man woman guy everyone anyone someone
everything nothing anything something one two three four five six first second last next new old big small whole same different other
good bad great nice best worst better fine ok okay happy excellent amazing perfect love like want wanted need needed know knew think thought
say said says tell told ask asked come came go went going gone take took taken make made put keep kept let give gave given see saw seen
look looked looking feel felt use used using work works worked try tried find found set seem seems company job reason problem problems issue issues
january february march april may june july august september october november december check drop
experience point case part number place end start started half front rest`.split(/\s+/)
)
/** Lighter words are too common to name a topic. */
const MIN_WEIGHT = 0.08

/** True for a word that fits every topic. */
export function isGeneric(form: string): boolean {
  return GENERIC.has(form)
}

/** True for a word that can stand for a topic where it is used. */
export function isTopical(word: Word, mark: number): boolean {
  const part = mark & PART_OF_SPEECH
  const canName = part === NOUN || part === PROPER_NOUN || part === VERB || part === ADJECTIVE
  return (
    canName &&
    word.weight >= MIN_WEIGHT &&
    !GENERIC.has(word.form) &&
    /^\p{L}{3,}$/u.test(word.form)
  )
}

/** Distinct stems of a clause that can stand for a topic. */
export function topicalStems(clause: ThemeClause, book: WordBook): ReadonlySet<number> {
  const stems = new Set<number>()
  for (const [i, id] of clause.words.entries()) {
    const word = book.words[id]
    if (word !== undefined && isTopical(word, clause.marks[i] ?? 0)) stems.add(word.stemId)
  }
  return stems
}
