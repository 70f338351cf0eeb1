import { roundFigures } from '../../analysis/round-figures.ts'
import type { ReadRole } from '../../domain/role.ts'
import {
  type SegmentOptions,
  type SegmentReport,
  segmentReport,
} from '../../insight/segments/segment-report.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { readSegmentFields } from './resolve-field.ts'

/**
 * Figures by one field or a cross of two.
 *
 * @param survey - joined responses
 * @param by - one or two names of fields; `role` stands for the role read from the title
 * @param rules - name → bucket rule as typed
 * @param options - level, smallest cell, themes; `roles` from `readRoles`, where there are titles
 * @returns the report with figures cut to twelve digits
 * @throws {InvalidOptionError} if a field or rule cannot be understood
 */
export function describeSegments(
  survey: Pick<JoinedSurvey, 'columns'>,
  by: readonly string[],
  rules: ReadonlyMap<string, string>,
  options: SegmentOptions & { readonly roles?: readonly ReadRole[] } = {}
): SegmentReport {
  const { roles, ...rest } = options
  const { columns } = survey
  const known = roles?.map((role) => (role === 'missing' ? null : role))
  const segments =
    known === undefined || known.every((role) => role === null)
      ? columns.segments
      : { role: known, ...columns.segments }
  const fields = readSegmentFields(by, rules, Object.keys(segments))
  return roundFigures(segmentReport({ ...columns, segments }, fields, rest))
}
