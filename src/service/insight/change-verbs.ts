import { roundFigures } from '../../analysis/round-figures.ts'
import { InvalidOptionError, NotFoundError } from '../../domain/errors.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import { themeIndex } from '../../insight/cells/theme-index.ts'
import { type BeforeAfter, beforeAfter } from '../../insight/trends/before-after.ts'
import { type ChangeDecomposition, decomposeChange } from '../../insight/trends/decompose-change.ts'
import { forecastNps, type NpsForecast } from '../../insight/trends/forecast-nps.ts'
import { type PeriodUnit, periodsOf } from '../../insight/trends/periods.ts'
import { type SameRespondents, sameRespondents } from '../../insight/trends/same-respondents.ts'
import type { SurveyContext } from '../surveys/survey-context.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { currentReport, type ReportAbout } from './current-report.ts'
import { describeTrends } from './describe-trends.ts'
import { resolveField } from './resolve-field.ts'

const DAY_MS = 86_400_000

/** Periods after which the calendar repeats. */
const SEASON_PERIODS = { day: 7, week: 52, month: 12, quarter: 4 } as const

type Report<T> = Promise<Versioned<ReportAbout & T>>

type PeriodRequest = {
  readonly filter: ResponseFilter
  readonly unit: PeriodUnit
  readonly timeZone: string
}

/**
 * What the change of NPS between two periods is made of, and what the same people say.
 *
 * @param request - periods by name, such as `2026-05`; the last two with scores without names
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if a period is not one of the survey's
 */
export function readChanges(
  context: SurveyContext,
  surveyId: string,
  request: PeriodRequest & {
    readonly before?: string | undefined
    readonly after?: string | undefined
  }
): Report<{
  readonly before: string | null
  readonly after: string | null
  /** Null where a period has no score. */
  readonly decomposition: ChangeDecomposition | null
  readonly sameRespondents: SameRespondents | null
}> {
  const { filter, unit, timeZone, before, after } = request
  const options = { unit, timeZone, before, after }
  return currentReport(
    context,
    surveyId,
    { name: 'changes', filter, options },
    ({ columns, data }) => {
      const { labels, periodOf } = periodsOf(columns.times, unit, timeZone)
      const scored = [
        ...new Set(periodOf.filter((p, i) => p >= 0 && columns.scoreGroups[i] !== null)),
      ].sort((a, b) => a - b)
      const place = (name: string | undefined, fallback: number | undefined) => {
        if (name === undefined) return fallback
        const found = labels.indexOf(name)
        if (found < 0) {
          const known = labels.length === 0 ? 'a period (there is none)' : labels.join(', ')
          throw new InvalidOptionError('period', `one of ${known.slice(0, 500)}`, name)
        }
        return found
      }
      const last = place(after, scored.at(-1))
      const first = place(before, scored.filter((p) => p < (last ?? 0)).at(-1))
      if (first === undefined || last === undefined) {
        return { before: null, after: null, decomposition: null, sameRespondents: null }
      }
      const periods = { periodOf, before: first, after: last }
      const { confLevel } = data.survey
      return roundFigures({
        before: labels[first] ?? null,
        after: labels[last] ?? null,
        decomposition: decomposeChange(columns, themeIndex(columns), periods, confLevel),
        sameRespondents: sameRespondents(columns, periods, confLevel),
      })
    }
  )
}

/** An action and whom it reached. */
export type ActionRequest = {
  readonly filter: ResponseFilter
  /** Milliseconds since 1970. */
  readonly atMs: number
  /** Length of either window, and time after the action that counts for neither. */
  readonly days: number
  readonly settleDays: number
  readonly themeId?: string | undefined
  /** Field and accepted values of those whom it reached; all without one. */
  readonly touched: readonly (readonly [string, string])[]
}

/**
 * Before and after an action, beside those whom it did not reach.
 *
 * @throws {NotFoundError} if there is no such survey or theme
 * @throws {InvalidOptionError} if a field is unknown
 */
export function readActionEffect(
  context: SurveyContext,
  surveyId: string,
  { filter, ...action }: ActionRequest
): Report<BeforeAfter> {
  const request = { name: 'action-effect', filter, options: action }
  return currentReport(context, surveyId, request, ({ columns, data }) => {
    const theme = columns.themes.findIndex(({ id }) => id === action.themeId)
    if (action.themeId !== undefined && theme < 0) throw new NotFoundError('theme', action.themeId)
    const known = Object.keys(columns.segments)
    const conditions = action.touched.map(([name, text]) => ({
      values: columns.segments[resolveField(name, known)] ?? [],
      accepted: new Set(text.split(',')),
    }))
    return roundFigures(
      beforeAfter(
        columns,
        {
          at: action.atMs,
          windowMs: action.days * DAY_MS,
          settleMs: action.settleDays * DAY_MS,
          ...(theme < 0 ? {} : { theme }),
          ...(conditions.length > 0 && {
            isTouched: columns.times.map((_, i) =>
              conditions.every(({ values, accepted }) => accepted.has(String(values[i] ?? '')))
            ),
          }),
        },
        data.survey.confLevel
      )
    )
  })
}

/**
 * NPS of the coming periods.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the time zone or the horizon is out of range
 */
export function readForecast(
  context: SurveyContext,
  surveyId: string,
  { filter, unit, timeZone, horizon }: PeriodRequest & { readonly horizon: number }
): Report<{
  readonly unit: PeriodUnit
  readonly timeZone: string
  readonly lastPeriod: string | null
  /** Null with fewer than eight periods with scores. */
  readonly forecast: NpsForecast | null
}> {
  const options = { unit, timeZone, horizon }
  return currentReport(
    context,
    surveyId,
    { name: 'forecast', filter, options },
    ({ columns, data }) => {
      const { confLevel, seed } = data.survey
      const { periods } = describeTrends({ columns }, { unit, timeZone, confLevel, seed })
      const levels = periods.map(({ cell }) => cell.figures?.npsPoints.estimate ?? null)
      return roundFigures({
        unit,
        timeZone,
        lastPeriod: periods.at(-1)?.period ?? null,
        forecast: forecastNps(levels, { confLevel, horizon, season: SEASON_PERIODS[unit] }),
      })
    }
  )
}
