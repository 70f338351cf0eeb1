// What is here: one comment and its question in, clauses with polarity, response sentiment, language, content and flags out.
// Not here: themes, scores, files; `runtime/` reads the lexicons and passes their contents in.
import type {
  Clause,
  CommentReader,
  CommentReading,
  Explanation,
  ResponseFlag,
  Token,
} from '../domain/reading.ts'
import { splitClauses } from './clauses/split-clauses.ts'
import { type NonAnswer, nonAnswerOf } from './content.ts'
import { flagsOf } from './flags.ts'
import { detectLanguage } from './language/detect-language.ts'
import { type Features, type FeatureTables, featuresOf } from './sentiment/features.ts'
import { polarityOf, responseSentiment, valenceOf } from './sentiment/response-sentiment.ts'
import {
  readSentimentModel,
  type SentimentHeader,
  type SentimentModel,
} from './sentiment/sentiment-model.ts'
import { type Unit, unitsOf } from './sentiment/units.ts'
import { readValenceLexicon } from './sentiment/valence-lexicon.ts'
import { createNormaliser } from './tokens/normal-forms.ts'
import { createSpellingCorrector } from './tokens/spelling.ts'
import { createTokenizer, type Tokenizer } from './tokens/tokenize.ts'
import type { WordVectors } from './word-vectors/word-vectors.ts'

/**
 * Contents of the lexicon files that reading needs, loaded by `runtime/`:
 * `sentiment-model/model.json` (parsed) and `model.bin`, `valence/data.tsv`,
 * `word-vectors/vectors.bin` (through `readWordVectors`; one copy is shared with the themes).
 */
export type TextResources = {
  readonly sentimentHeader: SentimentHeader
  readonly sentimentWeights: ArrayBuffer
  /** Text of `lexicons/valence/data.tsv`. */
  readonly valence: string
  readonly vectors: WordVectors
}

/** Comments longer than this are read up to here and flagged `truncated`. */
export const MAX_READ_CHARS = 20_000

/** The parts of a reader that training shares, so that it sees the same words. */
export type TextTables = FeatureTables & {
  readonly tokenize: Tokenizer
  readonly signOf: (token: Token) => number
  readonly isEnglish: (word: string) => boolean
}

/**
 * Tokeniser and look-up tables from the word lists.
 *
 * @param resources - valence list and word vectors
 * @returns tables for features and clauses
 * @throws nothing
 * @see lexicons/valence, lexicons/word-vectors
 * @example
 * createTextTables(resources).tokenize('late again').length // => 2
 */
export function createTextTables(
  resources: Pick<TextResources, 'valence' | 'vectors'>
): TextTables {
  const { vectors } = resources
  const valence = readValenceLexicon(resources.valence)
  const isEnglish = (word: string) => vectors.rowOf(word) !== undefined || valence.has(word)
  const correct = createSpellingCorrector(correctionVocabulary(vectors, [...valence.keys()]))
  const signOf = (token: Token) => {
    const value = valence.get(token.normal) ?? 0
    return Math.abs(value) < 0.2 ? 0 : Math.sign(value)
  }
  return {
    valence,
    vectors,
    isEnglish,
    signOf,
    tokenize: createTokenizer(createNormaliser(isEnglish, correct)),
  }
}

const CORRECTION_WORDS = 8000

/** Frequent words first, since a misspelling is more likely one of a usual word. */
function correctionVocabulary(vectors: WordVectors, terms: readonly string[]): string[] {
  const isPlain = (word: string) => /^[a-z]{4,}$/.test(word)
  const frequent = vectors.words
    .filter(isPlain)
    .map((word) => [word, vectors.frequencyOf(word)] as const)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, CORRECTION_WORDS)
    .map(([word]) => word)
  return [...frequent, ...terms.filter(isPlain)]
}

/**
 * A reader of customer comments.
 *
 * It reads text only: scores never enter, so that a 9 with a complaint is a finding.
 *
 * @param resources - contents of the lexicon files
 * @returns a reader without state; the same comment and question give the same reading
 * @throws {RangeError} if the model's files do not fit each other
 * @see lexicons/sentiment-model/README.md
 * @example
 * createCommentReader(resources).read('I waited 3 weeks for a reply', 'reason').sentiment.polarity // => 'negative'
 */
export function createCommentReader(resources: TextResources): CommentReader {
  const model = readSentimentModel(resources.sentimentHeader, resources.sentimentWeights)
  const parts: Parts = {
    model,
    tables: createTextTables(resources),
  }
  return { version: model.version, read: (comment, question) => read(parts, comment, question) }
}

type Parts = {
  readonly model: SentimentModel
  readonly tables: TextTables
}

