import type { Clause, ClausePolarity, CommentReading } from '../../domain/reading.ts'
import type { PolarityProbabilities } from './sentiment-model.ts'

/** A clause must be at least this sure of its sign to make a response `mixed`. */
const MIXED_CONFIDENCE = 0.7
/** Clauses that are both this sure of opposite signs are mixed, however the whole reads. */
const PLAIN_CONFIDENCE = 0.9
/** A comment that reads this clearly as a whole is not mixed: its odd clause is more likely misread. */
const ONE_SIDED_CONFIDENCE = 0.95
/** Part of the whole comment's own reading in the response's valence; the rest is the mean of its clauses. */
const WHOLE_PART = 2 / 3

/**
 * The most probable polarity; on a tie the milder one.
 *
 * @param probabilities - of the three polarities
 * @returns the polarity
 * @throws nothing
 * @see lexicons/sentiment-model
 * @example
 * polarityOf({ negative: 0.2, neutral: 0.3, positive: 0.5 }) // => 'positive'
 */
export function polarityOf(probabilities: PolarityProbabilities): ClausePolarity {
  const { negative, neutral, positive } = probabilities
  if (neutral >= negative && neutral >= positive) return 'neutral'
  return negative >= positive ? 'negative' : 'positive'
}

/**
 * Signed strength of probabilities.
 *
 * @param probabilities - of the three polarities
 * @returns probability of positive minus that of negative, in [-1, 1]
 * @throws nothing
 * @see lexicons/sentiment-model
 * @example
 * valenceOf({ negative: 0.2, neutral: 0.3, positive: 0.5 }) // => 0.3
 */
export function valenceOf({ negative, positive }: PolarityProbabilities): number {
  return positive - negative
}

/**
 * Sentiment of a whole comment from its own probabilities and its clauses.
 *
 * @param whole - probabilities of the comment read as one run of words
 * @param clauses - its clauses
 * @param hasEvidence - whether the model knows anything of the comment
 * @returns `undetected` without evidence; `mixed` when sure clauses disagree; else the most probable polarity
 * @throws nothing
 * @see lexicons/sentiment-model/README.md for the choice between clauses and the whole
 * @example
 * responseSentiment(whole, clauses, true).polarity // => 'mixed'
 */
export function responseSentiment(
  whole: PolarityProbabilities,
  clauses: readonly Clause[],
  hasEvidence: boolean
): CommentReading['sentiment'] {
  if (!hasEvidence || clauses.length === 0)
    return { polarity: 'undetected', valence: 0, confidence: 0 }
  const mean = clauses.reduce((sum, clause) => sum + clause.valence, 0) / clauses.length
  const valence = WHOLE_PART * valenceOf(whole) + (1 - WHOLE_PART) * mean
  const surest = (polarity: ClausePolarity) =>
    clauses.reduce((best, c) => (c.polarity === polarity ? Math.max(best, c.confidence) : best), 0)
  const mixed = Math.min(surest('negative'), surest('positive'))
  const polarity = polarityOf(whole)
  const isOneSided = whole[polarity] >= ONE_SIDED_CONFIDENCE && mixed < PLAIN_CONFIDENCE
  if (mixed >= MIXED_CONFIDENCE && !isOneSided) {
    return { polarity: 'mixed', valence, confidence: mixed }
  }
  return { polarity, valence, confidence: whole[polarity] }
}
