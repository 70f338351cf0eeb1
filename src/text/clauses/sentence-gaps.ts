import type { Words } from '../tokens/tokenize.ts'
import { COORDINATOR, OPENER, SEPARATOR } from './clause-cues.ts'
import { isContrastAt } from './connectives.ts'

// What stands in a gap between two clauses, or at a token.
export const NO_MARK = 0
/** A comma, or a dash between spaces. */
export const SEPARATION = 1
export const COORDINATION = 2
export const CONTRAST = 3
/** "and" after a comma or a dash. */
export const SEPARATED_COORDINATION = 4
/** The end of the sentence. */
export const NO_MORE = 7

/** Parts of speech as numbers; 0 for what wink-nlp does not name. */
const PARTS: ReadonlyMap<string, number> = new Map(
  'ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X'
    .split(' ')
    .map((part, i) => [part, i + 1])
)
const partOf = (name: string) => PARTS.get(name) ?? 0
const ADJECTIVE = partOf('ADJ')
const AUXILIARY = partOf('AUX')
const DETERMINER = partOf('DET')
const NOUN = partOf('NOUN')
const NAME = partOf('PROPN')
const PRONOUN = partOf('PRON')
const VERB = partOf('VERB')

// What a stretch of words holds: bits of a shape.
export const HAS_NOUN = 1
const HAS_VERB = 2
const HAS_QUALITY = 4
/** A subject followed by a verb. */
const HAS_STATEMENT = 8
/** The subject comes before any verb: "they never rang", not "drove it round". */
const OPENS_WITH_SUBJECT = 16
/** Two to seven words with a noun and something said of it: "great price", "app crashes". */
const IS_SHORT_OPINION = 32
/** One more than the largest shape. */
export const SHAPES = 64

/** A sentence with the marks that part its stretches of words; its tables are used again for the next one. */
export type Sentence = {
  words: Words
  from: number
  to: number
  /** Tokens of its first and its last verb; `to` and -1 without one. */
  firstVerb: number
  lastVerb: number
  /** By token from `from` on: its part of speech, its mark, where its stretch starts and where one that starts there ends. */
  parts: Uint8Array
  marks: Uint8Array
  starts: Int32Array
  ends: Int32Array
}

/** The words on either side of a gap up to the next marks; the right side begins after "and" or "but". */
export type Gap = {
  /** Token that the clause after the gap starts with. */
  at: number
  mark: number
  leftFrom: number
  leftTo: number
  rightFrom: number
  rightTo: number
}

/**
 * A sentence of no words, to be opened.
 *
 * @returns empty tables
 * @throws nothing
 * @see src/text/clauses/split-clauses.ts
 * @example
 * openSentence(createSentence(), words, { from: 0, to: words.tokens.length })
 */
export function createSentence(): Sentence {
  return {
    words: { tokens: [], lexemes: [] },
    from: 0,
    to: 0,
    firstVerb: 0,
    lastVerb: -1,
    parts: new Uint8Array(64),
    marks: new Uint8Array(64),
    starts: new Int32Array(64),
    ends: new Int32Array(64),
  }
}

/**
 * Starts with the next sentence.
 *
 * @param sentence - tables of the sentence before
 * @param words - all words of the comment
 * @param range - tokens of the sentence
 * @throws nothing
 * @see src/text/clauses/split-clauses.ts
 * @example
 * openSentence(sentence, words, { from: 0, to: 12 })
 */
export function openSentence(
  sentence: Sentence,
  words: Words,
  { from, to }: { readonly from: number; readonly to: number }
): void {
  const length = to - from
  if (sentence.parts.length < length) {
    sentence.parts = new Uint8Array(2 * length)
    sentence.marks = new Uint8Array(2 * length)
    sentence.starts = new Int32Array(2 * length)
    sentence.ends = new Int32Array(2 * length)
  }
  sentence.words = words
  sentence.from = from
  sentence.to = to
  sentence.firstVerb = to
  sentence.lastVerb = -1
  const { parts, marks, starts, ends } = sentence
  let start = from
  for (let i = from; i < to; i += 1) {
    const part = PARTS.get(words.tokens[i]?.partOfSpeech ?? '') ?? 0
    parts[i - from] = part
    if (part === VERB || part === AUXILIARY) {
      sentence.firstVerb = Math.min(sentence.firstVerb, i)
      sentence.lastVerb = i
    }
    const mark = markOf(words, i, from)
    marks[i - from] = mark
    starts[i - from] = start
    if (mark !== NO_MARK) start = i + 1
  }
  let end = to
  for (let i = to - 1; i >= from; i -= 1) {
    if (marks[i - from] !== NO_MARK) end = i
    ends[i - from] = end
  }
}

function markOf({ tokens, lexemes }: Words, i: number, from: number): number {
  const cue = lexemes[i]?.clauseCue ?? 0
  if ((cue & (SEPARATOR | OPENER | COORDINATOR)) === 0) return NO_MARK
  if ((cue & SEPARATOR) !== 0) {
    const token = tokens[i]
    // A dash without a space on either side: "check-out".
    const isHyphen = token?.start === tokens[i - 1]?.end && token?.end === tokens[i + 1]?.start
    return isHyphen ? NO_MARK : SEPARATION
  }
  if (isContrastAt(tokens, i, from)) return CONTRAST
  return (cue & COORDINATOR) === 0 ? NO_MARK : COORDINATION
}

