import { roundFigures } from '../../analysis/round-figures.ts'
import { type CorrelationReport, correlateField } from '../../insight/numbers/correlate-fields.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { resolveField } from './resolve-field.ts'

/**
 * Correlation of scores and themes with numbers that the caller brings.
 *
 * @param survey - joined responses
 * @param scores - score of each response, aligned with the columns
 * @param request - names of the fields as typed, and the level
 * @returns one report per field, figures cut to twelve digits
 * @throws {InvalidOptionError} if a field is unknown
 */
export function describeCorrelations(
  { columns }: Pick<JoinedSurvey, 'columns'>,
  scores: readonly (number | null)[],
  request: { readonly fields: readonly string[]; readonly confLevel: number }
): { readonly reports: readonly CorrelationReport[] } {
  const known = Object.keys(columns.segments)
  const { confLevel } = request
  return roundFigures({
    reports: request.fields.map((field) =>
      correlateField(columns, resolveField(field, known, 'with'), { confLevel, scores })
    ),
  })
}
