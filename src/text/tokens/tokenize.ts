import type { Token } from '../../domain/reading.ts'
import { type PieceToken, sharedLanguage } from './cut-piece.ts'
import { decodeEntities } from './decode-entities.ts'
import { type Lexeme, type LexemeParts, lexemeOf } from './lexeme.ts'
import { remember } from './remember.ts'

/** A token whose negation is found after it is cut. */
export type CutToken = Omit<Token, 'isNegated'> & { isNegated: boolean }

/** The tokens of a comment, in order and without white space, with what is known of each. */
export type Words = {
  readonly tokens: readonly CutToken[]
  /** One entry a token. */
  readonly lexemes: readonly Lexeme[]
}

/** Cuts comments into tokens whose offsets slice the comment. */
export type Tokenizer = (comment: string) => Words

// Used where wink-nlp changes characters, so that a value can't be found again in the comment.
const PLAIN_TOKEN = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*|\p{Extended_Pictographic}|\S/gu

/** A part of a comment between spaces: its tokens and where they lie in it; null where wink-nlp changed characters. */
type Piece = {
  readonly lexemes: readonly Lexeme[]
  /** Start and end of each token, two a token. */
  readonly places: readonly number[]
} | null

/**
 * A tokeniser on wink-nlp that gives exact UTF-16 offsets.
 *
 * wink-nlp reports values but no offsets; here each value is looked up in its piece in order, and a comment with a piece in
 * which one can't be found is cut by a plain pattern instead, so that offsets always slice back.
 *
 * @param parts - look-ups for lexemes
 * @returns a function from comment to its words; an empty comment gives none
 * @throws nothing
 * @see wink-nlp 2.4, wink-eng-lite-web-model 1.8 (MIT)
 * @example
 * createTokenizer(parts)('app crashes!').tokens.map((t) => t.normal) // => ['app', 'crashes', '!']
 */
export function createTokenizer(parts: LexemeParts): Tokenizer {
  const language = sharedLanguage()
  const pieceOf = remember((text): { readonly piece: Piece } => ({
    piece: readPiece(text, language.cut(text), parts),
  }))
  return (comment) => {
    const { text, offsets } = decodeEntities(comment)
    const all: Lexeme[] = []
    const places: number[] = []
    const isRead = eachPiece(text, (start, end) => {
      const { piece } = pieceOf(text.slice(start, end))
      if (piece === null) return false
      for (let i = 0; i < piece.lexemes.length; i += 1) {
        const lexeme = piece.lexemes[i]
        if (lexeme === undefined) continue
        all.push(lexeme)
        places.push(start + (piece.places[2 * i] ?? 0), start + (piece.places[2 * i + 1] ?? 0))
      }
      return true
    })
    if (!isRead) return readPlainly(text, offsets, parts)
    const tags = language.tag(all)
    const tokens: CutToken[] = []
    const lexemes: Lexeme[] = []
    for (let i = 0; i < all.length; i += 1) {
      const lexeme = all[i]
      const start = places[2 * i] ?? 0
      const end = places[2 * i + 1] ?? 0
      // White space that wink-nlp counts as a token takes part in tagging only.
      if (lexeme === undefined || end === start) continue
      lexemes.push(lexeme)
      tokens.push(tokenOf(lexeme, offsets, { start, end }, language.partsOfSpeech[tags[i] ?? 0]))
    }
    return { tokens, lexemes }
  }
}

// Function words by their part of speech: no list to keep, and the same for every word of a class.
const STOP_PARTS = new Set(['ADP', 'AUX', 'CCONJ', 'DET', 'PART', 'PRON', 'SCONJ'])

function tokenOf(
  { kind, normal }: Lexeme,
  offsets: Uint32Array | null,
  place: { readonly start: number; readonly end: number },
  partOfSpeech = 'X'
): CutToken {
  return {
    start: offsets === null ? place.start : (offsets[place.start] ?? place.start),
    // The end is the start of the next character, so an entity is never cut in two.
    end: offsets === null ? place.end : (offsets[place.end] ?? place.end),
    normal,
    partOfSpeech,
    kind,
    isStopWord: kind === 'word' && STOP_PARTS.has(partOfSpeech),
    isNegated: false,
  }
}

/** wink-nlp's spaces; tabs and line breaks are tokens of its own. */
function isSpace(code: number): boolean {
  if (code < 0xa0) return code === 32
  if (code < 0x2002) return code === 0xa0
  return code <= 0x2005 || code === 0x2009 || code === 0x200a || code === 0x202f || code === 0x205f
}

function isBreak(code: number): boolean {
  return code === 10 || code === 13 || code === 9
}

/** Calls `take` with the ends of every piece in order, as long as it says true; whether it always did. */
function eachPiece(text: string, take: (start: number, end: number) => boolean): boolean {
  let start = 0
  while (start < text.length) {
    const code = text.charCodeAt(start)
    let end = start + 1
    if (isBreak(code)) while (end < text.length && isBreak(text.charCodeAt(end))) end += 1
    else if (!isSpace(code)) {
      while (end < text.length) {
        const next = text.charCodeAt(end)
        if (next < 33 ? next === 32 || isBreak(next) : next >= 0xa0 && isSpace(next)) break
        end += 1
      }
    }
    if (!isSpace(code) && !take(start, end)) return false
    start = end
  }
  return true
}

/** Tokens of a piece with their places; white space gets an empty place. */
function readPiece(text: string, tokens: readonly PieceToken[], parts: LexemeParts): Piece {
  const places: number[] = []
  let cursor = 0
  for (const { value, type } of tokens) {
    const start = text.indexOf(value, cursor)
    if (start < 0 || text.slice(cursor, start).trim() !== '') return null
    cursor = start + value.length
    const isBlank = type === 'tabCRLF' || value.trim() === ''
    places.push(start, isBlank ? start : cursor)
  }
  if (text.slice(cursor).trim() !== '') return null
  return { lexemes: tokens.map((token) => lexemeOf(token, parts)), places }
}

const NO_TAGS: ReadonlySet<number> = new Set()

function readPlainly(text: string, offsets: Uint32Array | null, parts: LexemeParts): Words {
  const tokens: CutToken[] = []
  const lexemes: Lexeme[] = []
  for (const match of text.matchAll(PLAIN_TOKEN)) {
    const [value] = match
    const isNumber = /^\p{N}/u.test(value)
    const type = isNumber ? 'number' : /^\p{L}/u.test(value) ? 'word' : 'punctuation'
    const cut = { value, type, tag: 0, isTagFixed: false, hint: 0, possible: NO_TAGS }
    const lexeme = lexemeOf(cut, parts)
    lexemes.push(lexeme)
    const place = { start: match.index, end: match.index + value.length }
    tokens.push(tokenOf(lexeme, offsets, place))
  }
  return { tokens, lexemes }
}
