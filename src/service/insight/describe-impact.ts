import { roundFigures } from '../../analysis/round-figures.ts'
import { type NumberDrivers, numberDrivers } from '../../insight/numbers/number-drivers.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { resolveField } from './resolve-field.ts'
import { resolveNumber } from './resolve-number.ts'

/** What themes are held against; names as typed. */
export type ImpactRequest = {
  /** `score`, or a field of numbers or of yes and no: satisfaction, revenue, renewal. */
  readonly on: string
  readonly adjustFor?: readonly string[] | undefined
  readonly minMentions?: number | undefined
  readonly confLevel: number
}

/**
 * What themes do to any number.
 *
 * @param survey - joined responses
 * @param scores - score of each response, aligned with the columns
 * @param request - the number, fields held fixed, fewest mentions, level
 * @returns effects in the number's own unit, figures cut to twelve digits
 * @throws {InvalidOptionError} if a field is unknown
 */
export function describeImpact(
  survey: Pick<JoinedSurvey, 'columns'>,
  scores: readonly (number | null)[],
  { on, adjustFor = [], minMentions, confLevel }: ImpactRequest
): NumberDrivers & { readonly unreadableCount: number } {
  const { unreadableCount, ...number } = resolveNumber(survey, scores, on, 'on')
  const known = Object.keys(survey.columns.segments)
  const drivers = numberDrivers(survey.columns, number, {
    confLevel,
    adjustFor: adjustFor.map((field) => resolveField(field, known, 'adjustFor')),
    ...(minMentions !== undefined && { minMentions }),
  })
  return roundFigures({ ...drivers, unreadableCount })
}
