// What is here: one comment and its question in, clauses with polarity, response sentiment, language, content and flags out.
// Not here: themes, scores, files; `runtime/` reads the lexicons and passes their contents in.
import type {
  Clause,
  CommentReader,
  CommentReading,
  ReadOptions,
  ResponseFlag,
  Token,
} from '../domain/reading.ts'
import { readCutModel } from './clauses/cut-model.ts'
import { type Passage, passagesOf } from './clauses/passages.ts'
import { type ClauseSplitter, createClauseSplitter } from './clauses/split-clauses.ts'
import { type NonAnswer, nonAnswerOf } from './content.ts'
import { createFlagReader, type FlagReader } from './flags.ts'
import { detectLanguage } from './language/detect-language.ts'
import { explain } from './sentiment/explain.ts'
import { type JudgedPassages, judgePassages } from './sentiment/judge-passages.ts'
import { polarityOf, responseSentiment, valenceOf } from './sentiment/response-sentiment.ts'
import {
  readSentimentModel,
  type SentimentHeader,
  type SentimentModel,
} from './sentiment/sentiment-model.ts'
import { createUnitReader, type UnitReader } from './sentiment/units.ts'
import { readValenceLexicon } from './sentiment/valence-lexicon.ts'
import { createWordFacts, type WordFactsTable } from './sentiment/word-facts.ts'
import { createNormaliser } from './tokens/normal-forms.ts'
import { createSpellingCorrector } from './tokens/spelling.ts'
import { type CutToken, createTokenizer, type Tokenizer } from './tokens/tokenize.ts'
import { shapeOf } from './tokens/word-shape.ts'
import type { WordVectors } from './word-vectors/word-vectors.ts'

/**
 * Contents of the lexicon files that reading needs, loaded by `runtime/`:
 * `sentiment-model/model.json` (parsed) and `model.bin`, `clause-cuts/model.bin`, `flag-model/model.bin`, `valence/data.tsv`,
 * `word-vectors/vectors.bin` (through `readWordVectors`; one copy is shared with the themes).
 */
export type TextResources = {
  readonly sentimentHeader: SentimentHeader
  readonly sentimentWeights: ArrayBuffer
  /** Bytes of `lexicons/clause-cuts/model.bin`. */
  readonly clauseCuts: ArrayBuffer
  /** Bytes of `lexicons/flag-model/model.bin`. */
  readonly flagWeights: ArrayBuffer
  /** Text of `lexicons/valence/data.tsv`. */
  readonly valence: string
  readonly vectors: WordVectors
}

/** Comments longer than this are read up to here and flagged `truncated`. */
export const MAX_READ_CHARS = 20_000

/** The parts of a reader that training shares, so that it sees the same words. */
export type TextTables = {
  readonly vectors: WordVectors
  readonly factsOf: WordFactsTable
  readonly tokenize: Tokenizer
  readonly unitsOf: UnitReader
  readonly clausesOf: ClauseSplitter
}

/**
 * Tokeniser and look-up tables from the word lists.
 *
 * @param resources - valence list, word vectors and weights of cuts
 * @returns tables for features and clauses
 * @throws {RangeError} if the weights of cuts have another length
 * @see lexicons/valence, lexicons/word-vectors, lexicons/clause-cuts
 * @example
 * createTextTables(resources).tokenize('late again').tokens.length // => 2
 */
export function createTextTables(
  resources: Pick<TextResources, 'valence' | 'vectors' | 'clauseCuts'>
): TextTables {
  const { vectors } = resources
  const { valence, identities } = readValenceLexicon(resources.valence)
  const isEnglish = (word: string) =>
    vectors.rowOf(word) !== undefined || valence.has(word) || identities.has(word)
  const correct = createSpellingCorrector(correctionVocabulary(vectors, [...valence.keys()]))
  const factsOf = createWordFacts(valence, vectors)
  return {
    vectors,
    factsOf,
    tokenize: createTokenizer({
      normalise: createNormaliser(isEnglish, correct),
      shapeOf: (value) => shapeOf(value, isEnglish, identities),
      factsOf,
    }),
    unitsOf: createUnitReader(factsOf),
    clausesOf: createClauseSplitter(readCutModel(resources.clauseCuts)),
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
  const model = readSentimentModel(
    resources.sentimentHeader,
    resources.sentimentWeights,
    resources.vectors
  )
  const parts: Parts = {
    model,
    flagsOf: createFlagReader(resources.flagWeights),
    tables: createTextTables(resources),
  }
  return {
    version: model.version,
    read: (comment, question, options) => read(parts, comment, { question, ...options }),
  }
}

type Parts = {
  readonly model: SentimentModel
  readonly flagsOf: FlagReader
  readonly tables: TextTables
}

type Request = ReadOptions & { readonly question: 'reason' | 'improve' | 'praise' }

function read(parts: Parts, whole: string, request: Request): CommentReading {
  const comment = whole.length > MAX_READ_CHARS ? whole.slice(0, MAX_READ_CHARS) : whole
  const flags: ResponseFlag[] = comment === whole ? [] : ['truncated']
  const { tables, model, flagsOf } = parts
  const words = tables.tokenize(comment)
  const { tokens } = words
  const nonAnswer = nonAnswerOf(comment, tokens, request.question)
  if (nonAnswer !== null) return readingOfNonAnswer(comment, tokens, nonAnswer, flags)
  const language = detectLanguage(comment, words.lexemes)
  if (language !== 'en' && language !== 'und')
    return emptyReading(language, 'unsupported-language', flags)
  const units = tables.unitsOf(words, { from: 0, to: tokens.length })
  const passages = passagesOf(units, tables.clausesOf(comment, words))
  const withContributions = request.withExplanations !== false
  const judged = judgePassages(model, units, passages, withContributions)
  const clauses = passages.map((passage, i) => readClause(tokens, passage, judged, i))
  return {
    language,
    content: 'opinion',
    sentiment: responseSentiment(
      judged.whole.probabilities,
      judged.isOwn.every(Boolean) ? clauses : clauses.filter((_, i) => judged.isOwn[i]),
      judged.whole.evidence > 0
    ),
    clauses,
    flags: [...flagsOf(passages.map((passage) => passage.units)), ...flags],
  }
}

function readClause(
  tokens: readonly CutToken[],
  { range: { from, to }, units }: Passage,
  judged: JudgedPassages,
  i: number
): Clause {
  const { probabilities } = judged.each[i] ?? judged.whole
  const polarity = polarityOf(probabilities)
  for (const { isNegated, token } of units) {
    const own = tokens[token]
    if (isNegated && own !== undefined) own.isNegated = true
  }
  return {
    start: tokens[from]?.start ?? 0,
    end: tokens[to - 1]?.end ?? 0,
    polarity,
    valence: valenceOf(probabilities),
    confidence: probabilities[polarity],
    tokens: tokens.slice(from, to),
    explanations: explain(judged.contributions[i] ?? NOTHING, units, tokens),
  }
}

const NOTHING = new Float64Array(0)

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
