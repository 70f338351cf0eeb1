import type { Survey, ThemeModelVersion } from '../../domain/survey.ts'
import type { Retag, SurveyData } from '../../store/survey-store.ts'
import { addCorrectedThemes, createCorrecting } from '../corrections/correct-tags.ts'
import type { SurveyContext } from './survey-context.ts'
import { taggedResponse } from './tag-batch.ts'

/** Responses tagged anew in one step. */
const RETAG_STEP = 1_000

/**
 * Tags responses that carry tags of another version than the current one.
 *
 * @returns how many
 */
export async function retagOutdated(
  { tag }: Pick<SurveyContext, 'tag'>,
  data: SurveyData,
  model: ThemeModelVersion
): Promise<number> {
  const correcting = createCorrecting({ survey: data.survey, ...model })
  let count = 0
  for (;;) {
    const outdated = await data.listOutdated(model.version, RETAG_STEP)
    if (outdated.length === 0) return count
    const tagging = await tag({
      ...taggingOf(data.survey),
      themes: { ...data.survey, discover: false, model: model.model },
      responses: outdated,
    })
    await data.addThemes(model.version, tagging.themes)
    const retags = outdated.flatMap((response, index): Retag[] => {
      const tags = tagging.tags[index]
      if (!tags) return []
      return [{ ...taggedResponse(correcting, response, tags), position: response.position }]
    })
    await addCorrectedThemes(data, correcting, retags)
    await data.retagResponses(retags)
    count += outdated.length
  }
}

/** What tagging takes from a survey besides its themes. */
export function taggingOf({ question, scale }: Survey) {
  return { question, scale }
}
