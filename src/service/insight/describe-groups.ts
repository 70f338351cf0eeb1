import { roundFigures } from '../../analysis/round-figures.ts'
import { groupRespondents, type RespondentGroup } from '../../insight/groups/group-respondents.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { resolveField } from './resolve-field.ts'

/** How respondents are grouped; names as typed. */
export type GroupsRequest = {
  /** Default: all fields but protected traits. */
  readonly fields?: readonly string[] | undefined
  readonly maxGroups?: number | undefined
  readonly minBase?: number | undefined
  readonly confLevel: number
  readonly seed: number
}

/** Groups of respondents, or that there are none. */
export type GroupsReport = Omit<ReturnType<typeof groupRespondents>, 'groupOf'> & {
  readonly groups: readonly RespondentGroup[]
}

/**
 * Groups of respondents who are alike in their fields.
 *
 * @param survey - joined responses
 * @param request - fields, most groups, smallest group shown, level, seed
 * @returns groups with figures cut to twelve digits; who is in which group stays inside
 * @throws {InvalidOptionError} if a field is unknown or an option out of range
 */
export function describeGroups(
  { columns }: Pick<JoinedSurvey, 'columns'>,
  { fields, maxGroups, minBase, ...rest }: GroupsRequest
): GroupsReport {
  const known = Object.keys(columns.segments)
  const { groupOf: _, ...report } = groupRespondents(columns, {
    ...rest,
    ...(fields && { fields: fields.map((field) => resolveField(field, known)) }),
    ...(maxGroups !== undefined && { maxGroups }),
    ...(minBase !== undefined && { minBase }),
  })
  return roundFigures(report)
}
