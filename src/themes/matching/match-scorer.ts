import {
  CENTROID,
  COUNTER,
  EVIDENCE_KINDS,
  LEX_MAX,
  LEX_SUM,
  NOUN_HIT,
  PHRASE,
  SOFT_MAX,
  SOFT_MEAN,
} from './clause-features.ts'

/** Weights of the match scorer; written by training, read from `lexicons/theme-scorer/model.json`. */
export type ScorerModel = {
  readonly version: string
  readonly features: readonly string[]
  readonly weights: readonly number[]
  readonly bias: number
  /** Probability from which a clause mentions a theme. */
  readonly threshold: number
}

const PLAIN = [LEX_SUM, LEX_MAX, PHRASE, SOFT_MAX, SOFT_MEAN, CENTROID, COUNTER, NOUN_HIT] as const
const COMPARED = [LEX_SUM, SOFT_MAX, SOFT_MEAN, CENTROID] as const
const COMMENT_WIDE = [LEX_SUM, SOFT_MAX, CENTROID] as const
const NAMES = ['lex', 'lexmax', 'phrase', 'soft', 'softmean', 'cent', 'counter', 'noun'] as const

/** Names of the features in order. None depends on which theme it is, so the weights serve any taxonomy. */
export const FEATURE_NAMES: readonly string[] = [
  ...PLAIN.map((kind) => NAMES[kind]),
  ...COMPARED.flatMap((kind) => [
    `${NAMES[kind]}-other`,
    `${NAMES[kind]}-mean`,
    `${NAMES[kind]}top`,
  ]),
  ...COMMENT_WIDE.map((kind) => `C${NAMES[kind]}`),
  'lexany',
  'phraseany',
  'lexother',
  'len',
  'T',
]

/** Evidence of one clause and of its whole comment, `EVIDENCE_KINDS × themes` each. */
export type ClauseEvidence = {
  readonly clause: Float32Array
  readonly comment: Float32Array
  readonly wordCount: number
}

/** Seed evidence beyond this adds nothing. */
const MAX_LEX_SUM = 2.5

/**
 * Features of every theme for one clause, one row of `FEATURE_NAMES.length` a theme.
 *
 * @param size - number of themes
 * @param into - filled; `size × FEATURE_NAMES.length`
 */
export function fillFeatures(evidence: ClauseEvidence, size: number, into: Float32Array): void {
  const { clause, comment, wordCount } = evidence
  for (let t = 0; t < size; t++) clause[t] = Math.min(MAX_LEX_SUM, clause[t] ?? 0)
  const width = FEATURE_NAMES.length
  let column = 0
  const put = (t: number, value: number) => {
    into[t * width + column] = value
  }
  const column_ = (value: (t: number) => number) => {
    for (let t = 0; t < size; t++) put(t, value(t))
    column++
  }
  for (const kind of PLAIN) column_((t) => clause[kind * size + t] ?? 0)
  for (const kind of COMPARED) {
    const row = clause.subarray(kind * size, (kind + 1) * size)
    const { first, second, mean } = summary(row)
    column_((t) => (row[t] ?? 0) - ((row[t] ?? 0) === first ? second : first))
    column_((t) => (row[t] ?? 0) - mean)
    column_((t) => ((row[t] ?? 0) === first && first > 0 ? 1 : 0))
  }
  for (const kind of COMMENT_WIDE) column_((t) => comment[kind * size + t] ?? 0)
  const mostLexical = summary(clause.subarray(0, size)).first
  column_((t) => ((clause[t] ?? 0) > 0 ? 1 : 0))
  column_((t) => ((clause[PHRASE * size + t] ?? 0) > 0 ? 1 : 0))
  column_((t) => ((clause[t] ?? 0) === 0 ? mostLexical : 0))
  column_(() => Math.log1p(wordCount))
  column_(() => Math.log(size))
}

function summary(row: Float32Array): { first: number; second: number; mean: number } {
  let first = Number.NEGATIVE_INFINITY
  let second = 0
  let sum = 0
  let ties = 0
  for (const x of row) {
    sum += x
    if (x > first) first = x
  }
  let below = Number.NEGATIVE_INFINITY
  for (const x of row) {
    if (x === first) ties++
    else if (x > below) below = x
  }
  second = below === Number.NEGATIVE_INFINITY ? 0 : below
  void ties
  return { first, second, mean: row.length === 0 ? 0 : sum / row.length }
}

/**
 * Probability that a clause mentions each theme.
 *
 * @param evidence - what the clause and its comment say for each theme
 * @param size - number of themes
 * @returns one probability a theme, in (0, 1)
 * @throws nothing
 * @see lexicons/theme-scorer/README.md
 * @example
 * scoreMatches(model, evidence, space.size)[0] // => 0.83
 */
export function scoreMatches(
  model: ScorerModel,
  evidence: ClauseEvidence,
  size: number
): Float32Array {
  const width = FEATURE_NAMES.length
  const features = new Float32Array(size * width)
  fillFeatures(evidence, size, features)
  const scores = new Float32Array(size)
  for (let t = 0; t < size; t++) {
    let sum = model.bias
    for (let f = 0; f < width; f++) sum += (features[t * width + f] ?? 0) * (model.weights[f] ?? 0)
    scores[t] = 1 / (1 + Math.exp(-sum))
  }
  return scores
}

void EVIDENCE_KINDS
