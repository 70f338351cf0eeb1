import { exp, log, log1p } from '../../stats/portable-math.ts'
import type { EncoderHeader } from '../encoding/theme-encoder.ts'
import {
  CENTROID,
  CODE_COSINE,
  COUNTER,
  ELSEWHERE,
  LEX_MAX,
  LEX_SUM,
  LIKELIHOOD,
  NOUN_HIT,
  PHRASE,
  SHARED,
  SOFT_MAX,
  SOFT_MEAN,
} from './clause-features.ts'

/** A logistic regression over match features, and where it says yes. */
export type MatchWeights = {
  readonly weights: readonly number[]
  readonly bias: number
  /** Probability from which a clause mentions a theme. */
  readonly threshold: number
}

/** `lexicons/theme-scorer/model.json`; written by training. */
export type ScorerModel = {
  readonly version: string
  readonly features: readonly string[]
  /** For the caller's themes, and for the built-in ones, which the encoder knows by name. */
  readonly caller: MatchWeights
  readonly known: MatchWeights
  readonly encoder: EncoderHeader
}

const NAMES = new Map<number, string>([
  [LEX_SUM, 'seedSum'],
  [LEX_MAX, 'seedMax'],
  [PHRASE, 'phrase'],
  [SOFT_MAX, 'nearMax'],
  [SOFT_MEAN, 'nearMean'],
  [CENTROID, 'centroid'],
  [COUNTER, 'counter'],
  [NOUN_HIT, 'seedTopical'],
  [SHARED, 'landmark'],
  [LIKELIHOOD, 'landmarkLog'],
  [ELSEWHERE, 'landmarkOther'],
  [CODE_COSINE, 'landmarkCosine'],
])

const PLAIN = [...NAMES.keys()]
/** Also as the lead over the best other theme and over the mean. */
const COMPARED = [
  LEX_SUM,
  SOFT_MAX,
  SOFT_MEAN,
  CENTROID,
  SHARED,
  LIKELIHOOD,
  ELSEWHERE,
  CODE_COSINE,
]
/** Also for the whole comment. */
const COMMENT_WIDE = [LEX_SUM, SOFT_MAX, CENTROID, SHARED, CODE_COSINE]

const nameOf = (kind: number) => NAMES.get(kind) ?? ''

/** Names of the features in order. None depends on which theme it is, so the weights serve any taxonomy. */
export const FEATURE_NAMES: readonly string[] = [
  ...PLAIN.map(nameOf),
  ...COMPARED.flatMap((kind) => [`${nameOf(kind)}Lead`, `${nameOf(kind)}AboveMean`]),
  ...COMMENT_WIDE.map((kind) => `${nameOf(kind)}OfComment`),
  'hasSeed',
  'hasPhrase',
  'seedOfOther',
  'logWords',
  'logThemes',
]

/** Evidence of one clause and of its whole comment, `EVIDENCE_KINDS × themes` each. */
export type ClauseEvidence = {
  readonly clause: Float32Array
  readonly comment: Float32Array
  readonly wordCount: number
}

/** Seed evidence beyond this adds nothing. */
const MAX_SEED_SUM = 2.5

/**
 * Features of every theme for one clause.
 *
 * @param size - number of themes
 * @param into - filled, feature-major: `FEATURE_NAMES.length × size`
 */
export function fillFeatures(evidence: ClauseEvidence, size: number, into: Float32Array): void {
  const { clause, comment, wordCount } = evidence
  for (let t = 0; t < size; t++) clause[t] = Math.min(MAX_SEED_SUM, clause[t] as number)
  const rowOf = (from: Float32Array, kind: number) => from.subarray(kind * size, (kind + 1) * size)
  let at = 0
  const next = () => {
    const row = into.subarray(at * size, (at + 1) * size)
    at++
    return row
  }
  for (const kind of PLAIN) next().set(rowOf(clause, kind))
  for (const kind of COMPARED) fillComparisons(rowOf(clause, kind), next(), next())
  for (const kind of COMMENT_WIDE) next().set(rowOf(comment, kind))
  const seeds = rowOf(clause, LEX_SUM)
  const phrases = rowOf(clause, PHRASE)
  let mostSeeds = 0
  for (const x of seeds) mostSeeds = Math.max(mostSeeds, x)
  const hasSeed = next()
  const hasPhrase = next()
  const seedOfOther = next()
  for (let t = 0; t < size; t++) {
    hasSeed[t] = (seeds[t] as number) > 0 ? 1 : 0
    hasPhrase[t] = (phrases[t] as number) > 0 ? 1 : 0
    seedOfOther[t] = seeds[t] === 0 ? mostSeeds : 0
  }
  next().fill(log1p(wordCount))
  next().fill(log(size))
}

function fillComparisons(row: Float32Array, lead: Float32Array, aboveMean: Float32Array): void {
  let first = Number.NEGATIVE_INFINITY
  let second = Number.NEGATIVE_INFINITY
  let sum = 0
  for (const x of row) {
    sum += x
    if (x > first) {
      second = first
      first = x
    } else if (x > second) second = x
  }
  const mean = sum / row.length
  for (let t = 0; t < row.length; t++) {
    const x = row[t] as number
    const other = x === first ? second : first
    lead[t] = other === Number.NEGATIVE_INFINITY ? 0 : x - other
    aboveMean[t] = x - mean
  }
}

/**
 * Probability that a clause mentions each theme.
 *
 * @param evidence - what the clause and its comment say for each theme
 * @param size - number of themes
 * @param features - room for `FEATURE_NAMES.length × size` values, overwritten; one for all clauses spares the garbage collector
 * @returns one probability a theme, in (0, 1)
 * @throws nothing
 * @see lexicons/theme-scorer/README.md
 * @example
 * scoreMatches(model.caller, evidence, space.size)[0] // => 0.83
 */
export function scoreMatches(
  model: MatchWeights,
  evidence: ClauseEvidence,
  size: number,
  features = new Float32Array(size * FEATURE_NAMES.length)
): Float32Array {
  fillFeatures(evidence, size, features)
  const scores = new Float32Array(size).fill(model.bias)
  for (let f = 0; f < FEATURE_NAMES.length; f++) {
    const weight = model.weights[f] ?? 0
    for (let t = 0; t < size; t++) {
      scores[t] = (scores[t] as number) + weight * (features[f * size + t] as number)
    }
  }
  return scores.map((score) => 1 / (1 + exp(-score)))
}
