import { OTHER_THEME_ID } from '../../domain/survey.ts'
import type { SurveyData } from '../../store/survey-store.ts'

/** Usable comments, and those of them that fit no theme. */
export async function countComments(
  data: SurveyData
): Promise<{ readonly commentCount: number; readonly otherCount: number }> {
  let [commentCount, otherCount] = [0, 0]
  for (const { group, responseCount } of await data.countGroups({})) {
    if (!group.isUsable) continue
    commentCount += responseCount
    if (group.pattern.every(({ themeId }) => themeId === OTHER_THEME_ID))
      otherCount += responseCount
  }
  return { commentCount, otherCount }
}
