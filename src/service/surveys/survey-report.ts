import { z } from 'zod'
import { roundFigures } from '../../analysis/round-figures.ts'
import type { ScenarioResult } from '../../domain/driver.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import { reportThemes } from '../insight/current-report.ts'
import { monthCounts } from '../insight/month-counts.ts'
import { readStoredColumns } from '../insight/stored-columns.ts'
import type { Report } from '../render/report.ts'
import { currentThemeList } from './current-theme-list.ts'
import { openSurvey, type SurveyContext } from './survey-context.ts'
import { checked } from './survey-settings.ts'
import { figuresOf } from './theme-list.ts'

/** Reports of larger surveys do not show the course of time. */
const MAX_MONTHS_RESPONSES = 200_000

/** Body of `POST /v1/surveys/{surveyId}/scenarios`. */
export const scenarioRequestSchema = z
  .strictObject({
    factors: z
      .record(z.string(), z.number().min(0).max(1))
      .describe('Theme id → factor on its negative mentions: 0.5 halves them, 0 removes them'),
  })
  .meta({ id: 'ScenarioRequest' })

/**
 * The ranked list of a survey as a report that can be rendered.
 *
 * @param title - first line; the name of the survey by default
 * @throws {NotFoundError} if the workspace has no such survey
 */
export async function surveyReport(
  context: SurveyContext,
  surveyId: string,
  { filter, title }: { readonly filter: ResponseFilter; readonly title?: string | undefined }
): Promise<Report> {
  const data = await openSurvey(context, surveyId)
  const { survey } = data
  const list = await currentThemeList(context, surveyId, filter)
  const { summary, themes, drivers, warnings, versions } = list
  const analysis = { summary, themes, drivers, warnings, versions, rejected: [], model: null }
  const { name, confLevel, minMentions, adjustFor } = survey
  // A huge survey goes without: reading every row again would take longer than the list.
  const months =
    survey.responseCount > MAX_MONTHS_RESPONSES
      ? null
      : monthCounts((await readStoredColumns(data, filter, reportThemes(list))).columns)
  return { title: title || name, analysis, confLevel, minMentions, adjustFor, months }
}

/**
 * What fewer complaints about some themes would change, if the associations were causal.
 *
 * @param body - as `scenarioRequestSchema` says
 * @returns null where no effect could be estimated
 * @throws {InvalidRequestError} if a factor is wrong
 * @throws {NotFoundError} if the workspace has no such survey
 */
export async function tryScenario(
  context: SurveyContext,
  surveyId: string,
  { body, filter }: { readonly body: unknown; readonly filter: ResponseFilter }
): Promise<{ readonly scenario: ScenarioResult | null }> {
  const { factors } = checked(scenarioRequestSchema, body)
  const data = await openSurvey(context, surveyId)
  const [model, groups] = [await data.findModel(), await data.countGroups(filter)]
  const themes = model?.themes ?? []
  const figures = figuresOf(data.survey, { groups, themes, quality: null, scenario: factors })
  return roundFigures({ scenario: figures.scenario ?? null })
}
