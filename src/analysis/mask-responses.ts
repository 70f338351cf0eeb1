import type { SurveyResponse } from '../domain/response.ts'
import type { Masking } from '../domain/survey.ts'
import { maskPersonalData } from '../text/mask-personal-data.ts'
import { maskNames } from '../text/names/mask-names.ts'
import { loadNameLexicon, type NameLexicon } from '../text/names/name-lexicon.ts'

/**
 * Responses as they may be kept: personal data in comments masked before anything else sees them.
 *
 * Offsets of everything that follows refer to the masked comment. Characters that no database
 * column can hold (half a surrogate pair, NUL) are replaced one for one.
 *
 * @param names - known names, where names of people are masked too
 */
export function maskResponses(
  responses: readonly SurveyResponse[],
  names: NameLexicon | null = null
): SurveyResponse[] {
  return responses.map((response) => {
    const { comment } = response
    if (comment === undefined) return response
    const masked = maskPersonalData(comment)
    return { ...response, comment: storable(names ? maskNames(masked, names) : masked) }
  })
}

/** What masking a survey's comments needs; the lexicon of names is loaded only where they are masked. */
export async function namesToMask(masking: Masking | undefined): Promise<NameLexicon | null> {
  return masking?.names ? loadNameLexicon() : null
}

function storable(text: string): string {
  return Array.from(text.replaceAll('\u0000', ' '), (character) =>
    /^\p{Surrogate}$/u.test(character) ? '\ufffd' : character
  ).join('')
}
