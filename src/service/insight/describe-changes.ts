import { roundFigures } from '../../analysis/round-figures.ts'
import {
  comparePeriods,
  type PeriodChoice,
  type PeriodComparison,
} from '../../insight/trends/compare-periods.ts'
import type { JoinedSurvey } from './join-responses.ts'

/**
 * What changed between two stretches of time.
 *
 * @param survey - joined responses
 * @param choice - the stretches as typed, time zone, level, fewest people on each side
 * @returns the comparison with figures cut to twelve digits
 * @throws {InvalidOptionError} if a stretch cannot be read, or they overlap
 */
export function describeChanges(
  { columns }: Pick<JoinedSurvey, 'columns'>,
  choice: PeriodChoice
): PeriodComparison {
  return roundFigures(comparePeriods(columns, choice))
}
