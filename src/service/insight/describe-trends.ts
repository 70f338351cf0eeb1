import { roundFigures } from '../../analysis/round-figures.ts'
import {
  type TrendOptions,
  type TrendReport,
  trendReport,
} from '../../insight/trends/trend-report.ts'
import type { JoinedSurvey } from './join-responses.ts'

/**
 * NPS and themes over time.
 *
 * @param survey - joined responses
 * @param options - unit and time zone of the periods, level, false alarm rate
 * @returns the report with figures cut to twelve digits
 * @throws {InvalidOptionError} if the time zone is unknown or an option out of range
 */
export function describeTrends(
  survey: Pick<JoinedSurvey, 'columns'>,
  options: TrendOptions = {}
): TrendReport {
  return roundFigures(trendReport(survey.columns, options))
}
