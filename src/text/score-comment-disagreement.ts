import type { CommentReading } from '../domain/reading.ts'
import type { ScoreGroup } from '../domain/scale.ts'

/** Below this the reading is too unsure to hold against a score. */
const MIN_CONFIDENCE = 0.7

/** Weaker opinions go with any score. */
const MIN_VALENCE = 0.3

/**
 * Whether a comment says the opposite of its score: a promoter who complains, a detractor who praises.
 *
 * Readings come from the text alone, so the disagreement is a finding and not circular. Passives agree with anything.
 *
 * @param scoreGroup - group of the response's score; null without one
 * @param reading - reading of its comment
 * @returns true for a clear and confident contradiction
 * @throws nothing
 * @example
 * isScoreCommentDisagreement('promoter', readingOf('Down three times this week')) // => true
 */
export function isScoreCommentDisagreement(
  scoreGroup: ScoreGroup | null,
  { content, sentiment }: Pick<CommentReading, 'content' | 'sentiment'>
): boolean {
  if (content !== 'opinion' || sentiment.confidence < MIN_CONFIDENCE) return false
  if (scoreGroup === 'promoter') {
    return sentiment.polarity === 'negative' && sentiment.valence <= -MIN_VALENCE
  }
  return (
    scoreGroup === 'detractor' &&
    sentiment.polarity === 'positive' &&
    sentiment.valence >= MIN_VALENCE
  )
}
