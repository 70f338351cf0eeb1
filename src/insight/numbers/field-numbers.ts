// A field of the survey as numbers: churn, order value, a further rated question.

import { InvalidOptionError } from '../../domain/errors.ts'
import type { SegmentValue } from '../../domain/response.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'

/**
 * A value as a number; yes and true count 1, no and false 0.
 *
 * @param value - value of a field, null where missing
 * @returns the number; null where there is none
 * @throws never
 * @see fieldNumbers
 * @example
 * numberOf('yes') // => 1
 */
export function numberOf(value: SegmentValue | null): number | null {
  if (value === null) return null
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'string') {
    if (/^(yes|true)$/i.test(value.trim())) return 1
    if (/^(no|false)$/i.test(value.trim())) return 0
    if (value.trim() === '') return null
  }
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/** Numbers of a field, and how many values could not be read. */
export type FieldNumbers = {
  readonly values: readonly (number | null)[]
  /** Neither numbers nor yes or no. */
  readonly unreadableCount: number
}

/**
 * A field as numbers, response by response.
 *
 * @param columns - the survey
 * @param field - name of the field
 * @returns one number per response, null where missing or unreadable
 * @throws {InvalidOptionError} if the survey has no such field
 * @see numberOf
 * @example
 * fieldNumbers(columns, 'orderValue').values // => [12.5, null, 40]
 */
export function fieldNumbers(
  columns: Pick<SurveyColumns, 'segments'>,
  field: string
): FieldNumbers {
  const raw = columns.segments[field]
  if (raw === undefined) throw new InvalidOptionError('field', 'a field of the survey', field)
  const values = raw.map(numberOf)
  return {
    values,
    unreadableCount: raw.filter(
      (value, i) => value !== null && String(value).trim() !== '' && values[i] === null
    ).length,
  }
}