function read(
  parts: Parts,
  whole: string,
  question: 'reason' | 'improve' | 'praise'
): CommentReading {
  const comment = whole.length > MAX_READ_CHARS ? whole.slice(0, MAX_READ_CHARS) : whole
  const flags: ResponseFlag[] = comment === whole ? [] : ['truncated']
  const { tables } = parts
  const tokens = tables.tokenize(comment)
  const nonAnswer = nonAnswerOf(tokens, question)
  if (nonAnswer !== null) return readingOfNonAnswer(comment, tokens, nonAnswer, flags)
  const language = detectLanguage(comment, tokens, tables.isEnglish)
  if (language !== 'en' && language !== 'und')
    return emptyReading(language, 'unsupported-language', flags)
  const clauses = splitClauses(comment, tokens, tables.signOf).map(({ from, to }) =>
    readClause(parts, comment, tokens, { from, to })
  )
  const units = unitsOf(comment, tokens, 0, tokens.length)
  const features = featuresOf(units, tables)
  const hasEvidence = parts.model.evidenceOf(features) > 0
  const text = ` ${units.map((unit) => unit.form).join(' ')} `
  return {
    language,
    content: 'opinion',
    sentiment: responseSentiment(parts.model.score(features), clauses, hasEvidence),
    clauses,
    flags: [...flagsOf(text), ...flags],
  }
}

function readClause(
  { model, tables }: Parts,
  comment: string,
  tokens: readonly Token[],
  { from, to }: { readonly from: number; readonly to: number }
): Clause {
  const units = unitsOf(comment, tokens, from, to)
  const features = featuresOf(units, tables)
  const probabilities = model.score(features)
  const polarity = polarityOf(probabilities)
  const negated = new Set(units.filter((unit) => unit.isNegated).map((unit) => unit.token))
  return {
    start: tokens[from]?.start ?? 0,
    end: tokens[to - 1]?.end ?? 0,
    polarity,
    valence: valenceOf(probabilities),
    confidence: probabilities[polarity],
    tokens: tokens
      .slice(from, to)
      .map((t, i) => (negated.has(from + i) ? { ...t, isNegated: true } : t)),
    explanations: explain(model, features, units, tokens),
  }
}

const MAX_EXPLANATIONS = 5

/** The tokens that moved the decision most, as shares of all movement. */
function explain(
  model: SentimentModel,
  features: Features,
  units: readonly Unit[],
  tokens: readonly Token[]
): Explanation[] {
  const byToken = new Map<number, number>()
  const parts = model.contributionsOf(features, units.length)
  units.forEach((unit, i) => {
    byToken.set(unit.token, (byToken.get(unit.token) ?? 0) + (parts[i] ?? 0))
  })
  const total = [...byToken.values()].reduce((sum, part) => sum + Math.abs(part), 0)
  if (total === 0) return []
  return [...byToken]
    .map(([index, part]) => ({
      start: tokens[index]?.start ?? 0,
      end: tokens[index]?.end ?? 0,
      weight: part / total,
    }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.start - b.start)
    .slice(0, MAX_EXPLANATIONS)
}

function emptyReading(
  language: string,
  content: 'none' | 'unsupported-language',
  flags: readonly ResponseFlag[]
): CommentReading {
  return {
    language,
    content,
    sentiment: { polarity: 'undetected', valence: 0, confidence: 0 },
    clauses: [],
    flags,
  }
}

// How sure an answer such as "Nothing" to "what could we improve?" is; half of a plain "all good".
const NON_ANSWER_VALENCE = 0.5
const NON_ANSWER_CONFIDENCE = 0.9

function readingOfNonAnswer(
  comment: string,
  tokens: readonly Token[],
  nonAnswer: NonAnswer,
  flags: readonly ResponseFlag[]
): CommentReading {
  const first = tokens[0]
  const last = tokens.at(-1)
  if (nonAnswer === 'none' || first === undefined || last === undefined)
    return emptyReading('und', 'none', flags)
  const polarity = nonAnswer === 'praise' ? 'positive' : 'negative'
  const valence = nonAnswer === 'praise' ? NON_ANSWER_VALENCE : -NON_ANSWER_VALENCE
  const place = { start: first.start, end: Math.min(last.end, comment.length) }
  const weight = Math.sign(valence)
  return {
    language: 'en',
    content: 'opinion',
    sentiment: { polarity, valence, confidence: NON_ANSWER_CONFIDENCE },
    clauses: [
      {
        ...place,
        polarity,
        valence,
        confidence: NON_ANSWER_CONFIDENCE,
        tokens,
        explanations: [{ ...place, weight }],
      },
    ],
    flags,
  }
}
