import type { AnalysisRequest, ProgressListener } from '../domain/analysis.ts'
import type { CommentReader, CommentReading } from '../domain/reading.ts'
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

/** Reads every comment, in canonical order, and tells the listener how far it is. */
export async function readResponses(
  request: AnalysisRequest,
  reader: CommentReader,
  onProgress: ProgressListener | undefined
): Promise<ReadResponses> {
  const order = canonicalOrder(request.responses)
  const responses = order.flatMap((position) => request.responses[position] ?? [])
  const readings: CommentReading[] = []
  const options = { withExplanations: request.include.includes('explanations') }
  for (const [index, { comment }] of responses.entries()) {
    if (index % PROGRESS_STEP_COMMENTS === 0) {
      await onProgress?.('reading', index, responses.length)
    }
    // Equal comments are neighbours in canonical order, so "n/a" is read once.
    const before = index > 0 && responses[index - 1]?.comment === comment && readings[index - 1]
    readings.push(before || reader.read(comment ?? '', request.question, options))
  }
  const scoreGroups = responses.map(({ score }) =>
    score === undefined ? null : scoreGroupOf(score, request.scale)
  )
  return { responses, order, readings, scoreGroups }
}
