import { hashOf, joinHashes } from './hash.ts'
import type { Unit } from './units.ts'
import { ANY_WORD, type ClassKind, CONTRAST } from './word-facts.ts'
import { FIRST_CHANGE } from './word-groups.ts'

const NOT = hashOf('not:')
const SKIP = hashOf('skip:')
const START = hashOf('start:')
const END = hashOf('end:')

/**
 * Kinds of n-grams that a unit closes: itself, with the one before, the two before, the last but one, its first letters, the
 * group that it says something of or that is said of it, and the classes of the one before and itself.
 */
export const GRAMS_PER_UNIT = 7
export const RELATION_KIND = 5
export const CLASS_KIND = 6
/** Length of what `lexicalFigures` fills. */
export const DENSE_COUNT = 18

/** A run of units within a longer one. */
export type UnitRange = {
  readonly from: number
  /** End, excluded. */
  readonly to: number
}

const CLASSES = hashOf('classes:')
const RELATION = hashOf('relation:')
/** Units that may lie between a change and what changes: "the wait on the phone was two hours". */
const MAX_REACH = 6

/**
 * Hashes of the n-grams of a run of units.
 *
 * The words of a whole comment and of its clauses share them but at the clauses' beginnings and ends, so they are worked out
 * once, and `openingGrams` gives the few that differ.
 *
 * @param units - the words
 * @param grams - filled with `GRAMS_PER_UNIT` hashes a unit; 0 where there is none
 * @param starts - filled with the first unit of the relation that each unit closes; meaningless where there is none
 * @throws nothing
 * @see lexicons/sentiment-model/README.md for what each kind of feature is worth
 * @example
 * fillGrams(units, new Int32Array(GRAMS_PER_UNIT * units.length), new Int32Array(units.length))
 */
export function fillGrams(units: readonly Unit[], grams: Int32Array, starts: Int32Array): void {
  let before = START
  let beforeThat = 0
  let change = -1
  let thing = -1
  for (let i = 0; i < units.length; i += 1) {
    const unit = units[i]
    if (unit === undefined) continue
    const { isNegated, facts } = unit
    const at = GRAMS_PER_UNIT * i
    // The same hash in all n-grams, so that "a poor" in "not a poor …" is not the "a poor" of a complaint.
    const hash = isNegated ? joinHashes(NOT, facts.hash) : facts.hash
    const prefix = facts.prefixHash
    grams[at] = hash
    grams[at + 1] = joinHashes(before, hash)
    grams[at + 2] = i >= 1 ? joinHashes(joinHashes(beforeThat, before), hash) : 0
    grams[at + 3] = i >= 2 ? joinHashes(joinHashes(SKIP, beforeThat), hash) : 0
    grams[at + 4] = prefix === 0 ? 0 : isNegated ? joinHashes(NOT, prefix) : prefix
    grams[at + RELATION_KIND] = 0
    if (unit.group !== 0) {
      const isChange = unit.group >= FIRST_CHANGE
      const other = isChange ? thing : change
      if (other >= 0 && i - other <= MAX_REACH) {
        grams[at + RELATION_KIND] = relationOf(units, isChange ? other : i, isChange ? i : other)
        starts[i] = other
      }
      if (isChange) change = i
      else thing = i
    }
    beforeThat = before
    before = hash
  }
  fillClasses(units, grams)
}

/** Hash of a unit's class, with whether it is denied. */
function classHashOf({ isNegated, facts }: Unit): number {
  return isNegated ? joinHashes(NOT, facts.classHash) : facts.classHash
}

/** Pairs of classes, so that "be" with a good word is learned once for all good words. */
function fillClasses(units: readonly Unit[], grams: Int32Array): void {
  let before = 0
  let kindBefore: ClassKind = ANY_WORD
  for (let i = 0; i < units.length; i += 1) {
    const unit = units[i]
    if (unit === undefined) continue
    const kind = unit.facts.classKind
    const own = classHashOf(unit)
    const isPair = i >= 1 && (kind !== ANY_WORD || kindBefore !== ANY_WORD)
    grams[GRAMS_PER_UNIT * i + CLASS_KIND] = isPair ? joinHashes(before, own) : 0
    before = joinHashes(CLASSES, own)
    kindBefore = kind
  }
}

