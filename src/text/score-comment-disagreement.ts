import type { Clause, CommentReading } from '../domain/reading.ts'
import type { ScoreGroup } from '../domain/scale.ts'
import { WORD_FLAGS } from './flag-model.ts'

/** Below this the reading is too unsure to hold against a score. */
const MIN_CONFIDENCE = 0.8

/** Weaker opinions go with any score. */
const MIN_VALENCE = 0.5

/** A clause of less says nothing for the score. */
const MIN_CLAUSE_VALENCE = 0.05

/** What of a reading a score can be held against. */
export type ScoredReading = Pick<CommentReading, 'content' | 'sentiment' | 'flags'> & {
  readonly clauses: readonly Pick<Clause, 'valence'>[]
}

const SPEAKING_FLAGS: ReadonlySet<string> = new Set(WORD_FLAGS)

/**
 * Whether a comment says the opposite of its score: a promoter who only complains, a detractor who only praises.
 *
 * Readings come from the text alone, so the disagreement is a finding and not circular. Passives agree with anything; one clause on
 * the score's side is enough to agree, and so are a detractor's farewell, request or word of another provider.
 *
 * @param scoreGroup - group of the response's score; null without one
 * @param reading - reading of its comment
 * @returns true for a clear and confident contradiction
 * @throws nothing
 * @see test/quality/flags.quality.ts for precision and recall
 * @example
 * isScoreCommentDisagreement('promoter', readingOf('Down three times this week')) // => true
 */
export function isScoreCommentDisagreement(
  scoreGroup: ScoreGroup | null,
  { content, sentiment, clauses, flags }: ScoredReading
): boolean {
  if (content !== 'opinion' || sentiment.confidence < MIN_CONFIDENCE) return false
  if (scoreGroup === null || scoreGroup === 'passive') return false
  const sign = scoreGroup === 'promoter' ? 1 : -1
  const opposite = scoreGroup === 'promoter' ? 'negative' : 'positive'
  if (sentiment.polarity !== opposite || -sign * sentiment.valence < MIN_VALENCE) return false
  // What a person said of the whole comment stands above its clauses.
  const isSaidByPerson = sentiment.confidence === 1
  if (!isSaidByPerson && clauses.some(({ valence }) => sign * valence >= MIN_CLAUSE_VALENCE))
    return false
  return scoreGroup === 'promoter' || !flags.some((flag) => SPEAKING_FLAGS.has(flag))
}
