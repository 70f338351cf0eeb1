import createFeatures from 'wink-eng-lite-web-model/dist/feature.js'
import loadCore from 'wink-eng-lite-web-model/dist/load-core-model.js'
import loadPartsOfSpeech from 'wink-eng-lite-web-model/dist/load-pos-model.js'
import createCache from 'wink-nlp/src/cache.js'
import compile from 'wink-nlp/src/compile-trex.js'
import createWinkTokenizer from 'wink-nlp/src/tokenizer.js'
import { createTagger, type TaggedWord, type Tagger } from './part-of-speech.ts'

/** A token within a piece of text that holds no space. */
export type PieceToken = TaggedWord & {
  /** The token as wink-nlp gives it; part of the piece unless wink-nlp changed characters. */
  readonly value: string
  /** wink-nlp's token type: `word`, `number`, `punctuation`, … */
  readonly type: string
}

/** What reading takes from wink-nlp: tokens of pieces without spaces, and parts of speech of tokens in their context. */
export type Language = {
  readonly cut: (piece: string) => PieceToken[]
  readonly tag: Tagger
  /** Names of the parts of speech, by number. */
  readonly partsOfSpeech: readonly string[]
}

let shared: Language | undefined

/**
 * wink-nlp's tokeniser and tagger for English, the one of the process: its model takes 200 ms and 30 MB.
 *
 * wink-nlp's own `readDoc` keeps every new word for good, so that memory grows and a later comment can be cut otherwise than
 * a first one. It also cuts at spaces before anything else; so pieces between spaces can be cut alone and be remembered.
 *
 * @returns the language; it holds no state
 * @throws nothing
 * @see wink-nlp 2.4 (MIT), src/wink-nlp.js and src/dd-wrapper.js, whose part this takes
 * @example
 * sharedLanguage().cut("can't.").map(({ value }) => value) // => ['ca', "n't", '.']
 */
export function sharedLanguage(): Language {
  shared ??= createLanguage()
  return shared
}

// Bits of a contraction's part: its lemma is below its part of speech, spaces are below the number of its normal form.
const LEMMA_BITS = 20
const SPACE_BITS = 16
const TAG_MASK = 0x3f
const NOUN = 8
const NO_TAGS: ReadonlySet<number> = new Set([0])

function createLanguage(): Language {
  const core = loadCore()
  const cache = createCache(core, createFeatures)
  const features = createFeatures(core.packing.config)
  const { list: clusters } = core.features.posClusters
  const { hash: lexemes } = core.features.lexeme
  const cutRaw = createWinkTokenizer(compile(core.trex), core.tcat.hash, core.preserve)
  const property = (index: number, name: string) => Number(cache.property(index, name))

  const listed = (index: number, normal: number, fixedTag: number): PieceToken => ({
    value: cache.value(index),
    type: String(cache.property(index, 'tokenType')),
    tag: fixedTag >= 0 ? fixedTag : cache.posOf(cache.mappedSpelling(index)) || NOUN,
    isTagFixed: fixedTag >= 0,
    hint: property(index, 'posHint'),
    possible: clusters[property(normal, 'lexemeCID')] ?? NO_TAGS,
  })
  // What wink-nlp would work out for a word that its lexicon doesn't hold.
  const vocabulary = {
    lookup: (word: string) => cache.lookup(word) ?? [Number.POSITIVE_INFINITY],
    posOf: cache.posOf,
    intrinsicSize: cache.intrinsicSize,
  }
  const unlisted = (value: string, category: number): PieceToken => {
    const index = lexemes[value.toLowerCase()]
    const cluster = index === undefined ? 0 : property(cache.mappedSpelling(index), 'lexemeCID')
    return {
      value,
      type: core.tcat.list[category] ?? 'unk',
      tag: features.pos(value, category, vocabulary) || NOUN,
      isTagFixed: false,
      hint: 0,
      possible: clusters[cluster] ?? NO_TAGS,
    }
  }
  const partsOf = (text: string): PieceToken[] | null => {
    const found = cache.lookup(text)
    if (found === null) return null
    if (found.length === 1) return [listed(found[0] ?? 0, cache.normal(found[0] ?? 0), -1)]
    const parts: PieceToken[] = []
    // A contraction: lexeme, normal form, lemma and part of speech of each part.
    for (let k = 0; k < found.length; k += 4) {
      const [index = 0, normal = 0, lemma = 0, tag = 0] = found.slice(k, k + 4)
      const packed = lemma | (tag << LEMMA_BITS)
      const expanded = cache.nox(normal << SPACE_BITS)
      parts.push(listed(index, expanded, packed === 0 ? -1 : (packed >>> LEMMA_BITS) & TAG_MASK))
    }
    return parts
  }
  return {
    cut(piece) {
      const tokens: PieceToken[] = []
      cutRaw(
        {
          _addToken(text, category) {
            const index = lexemes[text]
            tokens.push(
              index === undefined
                ? unlisted(text, category)
                : listed(index, cache.normal(index), -1)
            )
            return true
          },
          _addTokenIfInCache(text) {
            const parts = partsOf(text)
            if (parts === null) return 0
            tokens.push(...parts)
            return 1
          },
          isLexeme: (text) => cache.lookup(text),
        },
        piece
      )
      return tokens
    },
    tag: createTagger(loadPartsOfSpeech().machines),
    partsOfSpeech: core.features.pos.list,
  }
}
