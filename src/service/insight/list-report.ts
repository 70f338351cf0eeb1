import type { ResponseFilter } from '../../domain/survey.ts'
import { type CurrentThemeList, currentThemeList } from '../surveys/current-theme-list.ts'
import type { SurveyContext } from '../surveys/survey-context.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import type { ReportAbout } from './current-report.ts'

/**
 * A report that follows from the ranked list alone, which is kept already.
 *
 * @param filter - responses that the list is about
 * @param make - computes the report
 * @throws {NotFoundError} if the workspace has no such survey
 */
export async function listReport<T extends object>(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter,
  make: (list: CurrentThemeList) => T | Promise<T>
): Promise<Versioned<ReportAbout & T>> {
  const list = await currentThemeList(context, surveyId, filter)
  const { themeModel, computedAt, isStale, versions, listVersion } = list
  const about = { surveyId, filter, themeModel, computedAt, isStale, versions }
  return { listVersion, answer: { ...about, ...(await make(list)) } }
}
