import type { Token } from '../../domain/reading.ts'
import type { Lexeme } from '../tokens/lexeme.ts'
import type { Words } from '../tokens/tokenize.ts'
import {
  BULLET,
  CLOSING,
  COORDINATOR,
  LETTER,
  OPENER,
  RELATIVE,
  SENTENCE_END,
  SEPARATOR,
  SUBORDINATOR,
  WEAK_COORDINATOR,
} from './clause-cues.ts'
import { isContrastAt } from './connectives.ts'

/** Token range of a clause, end excluded. */
export type TokenRange = { readonly from: number; readonly to: number }

const PREDICATE = new Set(['VERB', 'AUX'])
const SUBJECT = new Set(['PRON', 'NOUN', 'PROPN', 'DET'])

/**
 * Cuts a comment where opinions may part: sentence ends, line breaks and bullets, contrast, coordination of two statements
 * and lists of short statements; never inside a list of nouns.
 *
 * @param comment - the comment that the tokens were taken from
 * @param words - all its tokens in order
 * @returns ranges in order that cover every token but bullets; `[]` for no tokens
 * @throws nothing
 * @see lexicons/sentiment-model/README.md for how often it agrees with people
 * @example
 * // 'support was slow but the product is great' => 'support was slow', 'but the product is great'
 */
export function splitClauses(comment: string, words: Words): TokenRange[] {
  const { tokens } = words
  const ranges: TokenRange[] = []
  let from = 0
  for (let i = 1; i <= tokens.length; i += 1) {
    if (i < tokens.length && !isHardCut(comment, words, i)) continue
    splitSentence(words, { from, to: i }, ranges)
    from = i
  }
  return joinFragments(tokens, ranges)
}

/** Whether a sentence or line starts at a token. */
function isHardCut(comment: string, { tokens, lexemes }: Words, i: number): boolean {
  const before = tokens[i - 1]
  const token = tokens[i]
  if (before === undefined || token === undefined) return false
  const gap = token.start - before.end
  const isPlainGap = gap === 0 || (gap === 1 && comment.charCodeAt(before.end) === 32)
  if (!isPlainGap && /[\n\r\u2028]/.test(comment.slice(before.end, token.start))) return true
  const cue = lexemes[i - 1]?.clauseCue ?? 0
  if (before.kind === 'word' && (cue & LETTER) !== 0) return false
  const next = lexemes[i]?.clauseCue ?? 0
  if (token.kind === 'emoji' || (next & CLOSING) !== 0) return false
  if (before.kind === 'emoji') return token.kind !== 'punctuation'
  if ((cue & SENTENCE_END) === 0) return before.normal === ';'
  if ((next & SENTENCE_END) !== 0) return false
  // A full stop glued to what follows is part of a number, an address or an abbreviation.
  return gap !== 0 || before.normal !== '.' || token.kind === 'word'
}

function withoutBullet(lexemes: readonly Lexeme[], { from, to }: TokenRange): TokenRange {
  const isBullet = to - from > 1 && ((lexemes[from]?.clauseCue ?? 0) & BULLET) !== 0
  return isBullet ? { from: from + 1, to } : { from, to }
}

/** Adds the clauses of a sentence to the ranges. */
function splitSentence(words: Words, sentence: TokenRange, ranges: TokenRange[]): void {
  let from = sentence.from
  for (let i = sentence.from + 1; i < sentence.to; i += 1) {
    const cue = words.lexemes[i]?.clauseCue ?? 0
    if ((cue & (OPENER | SEPARATOR | COORDINATOR)) === 0) continue
    const cut = cutAt(words, i, { from, to: sentence.to })
    if (cut === 0) continue
    const at = i + cut - 1
    if (at > from) {
      ranges.push(withoutBullet(words.lexemes, { from, to: at }))
      from = at
    }
  }
  ranges.push(withoutBullet(words.lexemes, { from, to: sentence.to }))
}

/** 0 for no cut, 1 for a cut before token i, 2 for a cut after it (a comma stays with its clause). */
function cutAt(words: Words, i: number, { from, to }: TokenRange): 0 | 1 | 2 {
  const { tokens, lexemes } = words
  const cueAt = (at: number) => lexemes[at]?.clauseCue ?? 0
  if (isContrastAt(tokens, i, from)) return 1
  const isSeparator = (cueAt(i) & SEPARATOR) !== 0
  if (!isSeparator && (cueAt(i) & COORDINATOR) === 0) return 0
  if (isSeparator && isHyphen(tokens, i)) return 0
  const left = { from, to: i }
  let start = i + 1
  if (isSeparator && (cueAt(start) & COORDINATOR) !== 0) start += 1
  const right = { from: start, to: segmentEnd(words, start, to) }
  if (right.to <= right.from || (cueAt(start) & RELATIVE) !== 0) return 0
  if (isSeparator && (cueAt(from) & SUBORDINATOR) !== 0) return 0
  if ((cueAt(i) & WEAK_COORDINATOR) !== 0 && !isOpposed(words, left, right)) return 0
  return partsOpinions(words, left, right) ? (isSeparator ? 2 : 1) : 0
}

