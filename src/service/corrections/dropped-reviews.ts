import type { Warning } from '../../domain/effect.ts'
import type { SurveyResponse } from '../../domain/response.ts'
import type { SurveyData } from '../../store/survey-store.ts'

/** Ids in a warning; more would drown it. */
const MAX_NAMED = 20

/**
 * Responses whose corrections end because their comment is being replaced by another one.
 *
 * @param responses - masked, about to be kept
 * @returns their ids
 */
export async function droppedReviews(
  data: Pick<SurveyData, 'findReviews'>,
  responses: readonly SurveyResponse[]
): Promise<readonly string[]> {
  const comments = new Map(responses.map(({ id, comment }) => [id, comment ?? null]))
  const reviews = await data.findReviews([...comments.keys()])
  return reviews
    .filter(({ responseId, comment }) => comments.get(responseId) !== comment)
    .map(({ responseId }) => responseId)
}

/** Tells whoever sent the new comments. */
export function droppedWarning(ids: readonly string[]): Warning {
  const named = ids.slice(0, MAX_NAMED).join(', ')
  const more = ids.length > MAX_NAMED ? ` and ${ids.length - MAX_NAMED} others` : ''
  const detail = `corrections were dropped, since the comment changed: ${named}${more}`
  return { code: 'corrections-dropped', detail }
}
