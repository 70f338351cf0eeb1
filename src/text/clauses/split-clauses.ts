import type { Token } from '../../domain/reading.ts'
import type { Lexeme } from '../tokens/lexeme.ts'
import type { Words } from '../tokens/tokenize.ts'
import {
  BULLET,
  CLOSING,
  LETTER,
  RELATIVE,
  SENTENCE_END,
  SUBORDINATOR,
  WEAK_COORDINATOR,
} from './clause-cues.ts'
import { type CutModel, isCut } from './cut-model.ts'
import {
  CONTRAST,
  COORDINATION,
  createSentence,
  type Gap,
  HAS_NOUN,
  NO_MARK,
  openSentence,
  readGap,
  SEPARATION,
  type Sentence,
  shapeOf,
  signOf,
} from './sentence-gaps.ts'

/** Token range of a clause, end excluded. */
export type TokenRange = { readonly from: number; readonly to: number }

/** Cuts a comment into clauses; the words are those of the comment. */
export type ClauseSplitter = (comment: string, words: Words) => TokenRange[]

/**
 * A splitter that cuts comments where opinions may part.
 *
 * Sentence ends, line breaks, bullets and contrasts always part clauses. Whether a comma, a dash, "and" or nothing at all
 * does, between two statements or in a list of short ones, is for the model; relative clauses, doubled words and what
 * stands in quotation marks are never cut.
 *
 * @param model - weights of cuts
 * @returns a splitter; its ranges come in order and cover every token but bullets, `[]` for no tokens
 * @throws nothing
 * @see lexicons/clause-cuts/README.md for how often it agrees with people
 * @example
 * createClauseSplitter(model)(comment, words) // 'support was slow but the product is great' => 'support was slow', 'but the product is great'
 */
export function createClauseSplitter(model: CutModel): ClauseSplitter {
  const sentence = createSentence()
  return (comment, words) => {
    const ranges: TokenRange[] = []
    for (const range of sentencesOf(comment, words)) {
      openSentence(sentence, words, range)
      splitSentence(sentence, model, ranges)
    }
    return joinFragments(words.tokens, ranges)
  }
}

/**
 * Sentences and lines of a comment, which are never one clause.
 *
 * @param comment - the comment that the tokens were taken from
 * @param words - all its words in order
 * @returns ranges in order that cover every token
 * @throws nothing
 * @see src/training/clauses/train.ts
 * @example
 * // 'Good food. Rude waiter!' => 'Good food.', 'Rude waiter!'
 */
export function sentencesOf(comment: string, words: Words): TokenRange[] {
  const { length } = words.tokens
  const ranges: TokenRange[] = []
  let from = 0
  for (let i = 1; i <= length; i += 1) {
    if (i < length && !isSentenceStart(comment, words, i)) continue
    ranges.push({ from, to: i })
    from = i
  }
  return ranges
}

/** Whether a sentence or line starts at a token. */
function isSentenceStart(comment: string, { tokens, lexemes }: Words, i: number): boolean {
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

/** Adds the clauses of a sentence to the ranges. */
function splitSentence(sentence: Sentence, model: CutModel, ranges: TokenRange[]): void {
  const { lexemes } = sentence.words
  const gap: Gap = { at: 0, mark: 0, leftFrom: 0, leftTo: 0, rightFrom: 0, rightTo: 0 }
  let from = sentence.from
  let isQuoted = isQuote(lexemes[from])
  for (let i = sentence.from + 1; i < sentence.to; i += 1) {
    const isStart = !isQuoted && readGap(sentence, i, gap)
    if (isQuote(lexemes[i])) isQuoted = !isQuoted
    if (!isStart || isNeverCut(sentence, gap)) continue
    if (gap.mark !== CONTRAST && !isCut(model, sentence, gap)) continue
    ranges.push(withoutBullet(lexemes, { from, to: i }))
    from = i
  }
  ranges.push(withoutBullet(lexemes, { from, to: sentence.to }))
}

function isQuote(lexeme: Lexeme | undefined): boolean {
  return lexeme?.normal === '"'
}

/**
 * Whether the words after a gap go on with those before it, however alike the two sides are.
 *
 * @param sentence - the sentence
 * @param gap - the gap in it
 * @returns true for relative clauses, what a "when" waits for, lists of words, doubled words and amounts
 * @throws nothing
 * @see src/training/clauses/train.ts, which learns nothing from such gaps
 * @example
 * // "mail, calendar and chat": true before "calendar"
 */
export function isNeverCut(sentence: Sentence, gap: Gap): boolean {
  const { mark, at, leftFrom, leftTo, rightFrom, rightTo } = gap
  if (mark === CONTRAST) return false
  const { lexemes } = sentence.words
  const cueOf = (i: number) => lexemes[i]?.clauseCue ?? 0
  // ", which", ", especially".
  if ((cueOf(rightFrom) & RELATIVE) !== 0 && mark !== NO_MARK) return true
  // "When I rang, they were rude": the first part waits for the second.
  if (mark === SEPARATION && (cueOf(leftFrom) & SUBORDINATOR) !== 0) return true
  // "they moved the desk so I could sit down".
  if (mark === COORDINATION && (cueOf(at) & WEAK_COORDINATOR) !== 0 && !isOpposed(sentence, gap))
    return true
  // "and so do we".
  if (lexemes[rightFrom]?.normal === 'so' && isAuxiliary(sentence, rightFrom + 1)) return true
  // "an utter, utter shambles".
  if (lexemes[leftTo - 1]?.normal === lexemes[rightFrom]?.normal) return true
  // "clean, quiet", "mail, calendar and chat".
  const isWord = rightTo - rightFrom === 1
  if (mark === SEPARATION && isWord && (leftTo - leftFrom === 1 || isThing(sentence, rightFrom)))
    return true
  // "two and a half", "between 8 and 12".
  return mark === COORDINATION && isAmount(sentence, leftTo - 1) && isAmount(sentence, rightFrom)
}

function isAuxiliary({ words }: Sentence, i: number): boolean {
  return words.tokens[i]?.partOfSpeech === 'AUX'
}

/** Words of one sign on one side and of the other on the other. */
function isOpposed(sentence: Sentence, { leftFrom, leftTo, rightFrom, rightTo }: Gap): boolean {
  return signOf(sentence, leftFrom, leftTo) * signOf(sentence, rightFrom, rightTo) < 0
}

function isThing(sentence: Sentence, i: number): boolean {
  return (shapeOf(sentence, i, i + 1) & HAS_NOUN) !== 0
}

function isAmount({ words }: Sentence, i: number): boolean {
  const token = words.tokens[i]
  const isHalf = token?.normal === 'a' && words.tokens[i + 1]?.normal === 'half'
  return isHalf || token?.kind === 'number' || token?.partOfSpeech === 'NUM'
}

function withoutBullet(lexemes: readonly Lexeme[], { from, to }: TokenRange): TokenRange {
  const isBullet = to - from > 1 && ((lexemes[from]?.clauseCue ?? 0) & BULLET) !== 0
  return isBullet ? { from: from + 1, to } : { from, to }
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