/**
 * The gap before a token, where a clause may start there.
 *
 * @param sentence - the sentence
 * @param at - the token
 * @param gap - filled with what lies on either side
 * @returns false where none may start: at punctuation, after "and", at an end
 * @throws nothing
 * @see src/text/clauses/split-clauses.ts
 * @example
 * // "slow, and rude": true at "and", with the mark SEPARATED_COORDINATION
 */
export function readGap(sentence: Sentence, at: number, gap: Gap): boolean {
  const { from, to, words, marks, starts, ends } = sentence
  const own = marks[at - from] ?? NO_MARK
  if (own === SEPARATION) return false
  const before = marks[at - 1 - from] ?? NO_MARK
  if (own === NO_MARK && before === NO_MARK && !mayRunOn(sentence, at)) return false
  const isSeparated = before === SEPARATION
  if (!isSeparated && before !== NO_MARK) return false
  const kind = words.tokens[at]?.kind
  if (kind === 'punctuation' && !OPENING.test(words.tokens[at]?.normal ?? '')) return false
  const rightFrom = own === NO_MARK ? at : at + 1
  const last = isSeparated ? at - 2 : at - 1
  if (rightFrom >= to || last < from) return false
  gap.at = at
  gap.mark = own === NO_MARK ? before : own
  if (own === COORDINATION && isSeparated) gap.mark = SEPARATED_COORDINATION
  gap.leftFrom = starts[last - from] ?? from
  gap.leftTo = last + 1
  gap.rightFrom = rightFrom
  gap.rightTo = ends[rightFrom - from] ?? to
  return true
}

const bitsOf = (names: string) =>
  names.split(' ').reduce((bits, name) => bits | (1 << partOf(name)), 0)
const RUN_ON_ENDS = bitsOf('NOUN PROPN ADJ INTJ')
const RUN_ON_STARTS = bitsOf('PRON DET ADJ ADV SCONJ')

/** Without a mark, few pairs of words ever part clauses: "the app crashes nobody helps", "price ok cover good". */
function mayRunOn(sentence: Sentence, at: number): boolean {
  const left = partAt(sentence, at - 1)
  const right = partAt(sentence, at)
  if (((RUN_ON_ENDS >> left) & 1) === 0) return false
  return ((RUN_ON_STARTS >> right) & 1) === 1 || (left === ADJECTIVE && right === NOUN)
}

const OPENING = /^["'“‘([]/

/**
 * Part of speech of a token as a number; 0 outside of the sentence.
 *
 * @param sentence - the sentence
 * @param i - the token
 * @returns a number below 32
 * @throws nothing
 * @see wink-nlp 2.4
 * @example
 * partAt(sentence, 3) // => 8, a noun
 */
export function partAt({ from, to, parts }: Sentence, i: number): number {
  return i < from || i >= to ? 0 : (parts[i - from] ?? 0)
}

/**
 * What a stretch of words holds.
 *
 * @param sentence - the sentence
 * @param start - its first token
 * @param end - the token after it
 * @returns bits, below `SHAPES`
 * @throws nothing
 * @see src/text/clauses/cut-model.ts
 * @example
 * shapeOf(sentence, 0, 2) === shapeOf(sentence, 3, 5) // => true, for "great price, terrible support"
 */
export function shapeOf(sentence: Sentence, start: number, end: number): number {
  let shape = 0
  let hasSubject = false
  let hasThing = false
  for (let i = start; i < end; i += 1) {
    const part = partAt(sentence, i)
    const isNoun = part === NOUN || part === NAME
    if (isNoun) shape |= HAS_NOUN
    if (part === ADJECTIVE) shape |= HAS_QUALITY
    if (part === VERB || part === AUXILIARY) {
      if (hasThing && (shape & HAS_VERB) === 0) shape |= OPENS_WITH_SUBJECT
      shape |= hasSubject ? HAS_VERB | HAS_STATEMENT : HAS_VERB
    }
    if (isNoun || part === PRONOUN) hasThing = true
    if (hasThing || part === DETERMINER) hasSubject = true
  }
  const length = end - start
  const saysSomething = (shape & HAS_NOUN) !== 0 && (shape & (HAS_QUALITY | HAS_VERB)) !== 0
  return length > 1 && length < 8 && saysSomething ? shape | IS_SHORT_OPINION : shape
}

/**
 * Which sign most words of a stretch have.
 *
 * @param sentence - the sentence
 * @param start - its first token
 * @param end - the token after it
 * @returns -1, 0 or 1
 * @throws nothing
 * @see lexicons/valence
 * @example
 * signOf(sentence, 0, 2) // => 1, for "great price"
 */
export function signOf({ words }: Sentence, start: number, end: number): number {
  let sum = 0
  for (let i = start; i < end; i += 1) sum += words.lexemes[i]?.facts.sign ?? 0
  return Math.sign(sum)
}
