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
import { type Passage, passagesOf } from './clauses/passages.ts'
import { splitClauses } from './clauses/split-clauses.ts'
import { type NonAnswer, nonAnswerOf } from './content.ts'
import { flagsOf } from './flags.ts'
import { detectLanguage } from './language/detect-language.ts'
import { featuresOf } from './sentiment/features.ts'
import { polarityOf, responseSentiment, valenceOf } from './sentiment/response-sentiment.ts'
import {
  type Judgement,
  readSentimentModel,
  type SentimentHeader,
  type SentimentModel,
} from './sentiment/sentiment-model.ts'
import { type Unit, unitsOf, type Words } from './sentiment/units.ts'
import { readValenceLexicon, type ValenceLexicon } from './sentiment/valence-lexicon.ts'
import { createWordFacts, type WordFactsTable } from './sentiment/word-facts.ts'
import { createNormaliser } from './tokens/normal-forms.ts'
import { remember } from './tokens/remember.ts'
import { createSpellingCorrector } from './tokens/spelling.ts'
import { createTokenizer, type Tokenizer } from './tokens/tokenize.ts'
import { NO_SHAPE, shapeOf } from './tokens/word-shape.ts'
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
export type TextTables = {
  readonly valence: ValenceLexicon
  readonly vectors: WordVectors
  readonly factsOf: WordFactsTable
  readonly tokenize: Tokenizer
  /** What is known of the words of a comment. */
  readonly wordsOf: (comment: string, tokens: readonly Token[]) => Words
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
  const { valence, identities } = readValenceLexicon(resources.valence)
  const isEnglish = (word: string) =>
    vectors.rowOf(word) !== undefined || valence.has(word) || identities.has(word)
  const correct = createSpellingCorrector(correctionVocabulary(vectors, [...valence.keys()]))
  const factsOf = createWordFacts(valence, vectors)
  const shape = remember((value) => shapeOf(value, isEnglish, identities))
  return {
    valence,
    vectors,
    factsOf,
    wordsOf: (comment, tokens) => ({
      tokens,
      shapes: tokens.map(({ kind, start, end }) =>
        kind === 'word' ? shape(comment.slice(start, end)) : NO_SHAPE
      ),
      facts: tokens.map(({ normal }) => factsOf(normal)),
      factsOf,
    }),
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
  const model = readSentimentModel(
    resources.sentimentHeader,
    resources.sentimentWeights,
    resources.vectors
  )
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
  const nonAnswer = nonAnswerOf(comment, tokens, question)
  if (nonAnswer !== null) return readingOfNonAnswer(comment, tokens, nonAnswer, flags)
  const words = tables.wordsOf(comment, tokens)
  const language = detectLanguage(comment, tokens, words.shapes)
  if (language !== 'en' && language !== 'und')
    return emptyReading(language, 'unsupported-language', flags)
  const units = unitsOf(words, { from: 0, to: tokens.length })
  const signs = words.facts.map(({ sign }) => sign)
  const passages = passagesOf(units, splitClauses(comment, tokens, signs))
  const judged = passages.map((passage) => {
    const judgement = judge(parts, passage.units)
    return { judgement, clause: readClause(tokens, passage, judgement) }
  })
  const clauses = judged.map(({ clause }) => clause)
  const own = ownPassages(passages, clauses)
  const isLiteral = own.length === passages.length && !passages.some((p) => p.isRephrased)
  const ownUnits = isLiteral ? units : own.flatMap((i) => passages[i]?.units ?? [])
  const only = judged[0]?.judgement
  // The one clause of a short comment is the comment.
  const isOnly = passages.length === 1 && passages[0]?.units.length === ownUnits.length
  const { probabilities, evidence } = isOnly && only !== undefined ? only : judge(parts, ownUnits)
  const text = ` ${units.map((unit) => unit.form).join(' ')} `
  return {
    language,
    content: 'opinion',
    sentiment: responseSentiment(
      probabilities,
      clauses.filter((_, i) => own.includes(i)),
      evidence > 0
    ),
    clauses,
    flags: [...flagsOf(text), ...flags],
  }
}

function judge({ model }: Parts, units: readonly Unit[]): Judgement {
  return model.judge(featuresOf(units), units.length)
}

/** Indexes of the passages that speak for the response: asides only where they do not contradict the writer's own. */
function ownPassages(passages: readonly Passage[], clauses: readonly Clause[]): number[] {
  const all = passages.map((_, i) => i)
  const own = all.filter((i) => passages[i]?.isAside === false)
  if (own.length === all.length) return all
  const sum = own.reduce((total, i) => total + (clauses[i]?.valence ?? 0), 0)
  const contradicts = all.some(
    (i) => passages[i]?.isAside === true && (clauses[i]?.valence ?? 0) * sum < 0
  )
  return contradicts ? own : all
}

function readClause(
  tokens: readonly Token[],
  { range: { from, to }, units }: Passage,
  { probabilities, contributions }: Judgement
): Clause {
  const polarity = polarityOf(probabilities)
  const own = tokens.slice(from, to)
  for (const { isNegated, token } of units) {
    const plain = own[token - from]
    if (isNegated && plain !== undefined) own[token - from] = { ...plain, isNegated: true }
  }
  return {
    start: tokens[from]?.start ?? 0,
    end: tokens[to - 1]?.end ?? 0,
    polarity,
    valence: valenceOf(probabilities),
    confidence: probabilities[polarity],
    tokens: own,
    explanations: explain(contributions, units, tokens),
  }
}

const MAX_EXPLANATIONS = 5

/** The tokens that moved the decision most, as shares of all movement. */
function explain(
  contributions: Float64Array,
  units: readonly Unit[],
  tokens: readonly Token[]
): Explanation[] {
  const parts: { token: number; part: number }[] = []
  let total = 0
  let latest = -1
  for (let i = 0; i < units.length; i += 1) {
    const part = contributions[i] ?? 0
    if (part === 0) continue
    const token = units[i]?.token ?? 0
    total += Math.abs(part)
    // Units come in the order of their tokens, but for words that a rephrasing puts in.
    const own = token > latest ? undefined : parts.findLast((known) => known.token === token)
    latest = Math.max(latest, token)
    if (own === undefined) parts.push({ token, part })
    else own.part += part
  }
  return parts
    .sort((a, b) => Math.abs(b.part) - Math.abs(a.part) || a.token - b.token)
    .slice(0, MAX_EXPLANATIONS)
    .map(({ token, part }) => ({
      start: tokens[token]?.start ?? 0,
      end: tokens[token]?.end ?? 0,
      weight: part / total,
    }))
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
