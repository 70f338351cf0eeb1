import { versionsOf } from '../../analysis/create-engine.ts'
import type { Versions } from '../../domain/analysis.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import type { CachedList, CurrentThemeList } from './list-cache.ts'
import { bringThemesUpToDate } from './refresh-survey.ts'
import { isoNow, openSurvey, type SurveyContext } from './survey-context.ts'
import { computeThemeList } from './theme-list.ts'

export type { CurrentThemeList } from './list-cache.ts'

/**
 * The ranked list of a survey.
 *
 * Served as computed last while nothing changed, while it is young, or while the survey is too large to compute it
 * with a reader waiting; else computed now. Of a large survey only a list that was never computed is waited for,
 * and it is made of the tags as they are: tags are renewed in the background.
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
  const kept = await readKept(context, data, filter)
  const { dataVersion, responseCount } = data.survey
  if (kept?.dataVersion === dataVersion) return kept.fresh
  const place = placeOf(context, data, filter)
  const isLarge = responseCount > context.refresh.inlineResponseCount
  const age = kept ? context.nowMs() - Date.parse(kept.computedAt) : Number.POSITIVE_INFINITY
  if (kept && (isLarge || age < context.refresh.debounceMs)) {
    await askRefresh(context, surveyId, { place, filter })
    return kept.stale
  }
  const list = await context.lists.once(`${place} ${dataVersion}`, async () => {
    if (!isLarge) return computeAnew(context, surveyId, filter)
    const versions = versionsOf(await context.getParts())
    const { workspaceId } = context.store
    await context.computeList({ workspaceId, surveyId, filter, versions })
    return keptList(context, surveyId, filter)
  })
  const { survey } = await openSurvey(context, surveyId)
  if (list.dataVersion === survey.dataVersion) return list.fresh
  await askRefresh(context, surveyId, { place, filter })
  return list.stale
}

/** Asks for a new list; readers of an old one come by the hundred, so not for each of them. */
async function askRefresh(
  { lists, later, nowMs, refresh, store: { workspaceId } }: SurveyContext,
  surveyId: string,
  { place, filter }: { readonly place: string; readonly filter: ResponseFilter }
): Promise<void> {
  if (!lists.isTime(place, nowMs(), refresh.debounceMs)) return
  const isWhole = Object.keys(filter).length === 0
  await later({ kind: 'refresh', workspaceId, surveyId, ...(!isWhole && { filter }) })
}

/** The list that the store keeps; read from it only where it is not the one in memory. */
async function readKept(
  context: SurveyContext,
  data: SurveyData,
  filter: ResponseFilter
): Promise<CachedList | null> {
  const { lists } = context
  const place = placeOf(context, data, filter)
  const known = lists.find(place)
  if (known?.dataVersion === data.survey.dataVersion) return known
  const version = await data.findThemeListVersion(filterKey(filter))
  if (version === null) {
    // An erasure drops lists, and with them the quotes in them.
    lists.drop(place)
    return null
  }
  const isSame =
    known?.dataVersion === version.dataVersion && known.computedAt === version.computedAt
  if (isSame) return known
  const row = await data.findThemeList(filterKey(filter))
  return row && lists.keep(place, row)
}

async function keptList(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Promise<CachedList> {
  const kept = await readKept(context, await openSurvey(context, surveyId), filter)
  // Something that was erased meanwhile took the list along.
  return kept ?? computeAnew(context, surveyId, filter)
}

/** The time of its making tells a survey from an earlier one of the same id. */
function placeOf({ store }: SurveyContext, { survey }: SurveyData, filter: ResponseFilter): string {
  return JSON.stringify([store.workspaceId, survey.id, survey.createdAt, filterKey(filter)])
}

/** Brings tags up to date, computes the list and keeps it. */
export async function computeNow(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Promise<CurrentThemeList> {
  return (await computeAnew(context, surveyId, filter)).fresh
}

async function computeAnew(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Promise<CachedList> {
  const versions = versionsOf(await context.getParts())
  await bringThemesUpToDate(context, surveyId)
  return computeFromTags(context, { surveyId, filter, versions })
}

/**
 * Computes a list from the tags as they are, and keeps it; as one of older data where some tags are outdated.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 */
export async function computeFromTags(
  context: SurveyContext,
  {
    surveyId,
    filter,
    versions,
  }: { readonly surveyId: string; readonly filter: ResponseFilter; readonly versions: Versions }
): Promise<CachedList> {
  // Opened here: the list must not claim changes that came after it was computed.
  const data = await openSurvey(context, surveyId)
  const { dataVersion, modelVersion } = data.survey
  const isOutdated = modelVersion !== null && (await data.listOutdated(modelVersion, 1)).length > 0
  const list = await computeThemeList(data, filter, versions)
  const row = {
    dataVersion: dataVersion - (isOutdated ? 1 : 0),
    modelVersion,
    body: JSON.stringify(list),
    computedAt: isoNow(context),
  }
  await data.saveThemeList(filterKey(filter), row)
  return context.lists.keep(placeOf(context, data, filter), row)
}

/** Computes a list unless it is up to date. */
export async function refreshList(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter = {}
): Promise<void> {
  const data = await openSurvey(context, surveyId)
  const kept = await data.findThemeListVersion(filterKey(filter))
  if (kept?.dataVersion !== data.survey.dataVersion) await computeNow(context, surveyId, filter)
}

/** The filter as a text; equal filters have equal texts. */
export function filterKey(filter: ResponseFilter): string {
  return JSON.stringify(filter)
}
