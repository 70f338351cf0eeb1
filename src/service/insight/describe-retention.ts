import { roundFigures } from '../../analysis/round-figures.ts'
import { fieldNumbers } from '../../insight/numbers/field-numbers.ts'
import { type Retention, retention } from '../../insight/numbers/retention.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { resolveField } from './resolve-field.ts'

/**
 * What became of each score group.
 *
 * @param survey - joined responses
 * @param on - field as typed
 * @param confLevel - in (0, 1)
 * @returns figures cut to twelve digits
 * @throws {InvalidOptionError} if the field is unknown
 */
export function describeRetention(
  { columns }: Pick<JoinedSurvey, 'columns'>,
  on: string,
  confLevel: number
): Retention {
  const field = resolveField(on, Object.keys(columns.segments), 'on')
  const { values } = fieldNumbers(columns, field)
  return roundFigures(retention(columns, { field, values }, confLevel))
}
