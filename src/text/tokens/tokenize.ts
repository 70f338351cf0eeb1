import model from 'wink-eng-lite-web-model'
import winkNLP, { type WinkMethods } from 'wink-nlp'
import type { Token } from '../../domain/reading.ts'
import { decodeEntities } from './decode-entities.ts'
import type { Normaliser } from './normal-forms.ts'

/** Cuts comments into tokens whose offsets slice the comment. */
export type Tokenizer = (comment: string) => Token[]

// Sentence ends and negation are found by our own rules, so the parts of speech are the only annotation needed.
const PIPE = ['pos']

// Used where wink-nlp changes characters, so that a value can't be found again in the comment.
const PLAIN_TOKEN = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*|\p{Extended_Pictographic}|\S/gu

type RawToken = {
  readonly start: number
  readonly end: number
  readonly value: string
  readonly type: string
  readonly pos: string
}

/**
 * A tokeniser on wink-nlp that gives exact UTF-16 offsets.
 *
 * wink-nlp reports values and spaces but no offsets; here each value is looked up in the comment in order, and a comment in
 * which one can't be found is cut by a plain pattern instead, so that offsets always slice back.
 *
 * @param normalise - gives the normal form of a token
 * @returns a function from comment to tokens, in order, without white space; an empty comment gives `[]`
 * @throws nothing
 * @see wink-nlp 2.4, wink-eng-lite-web-model 1.8 (MIT)
 * @example
 * createTokenizer(normalise)('app crashes!').map((t) => t.normal) // => ['app', 'crashes', '!']
 */
export function createTokenizer(normalise: Normaliser): Tokenizer {
  const nlp = sharedTagger()
  const { its } = nlp
  const read = (text: string): RawToken[] | null => {
    const tokens = nlp.readDoc(text).tokens()
    const values = tokens.out(its.value)
    const types = tokens.out(its.type)
    const tags = tokens.out(its.pos)
    return locate(text, values, types, tags)
  }
  return (comment) => {
    if (comment.trim() === '') return []
    const { text, offsets } = decodeEntities(comment)
    const raw = read(text) ?? readPlainly(text)
    const at = (offset: number) => (offsets === null ? offset : (offsets[offset] ?? offset))
    return raw.map((token) => {
      const { value } = token
      const kind = kindOf(token.type, value)
      const normal = kind === 'word' || kind === 'other' ? normalise(value, token.type) : value
      return {
        start: at(token.start),
        // The end is the start of the next character, so an entity is never cut in two.
        end: at(token.end),
        normal,
        partOfSpeech: token.pos,
        kind,
        isStopWord: kind === 'word' && STOP_PARTS.has(token.pos),
        isNegated: false,
      }
    })
  }
}

// Function words by their part of speech: no list to keep, and the same for every word of a class.
const STOP_PARTS = new Set(['ADP', 'AUX', 'CCONJ', 'DET', 'PART', 'PRON', 'SCONJ'])

let tagger: WinkMethods | undefined

/**
 * The one wink-nlp of the process. Each load of its model wraps a string of the model in quotes once more and so doubles its
 * backslashes: the 25th fails with "Invalid string length". It also takes 300 ms and 60 MB.
 */
function sharedTagger(): WinkMethods {
  tagger ??= winkNLP(model, PIPE)
  return tagger
}

function locate(
  text: string,
  values: readonly string[],
  types: readonly string[],
  tags: readonly string[]
): RawToken[] | null {
  const found: RawToken[] = []
  let cursor = 0
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? ''
    const start = placeOf(value, text, cursor)
    if (start < 0 || (start > cursor + 1 && text.slice(cursor, start).trim() !== '')) return null
    if (start === cursor + 1 && !isBlankAt(text, cursor)) return null
    cursor = start + value.length
    if (types[i] === 'tabCRLF' || (isBlankAt(value, 0) && value.trim() === '')) continue
    found.push({ start, end: cursor, value, type: types[i] ?? 'word', pos: tags[i] ?? 'X' })
  }
  return text.slice(cursor).trim() === '' ? found : null
}

/** `text.indexOf(value, cursor)`, which is nearly always at the cursor or after one space. */
function placeOf(value: string, text: string, cursor: number): number {
  const next = text.charCodeAt(cursor) === SPACE ? cursor + 1 : cursor
  return value.charCodeAt(0) !== SPACE && text.startsWith(value, next)
    ? next
    : text.indexOf(value, cursor)
}

const SPACE = 32

/** Whether the character there may be white space; true for the empty string. */
function isBlankAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return !(code > SPACE && code < 127) && text.charAt(index).trim() === ''
}

function readPlainly(text: string): RawToken[] {
  return [...text.matchAll(PLAIN_TOKEN)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    value: match[0],
    type: /^\p{N}/u.test(match[0]) ? 'number' : /^\p{L}/u.test(match[0]) ? 'word' : 'punctuation',
    pos: 'X',
  }))
}

function kindOf(type: string, value: string): Token['kind'] {
  if (type === 'word' || type === 'shortForm') return 'word'
  if (type === 'number' || type === 'time' || type === 'ordinal' || type === 'decade')
    return 'number'
  if (type === 'emoji' || type === 'emoticon') return 'emoji'
  if (type === 'punctuation') return 'punctuation'
  if (type === 'unk' || type === 'alien') return /^\p{L}/u.test(value) ? 'word' : 'other'
  return 'other'
}