/** Hash of what is said of a thing: the groups of both, whether they are denied, and whether the thing had to be done. */
function relationOf(units: readonly Unit[], thing: number, change: number): number {
  const own = units[thing]
  const said = units[change]
  if (own === undefined || said === undefined) return 0
  const isTo = units[thing - 1]?.form === 'to'
  const flags = (own.isNegated ? 1 : 0) + (said.isNegated ? 2 : 0) + (isTo ? 4 : 0)
  return joinHashes(joinHashes(RELATION, own.group * 8 + flags), said.group)
}

/** Hash of the pair of the start and the first unit of a run. */
export function openingPair(first: number): number {
  return joinHashes(START, first)
}

/** Hash of the start and the first two units of a run. */
export function openingTriple(first: number, second: number): number {
  return joinHashes(joinHashes(START, first), second)
}

/** Hash of the pair of the last unit of a run and its end. */
export function closingPair(last: number): number {
  return joinHashes(last, END)
}

/** VADER's factor for a negated word; its raters saw "not good" as less than the opposite of "good". */
const NEGATED_VALENCE = -0.74

/**
 * Lexical and structural figures of a run of units.
 *
 * @param units - the words of a comment
 * @param range - the run
 * @param figures - filled with `DENSE_COUNT` figures
 * @throws nothing
 * @see Hutto & Gilbert (2014) VADER
 * @example
 * lexicalFigures(units, { from: 0, to: units.length }, new Float32Array(DENSE_COUNT))
 */
export function lexicalFigures(
  units: readonly Unit[],
  { from, to }: UnitRange,
  figures: Float32Array
): void {
  let positive = 0
  let negative = 0
  let positiveCount = 0
  let negativeCount = 0
  let flipped = 0
  let first = 0
  let last = 0
  let least = 0
  let most = 0
  let boost = 1
  let sinceContrast = 0
  let exclamations = 0
  let questions = 0
  let ellipses = 0
  let shouted = 0
  for (let i = from; i < to; i += 1) {
    const unit = units[i]
    if (unit === undefined) continue
    const { form, facts: fact } = unit
    if (unit.isShouted) shouted += 1
    if (form === '!') exclamations += 1
    else if (form === '?') questions += 1
    else if (form === '…') ellipses += 1
    if ((fact.role & CONTRAST) !== 0) sinceContrast = 0
    if (fact.valence !== 0) {
      const valence = fact.valence * boost * (unit.isNegated ? NEGATED_VALENCE : 1)
      if (unit.isNegated) flipped += valence
      if (valence > 0) {
        positive += valence
        positiveCount += 1
      } else {
        negative -= valence
        negativeCount += 1
      }
      if (first === 0) first = valence
      last = valence
      if (valence < least) least = valence
      else if (valence > most) most = valence
      sinceContrast += valence
    }
    boost = fact.boost
  }
  const balance = positive - negative
  figures[0] = 1
  figures[1] = Math.log2(1 + to - from) / 4
  figures[2] = balance / Math.sqrt(balance * balance + 1)
  figures[3] = positive / (1 + positive)
  figures[4] = negative / (1 + negative)
  figures[5] = Math.min(positiveCount, 4) / 4
  figures[6] = Math.min(negativeCount, 4) / 4
  figures[7] = flipped
  figures[8] = first
  figures[9] = last
  figures[10] = least
  figures[11] = most
  figures[12] = sinceContrast / (1 + Math.abs(sinceContrast))
  figures[13] = positiveCount + negativeCount === 0 ? 1 : 0
  figures[14] = Math.min(exclamations, 3) / 3
  figures[15] = Math.min(questions, 2) / 2
  figures[16] = Math.min(ellipses, 2) / 2
  figures[17] = Math.min(shouted, 3) / 3
}

/** A negated word pulls the mean vector a little the other way. */
const NEGATED_VECTOR = -0.5

/** Weight of a unit's word vector in the sum of a run. */
export function vectorWeightOf({ isNegated, facts }: Unit): number {
  return isNegated ? NEGATED_VECTOR * facts.rowWeight : facts.rowWeight
}
