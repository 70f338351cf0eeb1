import { roundFigures } from '../../analysis/round-figures.ts'
import { type RatedField, type RatedRange, rateField } from '../../insight/numbers/rate-field.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { resolveNumber } from './resolve-number.ts'

/** Fewest answers behind a theme's share. */
const DEFAULT_MIN_BASE = 5

/**
 * Share of answers to a rated question within a range, over all and per theme.
 *
 * @param survey - joined responses
 * @param scores - score of each response, aligned with the columns
 * @param request - `score` or a field as typed, the range, level, fewest answers behind a theme's share
 * @returns shares with figures cut to twelve digits
 * @throws {InvalidOptionError} if the field is unknown or the range has no end
 */
export function describeRatings(
  survey: Pick<JoinedSurvey, 'columns'>,
  scores: readonly (number | null)[],
  request: {
    readonly field: string
    readonly range: RatedRange
    readonly confLevel: number
    readonly minBase?: number | undefined
  }
): RatedField & { readonly unreadableCount: number } {
  const { unreadableCount, ...number } = resolveNumber(survey, scores, request.field)
  const { range, confLevel, minBase = DEFAULT_MIN_BASE } = request
  const rated = rateField(survey.columns, { ...number, range }, { confLevel, minBase })
  return roundFigures({ ...rated, unreadableCount })
}
