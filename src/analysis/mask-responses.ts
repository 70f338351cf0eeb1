import type { SurveyResponse } from '../domain/response.ts'
import { maskPersonalData } from '../text/mask-personal-data.ts'

/**
 * Responses as they may be kept: personal data in comments masked before anything else sees them.
 *
 * Offsets of everything that follows refer to the masked comment. Characters that no database
 * column can hold (half a surrogate pair, NUL) are replaced one for one.
 */
export function maskResponses(responses: readonly SurveyResponse[]): SurveyResponse[] {
  return responses.map((response) => {
    const { comment } = response
    if (comment === undefined) return response
    return { ...response, comment: storable(maskPersonalData(comment)) }
  })
}

function storable(text: string): string {
  return Array.from(text.replaceAll('\u0000', ' '), (character) =>
    /^\p{Surrogate}$/u.test(character) ? '\ufffd' : character
  ).join('')
}
