import { versionsOf } from '../../analysis/create-engine.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import type { SurveyData, ThemeListRow } from '../../store/survey-store.ts'
import { bringThemesUpToDate } from './refresh-survey.ts'
import { isoNow, openSurvey, type SurveyContext } from './survey-context.ts'
import { computeThemeList, type ThemeList } from './theme-list.ts'

/** A ranked list, which data it shows and since when. */
export type CurrentThemeList = ThemeList & {
  readonly computedAt: string
  /** True while responses or tags have changed since; the list is being computed anew. */
  readonly isStale: boolean
  /** Changes whenever the list can have changed. */
  readonly listVersion: string
}

/**
 * The ranked list of a survey.
 *
 * Served as computed last while nothing changed, while it is young, or while the survey is too
 * large to compute it with a reader waiting; else computed now.
 *
 * @param filter - responses that the list is about; an empty filter for all
 * @throws {NotFoundError} if the workspace has no such survey
 */
export async function currentThemeList(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Promise<CurrentThemeList> {
  const data = await openSurvey(context, surveyId)
  const kept = await data.findThemeList(filterKey(filter))
  if (kept && kept.dataVersion === data.survey.dataVersion) return fromRow(kept, false)
  if (kept && !mustWait(context, data, kept)) {
    await context.later({ kind: 'refresh', workspaceId: context.store.workspaceId, surveyId })
    return fromRow(kept, true)
  }
  return computeNow(context, surveyId, filter)
}

function mustWait(
  { nowMs, refresh }: SurveyContext,
  data: SurveyData,
  kept: ThemeListRow
): boolean {
  if (data.survey.responseCount > refresh.inlineResponseCount) return false
  return nowMs() - Date.parse(kept.computedAt) >= refresh.debounceMs
}

/** Brings tags up to date, computes the list and keeps it. */
export async function computeNow(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Promise<CurrentThemeList> {
  const versions = versionsOf(await context.getParts())
  await bringThemesUpToDate(context, surveyId)
  // Opened again: the list must not claim changes that came after it was computed.
  const data = await openSurvey(context, surveyId)
  const list = await computeThemeList(data, filter, versions)
  const row: ThemeListRow = {
    dataVersion: data.survey.dataVersion,
    modelVersion: data.survey.modelVersion,
    body: JSON.stringify(list),
    computedAt: isoNow(context),
  }
  await data.saveThemeList(filterKey(filter), row)
  return fromRow(row, false)
}

/** Computes the list of the whole survey unless it is up to date. */
export async function refreshList(context: SurveyContext, surveyId: string): Promise<void> {
  const data = await openSurvey(context, surveyId)
  const kept = await data.findThemeList(filterKey({}))
  if (kept?.dataVersion !== data.survey.dataVersion) await computeNow(context, surveyId, {})
}

/** The filter as a text; equal filters have equal texts. */
export function filterKey(filter: ResponseFilter): string {
  return JSON.stringify(filter)
}

function fromRow(row: ThemeListRow, isStale: boolean): CurrentThemeList {
  const list: ThemeList = JSON.parse(row.body)
  return {
    ...list,
    computedAt: row.computedAt,
    isStale,
    listVersion: `${row.dataVersion}-${Date.parse(row.computedAt).toString(36)}${isStale ? '-stale' : ''}`,
  }
}
