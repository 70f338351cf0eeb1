import { OTHER_THEME_ID, type ThemeModelVersion } from '../../domain/survey.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { discoverThemes } from './discover-themes.ts'
import { retagOutdated } from './retag-outdated.ts'
import { openSurvey, type SurveyContext } from './survey-context.ts'

/** Fewer comments than this show no themes worth finding. */
const MIN_DISCOVERY_COMMENTS = 30

/** After a discovery, comments must grow by this factor before `other` alone calls for the next one. */
const REDISCOVERY_GROWTH = 1.5

/**
 * Finds themes anew where that is due, and tags every response that carries older tags.
 *
 * Due at the first thirty comments, and later when more comments than the survey allows fit no
 * theme and their number has grown by half since.
 *
 * @returns true if tags changed
 */
export async function bringThemesUpToDate(
  context: SurveyContext,
  surveyId: string
): Promise<boolean> {
  const data = await openSurvey(context, surveyId)
  const model = await data.findModel()
  if (!model) return false
  const isDue = await isDiscoveryDue(data, model)
  if (isDue) {
    await discoverThemes(context, surveyId)
    return true
  }
  return (await retagOutdated(context, data, model)) > 0
}

async function isDiscoveryDue(data: SurveyData, model: ThemeModelVersion): Promise<boolean> {
  const { survey } = data
  if (!survey.discover) return false
  const { commentCount, otherCount } = await data.countComments(OTHER_THEME_ID)
  if (commentCount < MIN_DISCOVERY_COMMENTS) return false
  const wasNeverDone = model.commentCount === 0
  if (wasNeverDone) return true
  const hasGrown = commentCount >= model.commentCount * REDISCOVERY_GROWTH
  return hasGrown && otherCount > survey.rediscoverAboveOtherShare * commentCount
}
