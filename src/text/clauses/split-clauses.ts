import type { Token } from '../../domain/reading.ts'
import { isContrastAt } from './connectives.ts'

/** Token range of a clause, end excluded. */
export type TokenRange = { readonly from: number; readonly to: number }

const SENTENCE_END = /^[.!?…。！？]+$/u
const DASH = /^(?:-+|[–—]|~|\/|\|)$/
const BULLET = /^[-–—•*·▪●‣+]$/
const COORDINATORS = new Set(['and', 'or', 'plus', 'also', 'so', '&', '+', 'then', 'nor'])
// A clause that opens with one of these needs the clause after its comma: "When I rang, they were rude".
const SUBORDINATORS = new Set(
  'when whenever if unless after before because since as once while until although though given whether despite'.split(
    ' '
  )
)
const RELATIVES = new Set(
  'which who whose where that whereby especially particularly including like such'.split(' ')
)
const PREDICATE = new Set(['VERB', 'AUX'])
const SUBJECT = new Set(['PRON', 'NOUN', 'PROPN', 'DET'])

/**
 * Cuts a comment where opinions may part: sentence ends, line breaks and bullets, contrast, coordination of two statements
 * and lists of short statements; never inside a list of nouns.
 *
 * @param comment - the comment that the tokens were taken from
 * @param tokens - all its tokens in order
 * @param signs - sign of each token's lexical valence: -1, 0 or 1
 * @returns ranges in order that cover every token but bullets; `[]` for no tokens
 * @throws nothing
 * @see lexicons/sentiment-model/README.md for how often it agrees with people
 * @example
 * // 'support was slow but the product is great' => 'support was slow', 'but the product is great'
 */
export function splitClauses(
  comment: string,
  tokens: readonly Token[],
  signs: readonly number[]
): TokenRange[] {
  const cuts = hardCuts(comment, tokens)
  const ranges: TokenRange[] = []
  let from = 0
  for (const to of [...cuts, tokens.length]) {
    if (to > from) ranges.push(...splitSentence(tokens, { from, to }, signs))
    from = to
  }
  return joinFragments(
    tokens,
    ranges.map((range) => withoutBullet(tokens, range)).filter((r) => r.to > r.from)
  )
}

/** Token indexes where a sentence or line starts. */
function hardCuts(comment: string, tokens: readonly Token[]): number[] {
  const cuts: number[] = []
  for (let i = 1; i < tokens.length; i += 1) {
    const before = tokens[i - 1]
    const token = tokens[i]
    if (before === undefined || token === undefined) continue
    const gap = before.end === token.start ? '' : comment.slice(before.end, token.start)
    if (gap.length > 0 && gap !== ' ' && /[\n\r\u2028]/.test(gap)) cuts.push(i)
    else if (endsSentence(before, token, gap)) cuts.push(i)
  }
  return cuts
}

function endsSentence(before: Token, token: Token, gap: string): boolean {
  if (before.kind === 'word' && isLetter(before.normal)) return false
  if (token.kind === 'emoji' || isClosing(token)) return false
  if (before.kind === 'emoji') return token.kind !== 'punctuation'
  if (!SENTENCE_END.test(before.normal)) return before.normal === ';'
  if (SENTENCE_END.test(token.normal)) return false
  // A full stop glued to what follows is part of a number, an address or an abbreviation.
  return gap !== '' || before.normal !== '.' || token.kind === 'word'
}

/** Most tokens start with a plain letter; they are no punctuation of any kind. */
function isLetter(normal: string): boolean {
  const code = normal.charCodeAt(0)
  return code >= 97 && code <= 122
}

function isDash(normal: string): boolean {
  return !isLetter(normal) && DASH.test(normal)
}

function isClosing(token: Token): boolean {
  return /^[)\]}"'”’]$/.test(token.normal)
}

function withoutBullet(tokens: readonly Token[], { from, to }: TokenRange): TokenRange {
  const first = tokens[from]
  return first !== undefined &&
    !isLetter(first.normal) &&
    BULLET.test(first.normal) &&
    to - from > 1
    ? { from: from + 1, to }
    : { from, to }
}

function splitSentence(
  tokens: readonly Token[],
  sentence: TokenRange,
  signs: readonly number[]
): TokenRange[] {
  const ranges: TokenRange[] = []
  let from = sentence.from
  for (let i = sentence.from + 1; i < sentence.to; i += 1) {
    const cut = cutAt(tokens, i, { from, to: sentence.to }, signs)
    if (cut === 0) continue
    const at = i + cut - 1
    if (at > from) {
      ranges.push({ from, to: at })
      from = at
    }
  }
  ranges.push({ from, to: sentence.to })
  return ranges
}

/** 0 for no cut, 1 for a cut before token i, 2 for a cut after it (a comma stays with its clause). */
function cutAt(
  tokens: readonly Token[],
  i: number,
  { from, to }: TokenRange,
  signs: readonly number[]
): 0 | 1 | 2 {
  const normal = tokens[i]?.normal ?? ''
  if (isContrastAt(tokens, i, from)) return 1
  const isSeparator = normal === ',' || isDash(normal)
  if (!isSeparator && !COORDINATORS.has(normal)) return 0
  const left = { from, to: i }
  let start = i + 1
  if (isSeparator && COORDINATORS.has(tokens[start]?.normal ?? '')) start += 1
  const right = { from: start, to: segmentEnd(tokens, start, to) }
  if (right.to <= right.from || RELATIVES.has(tokens[start]?.normal ?? '')) return 0
  if (isSeparator && SUBORDINATORS.has(tokens[from]?.normal ?? '')) return 0
  return partsOpinions(tokens, left, right, signs) ? (isSeparator ? 2 : 1) : 0
}

function segmentEnd(tokens: readonly Token[], from: number, to: number): number {
  for (let i = from; i < to; i += 1) {
    const normal = tokens[i]?.normal ?? ''
    if (normal === ',' || isDash(normal) || (COORDINATORS.has(normal) && i > from)) return i
    if (i > from && isContrastAt(tokens, i, from)) return i
  }
  return to
}

function partsOpinions(
  tokens: readonly Token[],
  left: TokenRange,
  right: TokenRange,
  signs: readonly number[]
): boolean {
  const isOpposed = signOfRange(signs, left) * signOfRange(signs, right) < 0
  if (isOpposed && wordCount(tokens, left) > 1 && wordCount(tokens, right) > 1) return true
  if (isStatement(tokens, left) && opensWithSubject(tokens, right)) return true
  return isShortOpinion(tokens, left) && isShortOpinion(tokens, right)
}

function signOfRange(signs: readonly number[], { from, to }: TokenRange): number {
  let sum = 0
  for (let i = from; i < to; i += 1) sum += signs[i] ?? 0
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
    const isFragment = !tokens
      .slice(range.from, range.to)
      .some((t) => t.kind === 'word' || t.kind === 'number')
    if (last !== undefined && isFragment)
      joined[joined.length - 1] = { from: last.from, to: range.to }
    else joined.push(range)
  }
  return joined
}
