import { log, log1p } from '../../stats/portable-math.ts'
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

/** Fills the log odds that a clause mentions each theme. */
export type MatchScorer = (evidence: ClauseEvidence, into: Float64Array) => void

/**
 * Scores clauses with the weights of `fillFeatures`, without writing the features down.
 *
 * @param size - number of themes
 * @returns a function that fills one number a theme
 * @throws nothing
 * @see lexicons/theme-scorer/README.md
 * @example
 * createMatchScorer(model.caller, space.size)(evidence, scores)
 */
export function createMatchScorer({ weights, bias }: MatchWeights, size: number): MatchScorer {
  const weightOf = (name: string) => weights[FEATURE_NAMES.indexOf(name)] ?? 0
  const own = PLAIN.map((kind) => ({
    kind,
    plain: weightOf(nameOf(kind)),
    lead: size > 1 ? weightOf(`${nameOf(kind)}Lead`) : 0,
    aboveMean: weightOf(`${nameOf(kind)}AboveMean`),
  }))
  const wide = COMMENT_WIDE.map((kind) => ({ kind, weight: weightOf(`${nameOf(kind)}OfComment`) }))
  const hasSeed = weightOf('hasSeed')
  const hasPhrase = weightOf('hasPhrase')
  const seedOfOther = weightOf('seedOfOther')
  const logWords = weightOf('logWords')
  const base = bias + weightOf('logThemes') * log(size)
  return ({ clause, comment, wordCount }, into) => {
    for (let t = 0; t < size; t++) clause[t] = Math.min(MAX_SEED_SUM, clause[t] as number)
    into.fill(base + logWords * log1p(wordCount))
    for (const kind of own) addRow(clause, kind, into)
    for (const { kind, weight } of wide) {
      for (let t = 0, k = kind * size; t < size; t++, k++)
        into[t] = (into[t] as number) + weight * (comment[k] as number)
    }
    let mostSeeds = 0
    for (let t = 0; t < size; t++)
      if ((clause[t] as number) > mostSeeds) mostSeeds = clause[t] as number
    for (let t = 0; t < size; t++) {
      const seeds = (clause[t] as number) > 0 ? hasSeed : seedOfOther * mostSeeds
      const phrases = (clause[PHRASE * size + t] as number) > 0 ? hasPhrase : 0
      into[t] = (into[t] as number) + seeds + phrases
    }
  }
}

/** Adds what one kind of evidence is worth: itself, its lead over the best other theme and over the mean. */
function addRow(
  evidence: Float32Array,
  worth: {
    readonly kind: number
    readonly plain: number
    readonly lead: number
    readonly aboveMean: number
  },
  into: Float64Array
): void {
  const { kind, plain, lead, aboveMean } = worth
  const size = into.length
  const from = kind * size
  if (lead === 0 && aboveMean === 0) {
    for (let t = 0; t < size; t++)
      into[t] = (into[t] as number) + plain * (evidence[from + t] as number)
    return
  }
  let first = Number.NEGATIVE_INFINITY
  let second = Number.NEGATIVE_INFINITY
  let sum = 0
  for (let k = from; k < from + size; k++) {
    const x = evidence[k] as number
    sum += x
    if (x > first) {
      second = first
      first = x
    } else if (x > second) second = x
  }
  // No theme has any of it, and none leads.
  if (first === 0 && sum === 0) return
  const slope = plain + lead + aboveMean
  const toFirst = lead === 0 ? 0 : lead * first
  const toSecond = lead === 0 ? 0 : lead * second
  const shift = (aboveMean * sum) / size
  for (let t = 0; t < size; t++) {
    const x = evidence[from + t] as number
    into[t] = (into[t] as number) + slope * x - shift - (x === first ? toSecond : toFirst)
  }
}