/** A dash without a space on either side: "check-out". */
function isHyphen(tokens: readonly Token[], i: number): boolean {
  return tokens[i]?.start === tokens[i - 1]?.end && tokens[i]?.end === tokens[i + 1]?.start
}

function segmentEnd({ tokens, lexemes }: Words, from: number, to: number): number {
  for (let i = from; i < to; i += 1) {
    const cue = lexemes[i]?.clauseCue ?? 0
    if ((cue & SEPARATOR) !== 0 || ((cue & COORDINATOR) !== 0 && i > from)) return i
    if ((cue & OPENER) !== 0 && i > from && isContrastAt(tokens, i, from)) return i
  }
  return to
}

function partsOpinions(words: Words, left: TokenRange, right: TokenRange): boolean {
  const { tokens } = words
  if (isOpposed(words, left, right)) return true
  if (isStatement(tokens, left) && opensWithSubject(tokens, right)) return true
  return isShortOpinion(tokens, left) && isShortOpinion(tokens, right)
}

/** Words of one sign on one side and of the other on the other. */
function isOpposed({ tokens, lexemes }: Words, left: TokenRange, right: TokenRange): boolean {
  if (signOfRange(lexemes, left) * signOfRange(lexemes, right) >= 0) return false
  return wordCount(tokens, left) > 1 && wordCount(tokens, right) > 1
}

function signOfRange(lexemes: readonly Lexeme[], { from, to }: TokenRange): number {
  let sum = 0
  for (let i = from; i < to; i += 1) sum += lexemes[i]?.facts.sign ?? 0
  return Math.sign(sum)
}

function wordCount(tokens: readonly Token[], { from, to }: TokenRange): number {
  let count = 0
  for (let i = from; i < to; i += 1) if (tokens[i]?.kind === 'word') count += 1
  return count
}

/** A subject followed by a verb: something is said of something. */
function isStatement(tokens: readonly Token[], { from, to }: TokenRange): boolean {
  let hasSubject = false
  for (let i = from; i < to; i += 1) {
    const tag = tokens[i]?.partOfSpeech ?? ''
    if (hasSubject && PREDICATE.has(tag)) return true
    if (SUBJECT.has(tag)) hasSubject = true
  }
  return false
}

/** A statement whose subject comes before any verb: "they never rang", not "drove it round". */
function opensWithSubject(tokens: readonly Token[], { from, to }: TokenRange): boolean {
  for (let i = from; i < to; i += 1) {
    const tag = tokens[i]?.partOfSpeech ?? ''
    if (PREDICATE.has(tag)) return false
    if (tag === 'PRON' || tag === 'NOUN' || tag === 'PROPN')
      return isStatement(tokens, { from: i, to })
  }
  return false
}

/** Two to six words with a noun and something said of it: "great price", "app crashes", "no parking". */
function isShortOpinion(tokens: readonly Token[], range: TokenRange): boolean {
  const count = wordCount(tokens, range)
  if (count < 2 || count > 7) return false
  let hasNoun = false
  let hasQuality = false
  for (let i = range.from; i < range.to; i += 1) {
    const token = tokens[i]
    const tag = token?.partOfSpeech ?? ''
    if (tag === 'NOUN' || tag === 'PROPN') hasNoun = true
    if (tag === 'ADJ' || tag === 'VERB' || tag === 'AUX' || token?.normal === 'no')
      hasQuality = true
  }
  return hasNoun && hasQuality
}

/** Ranges without a word ("!!!", ":(") belong to the clause before them. */
function joinFragments(tokens: readonly Token[], ranges: readonly TokenRange[]): TokenRange[] {
  const joined: TokenRange[] = []
  for (const range of ranges) {
    const last = joined.at(-1)
    if (last !== undefined && isFragment(tokens, range))
      joined[joined.length - 1] = { from: last.from, to: range.to }
    else joined.push(range)
  }
  return joined
}

function isFragment(tokens: readonly Token[], { from, to }: TokenRange): boolean {
  for (let i = from; i < to; i += 1) {
    const kind = tokens[i]?.kind
    if (kind === 'word' || kind === 'number') return false
  }
  return true
}
