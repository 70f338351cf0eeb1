import type { ResponseFilter } from '../../domain/survey.ts'
import type { SegmentReport } from '../../insight/segments/segment-report.ts'
import type { PeriodUnit } from '../../insight/trends/periods.ts'
import type { TrendReport } from '../../insight/trends/trend-report.ts'
import type { SurveyContext } from '../surveys/survey-context.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { currentReport, type ReportAbout } from './current-report.ts'
import { rolesOf } from './describe-accounts.ts'
import { describeSegments } from './describe-segments.ts'
import { describeTrends } from './describe-trends.ts'
import { withOutcomes } from './with-outcomes.ts'

/** Cut of a survey into segments. */
export type SegmentsRequest = {
  readonly filter: ResponseFilter
  /** One or two fields; `role` stands for the role read from titles. */
  readonly by: readonly string[]
  /** Field and bucket rule as typed. */
  readonly rules: readonly (readonly [string, string])[]
  readonly minBase?: number | undefined
  /** Themes listed per cell. */
  readonly topThemes?: number | undefined
}

/**
 * Figures of a stored survey by one field or a cross of two, as `whyscore segments` prints them.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if a field or rule cannot be understood
 */
export function readSegments(
  context: SurveyContext,
  surveyId: string,
  { filter, by, rules, minBase, topThemes }: SegmentsRequest
): Promise<Versioned<ReportAbout & SegmentReport>> {
  const request = { name: 'segments', filter, options: { by, rules, minBase, topThemes } }
  return currentReport(context, surveyId, request, async ({ columns: own, data }) => {
    const { columns } = await withOutcomes(own, data, by)
    return describeSegments({ columns }, by, new Map(rules), {
      confLevel: data.survey.confLevel,
      roles: rolesOf({ columns }, await context.readRoles()),
      ...(minBase === undefined ? {} : { minBase }),
      ...(topThemes === undefined ? {} : { topThemes }),
    })
  })
}

/** Course of a survey over time. */
export type TrendsRequest = {
  readonly filter: ResponseFilter
  readonly unit: PeriodUnit
  readonly timeZone: string
  readonly minBase?: number | undefined
  /** Themes listed per cell. */
  readonly topThemes?: number | undefined
  /** Themes whose effect is followed over the periods. */
  readonly maxEffectThemes: number
}

/**
 * NPS and themes of a stored survey over time, as `whyscore trends` prints them.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the time zone is unknown or there are too many periods
 */
export function readTrends(
  context: SurveyContext,
  surveyId: string,
  { filter, unit, timeZone, minBase, topThemes, maxEffectThemes }: TrendsRequest
): Promise<Versioned<ReportAbout & TrendReport>> {
  const options = { unit, timeZone, minBase, topThemes, maxEffectThemes }
  return currentReport(
    context,
    surveyId,
    { name: 'trends', filter, options },
    ({ columns, data }) =>
      describeTrends(
        { columns },
        {
          unit,
          timeZone,
          maxEffectThemes,
          confLevel: data.survey.confLevel,
          seed: data.survey.seed,
          ...(minBase === undefined ? {} : { minBase }),
          ...(topThemes === undefined ? {} : { topThemes }),
        }
      )
  )
}
