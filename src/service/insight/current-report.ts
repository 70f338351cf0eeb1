import type { Versions } from '../../domain/analysis.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import type { ReportRow, SurveyData } from '../../store/survey-store.ts'
import { type CurrentThemeList, currentThemeList } from '../surveys/current-theme-list.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import type { ThemeList } from '../surveys/theme-list.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { readStoredColumns, type StoredColumns } from './stored-columns.ts'

/** What every report says of itself. */
export type ReportAbout = {
  readonly surveyId: string
  readonly filter: ResponseFilter
  readonly themeModel: ThemeList['themeModel']
  readonly computedAt: string
  /** True while newer responses are not counted yet. */
  readonly isStale: boolean
  readonly versions: Versions
}

/** Which report is asked for: `options` with the filter decide its content. */
export type ReportRequest = {
  readonly name: string
  readonly filter: ResponseFilter
  readonly options: object
}

/** What a report is made of. */
export type ReportSource = StoredColumns & {
  readonly data: SurveyData
  readonly list: CurrentThemeList
}

/** Themes of a ranked list as reports name them: all but the one that gathers the rest. */
export function reportThemes(list: Pick<ThemeList, 'themes'>): SurveyColumns['themes'] {
  return list.themes
    .filter(({ source }) => source !== 'other')
    .map(({ id, label, status }) => ({
      id,
      label,
      isRankable: true,
      isAffectOnly: status === 'affect-only',
    }))
}

/**
 * A report over the responses of a survey.
 *
 * Served as computed last while nothing changed or while it is young; else computed now. Themes
 * and their names are those of the ranked list, so both answers agree.
 *
 * @param request - what decides the content
 * @param make - computes the report from the columns
 * @throws {NotFoundError} if the workspace has no such survey
 */
export async function currentReport<T extends object>(
  context: SurveyContext,
  surveyId: string,
  request: ReportRequest,
  make: (source: ReportSource) => T | Promise<T>
): Promise<Versioned<ReportAbout & T>> {
  const key = JSON.stringify([request.name, request.filter, request.options])
  const known = await openSurvey(context, surveyId)
  const kept = await known.findReport(key)
  const isCurrent = kept?.dataVersion === known.survey.dataVersion
  const age = kept ? context.nowMs() - Date.parse(kept.computedAt) : Number.POSITIVE_INFINITY
  if (kept && (isCurrent || age < context.refresh.debounceMs)) {
    return fromRow(kept, !isCurrent)
  }
  const list = await currentThemeList(context, surveyId, {})
  // Opened again: bringing the list up to date may have changed tags.
  const data = await openSurvey(context, surveyId)
  const stored = await readStoredColumns(data, request.filter, reportThemes(list))
  const answer: ReportAbout & T = {
    surveyId,
    filter: request.filter,
    themeModel: list.themeModel,
    computedAt: isoNow(context),
    isStale: false,
    versions: list.versions,
    ...(await make({ ...stored, data, list })),
  }
  const row: ReportRow = {
    // With an old list the report is old as well: the next reader gets a new one.
    dataVersion: data.survey.dataVersion - (list.isStale ? 1 : 0),
    body: JSON.stringify(answer),
    computedAt: answer.computedAt,
  }
  await data.saveReport(key, row)
  return fromRow(row, list.isStale)
}

function fromRow<T extends object>(row: ReportRow, isStale: boolean): Versioned<ReportAbout & T> {
  const answer: ReportAbout & T = JSON.parse(row.body)
  const age = Date.parse(row.computedAt).toString(36)
  return {
    listVersion: `${row.dataVersion}-${age}${isStale ? '-stale' : ''}`,
    answer: { ...answer, isStale },
  }
}

/**
 * An answer as computed last while nothing changed, however young or old; else computed now.
 *
 * @param key - what decides the content
 */
export async function keptAnswer<T extends object>(
  context: SurveyContext,
  data: SurveyData,
  key: string,
  make: () => Promise<T>
): Promise<T> {
  const { dataVersion } = data.survey
  const kept = await data.findReport(key)
  if (kept?.dataVersion === dataVersion) return JSON.parse(kept.body)
  const answer = await make()
  const body = JSON.stringify(answer)
  await data.saveReport(key, { dataVersion, body, computedAt: isoNow(context) })
  return answer
}
