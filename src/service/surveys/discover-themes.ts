import { OTHER_THEME_ID, type StoredResponse, type ThemeModelVersion } from '../../domain/survey.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { addCorrectedThemes, createCorrecting } from '../corrections/correct-tags.ts'
import { retagOutdated, taggingOf } from './retag-outdated.ts'
import { isoNow, openSurvey, type SurveyContext } from './survey-context.ts'
import { taggedResponse } from './tag-batch.ts'

/** Themes are found among the newest responses up to this many, and then applied to all. */
export const DISCOVERY_RESPONSES = 20_000

const PAGE = 1_000

/**
 * Finds the themes of a survey anew and tags every response with them.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @returns the version that is in use afterwards
 */
export async function discoverThemes(
  context: SurveyContext,
  surveyId: string
): Promise<ThemeModelVersion | null> {
  const data = await openSurvey(context, surveyId)
  const { survey } = data
  const responses = await newestResponses(data)
  const tagging = await context.tag({
    ...taggingOf(survey),
    themes: { ...survey, model: null, previous: (await data.findModel())?.model ?? null },
    responses,
  })
  const { commentCount } = await data.countComments(OTHER_THEME_ID)
  const version = (survey.modelVersion ?? 0) + 1
  const isFirst = await data.addModel({
    version,
    model: tagging.model,
    themes: tagging.themes,
    quality: tagging.quality,
    origin: 'discovery',
    commentCount,
    createdAt: isoNow(context),
  })
  if (isFirst) {
    const correcting = createCorrecting({ survey, version, model: tagging.model })
    const retags = responses.flatMap((response, index) => {
      const tags = tagging.tags[index]
      if (!tags) return []
      return [{ ...taggedResponse(correcting, response, tags), position: response.position }]
    })
    await addCorrectedThemes(data, correcting, retags)
    for (let i = 0; i < retags.length; i += PAGE) {
      await data.retagResponses(retags.slice(i, i + PAGE))
    }
  }
  const model = await data.findModel()
  if (model) await retagOutdated(context, data, model)
  return model
}

async function newestResponses(data: SurveyData): Promise<StoredResponse[]> {
  const responses: StoredResponse[] = []
  let after: number | null = null
  do {
    const page = { filter: {}, limit: PAGE, after, order: 'newest' } as const
    const { entries, next }: { entries: readonly StoredResponse[]; next: number | null } =
      await data.listResponses(page)
    responses.push(...entries)
    after = next
  } while (after !== null && responses.length < DISCOVERY_RESPONSES)
  return responses
}
