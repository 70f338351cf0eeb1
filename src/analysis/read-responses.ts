import type { AnalysisRequest, ProgressListener } from '../domain/analysis.ts'
import type { CommentReader, CommentReading, Token } from '../domain/reading.ts'
import type { SurveyResponse } from '../domain/response.ts'
import { type ScoreGroup, scoreGroupOf } from '../domain/scale.ts'
import { canonicalOrder } from './canonical-order.ts'

/** Comments read between two calls of the progress listener. */
const PROGRESS_STEP_COMMENTS = 500

/** Responses and their readings in canonical order, with the way back to the caller's order. */
export type ReadResponses = {
  readonly responses: readonly SurveyResponse[]
  /** `order[i]` is the caller's position of canonical response `i`. */
  readonly order: readonly number[]
  readonly readings: readonly CommentReading[]
  readonly scoreGroups: readonly (ScoreGroup | null)[]
}

/** Who wants to know of each reading, and of progress. */
export type ReadingListeners = {
  /** Called with every comment in canonical order; the reading that is kept has no tokens. */
  onReading(comment: string, reading: CommentReading): void
  readonly onProgress: ProgressListener | undefined
}

/**
 * Reads every comment, in canonical order, and tells the listeners.
 *
 * Tokens are given away and not kept: they take several times the room of all else.
 */
export async function readResponses(
  request: AnalysisRequest,
  reader: CommentReader,
  { onReading, onProgress }: ReadingListeners
): Promise<ReadResponses> {
  const order = canonicalOrder(request.responses)
  const responses = order.flatMap((position) => request.responses[position] ?? [])
  const readings: CommentReading[] = []
  const options = { withExplanations: request.include.includes('explanations') }
  let last: CommentReading | undefined
  let kept: CommentReading | undefined
  for (const [index, { comment }] of responses.entries()) {
    if (index % PROGRESS_STEP_COMMENTS === 0) {
      await onProgress?.('reading', index, responses.length)
    }
    // Equal comments are neighbours in canonical order, so "n/a" is read once.
    const isRepeat = last !== undefined && responses[index - 1]?.comment === comment
    if (!isRepeat) {
      last = reader.read(comment ?? '', request.question, options)
      kept = withoutTokens(last)
    }
    if (last === undefined || kept === undefined) continue
    onReading(comment ?? '', last)
    readings.push(kept)
  }
  const scoreGroups = responses.map(({ score }) =>
    score === undefined ? null : scoreGroupOf(score, request.scale)
  )
  return { responses, order, readings, scoreGroups }
}

const NO_TOKENS: readonly Token[] = []

function withoutTokens(reading: CommentReading): CommentReading {
  return {
    ...reading,
    clauses: reading.clauses.map((clause) => ({ ...clause, tokens: NO_TOKENS })),
  }
}
