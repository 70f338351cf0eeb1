import { fieldNumbers } from '../../insight/numbers/field-numbers.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { resolveField } from './resolve-field.ts'

/** A number of each response, by the name that people use for it. */
export type NamedNumber = {
  readonly field: string
  readonly values: readonly (number | null)[]
  readonly unreadableCount: number
}

/**
 * The number that a person means: `score`, or a field of the survey.
 *
 * @param survey - joined responses
 * @param scores - score of each response, aligned with the columns
 * @param name - as typed
 * @param option - what the caller calls the option, for the message
 * @throws {InvalidOptionError} if no field fits
 */
export function resolveNumber(
  { columns }: Pick<JoinedSurvey, 'columns'>,
  scores: readonly (number | null)[],
  name: string,
  option = 'field'
): NamedNumber {
  if (name === 'score') return { field: 'score', values: scores, unreadableCount: 0 }
  const field = resolveField(name, Object.keys(columns.segments), option)
  return { field, ...fieldNumbers(columns, field) }
}
