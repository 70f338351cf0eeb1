import type { ResponseFilter } from '../../domain/survey.ts'
import type { NumberDrivers } from '../../insight/numbers/number-drivers.ts'
import type { RatedField, RatedRange } from '../../insight/numbers/rate-field.ts'
import type { Retention } from '../../insight/numbers/retention.ts'
import type { SurveyContext } from '../surveys/survey-context.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { currentReport, type ReportAbout } from './current-report.ts'
import { rolesOf } from './describe-accounts.ts'
import { describeImpact } from './describe-impact.ts'
import { describeRatings } from './describe-ratings.ts'
import { describeRetention } from './describe-retention.ts'
import { describeWeighting, type WeightingReport } from './describe-weighting.ts'
import { withOutcomes } from './with-outcomes.ts'

type Report<T> = Promise<Versioned<ReportAbout & T>>

/** The number that themes are held against. */
export type ImpactRequest = {
  readonly filter: ResponseFilter
  /** `score`, an outcome or a field. */
  readonly on: string
  /** Fields held fixed; those of the survey without it. */
  readonly adjustFor?: readonly string[] | undefined
  readonly minMentions?: number | undefined
}

/**
 * What themes do to satisfaction, revenue, renewal or any number, as `whyscore impact` prints it.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if a field is unknown
 */
export function readImpact(
  context: SurveyContext,
  surveyId: string,
  { filter, on, adjustFor, minMentions }: ImpactRequest
): Report<NumberDrivers & { readonly unreadableCount: number }> {
  const request = { name: 'impact', filter, options: { on, adjustFor, minMentions } }
  return currentReport(context, surveyId, request, async ({ columns: own, scores, data }) => {
    const fixed = adjustFor ?? data.survey.adjustFor.filter((field) => field in own.segments)
    const { columns } = await withOutcomes(own, data, [on, ...fixed])
    return describeImpact({ columns }, scores, {
      on,
      adjustFor: fixed,
      minMentions: minMentions ?? data.survey.minMentions,
      confLevel: data.survey.confLevel,
    })
  })
}

/**
 * Share of answers to a rated question within a range, as `whyscore ratings` prints it.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the field is unknown or the range has no end
 */
export function readRatings(
  context: SurveyContext,
  surveyId: string,
  request: {
    readonly filter: ResponseFilter
    /** `score`, an outcome or a field. */
    readonly field: string
    readonly range: RatedRange
    readonly minBase?: number | undefined
  }
): Report<RatedField & { readonly unreadableCount: number }> {
  const { filter, field, range, minBase } = request
  const named = { name: 'ratings', filter, options: { field, range, minBase } }
  return currentReport(context, surveyId, named, async ({ columns: own, scores, data }) => {
    const { columns } = await withOutcomes(own, data, [field])
    const { confLevel } = data.survey
    return describeRatings({ columns }, scores, { field, range, confLevel, minBase })
  })
}

/**
 * NPS with groups counted as in a population, as `whyscore weight` prints it.
 *
 * @param request - field (or `role`, `account`), and the size of each of its groups
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the field is unknown or a size not above 0
 */
export function readWeighting(
  context: SurveyContext,
  surveyId: string,
  request: {
    readonly filter: ResponseFilter
    readonly by: string
    readonly population: readonly (readonly [group: string, size: number])[]
  }
): Report<WeightingReport> {
  const { filter, by, population } = request
  const named = { name: 'weighting', filter, options: { by, population } }
  return currentReport(context, surveyId, named, async ({ columns: own, data }) => {
    const { columns } = await withOutcomes(own, data, [by])
    const roles = rolesOf({ columns }, await context.readRoles())
    const { confLevel } = data.survey
    return describeWeighting({ columns }, roles, {
      by,
      population: new Map(population),
      confLevel,
    })
  })
}

/**
 * What became of promoters, passives and detractors.
 *
 * @param request - an outcome or a field, as typed
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if neither outcomes nor segments have the field
 */
export function readRetention(
  context: SurveyContext,
  surveyId: string,
  { filter, on }: { readonly filter: ResponseFilter; readonly on: string }
): Report<Retention> {
  const named = { name: 'retention', filter, options: { on } }
  return currentReport(context, surveyId, named, async ({ columns: own, data }) => {
    const { columns } = await withOutcomes(own, data, [on])
    return describeRetention({ columns }, on, data.survey.confLevel)
  })
}
