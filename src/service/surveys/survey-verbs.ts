import { AppError, NotFoundError } from '../../domain/errors.ts'
import type { Survey } from '../../domain/survey.ts'
import type { Page } from '../../store/survey-store.ts'
import { isoNow, openSurvey, type SurveyContext } from './survey-context.ts'
import { readNewSurvey, readSurveyChange } from './survey-settings.ts'

/**
 * Makes a survey.
 *
 * @param body - settings; each has a default
 * @throws {InvalidRequestError} if a setting is wrong
 * @throws {AppError} `survey-exists` if the workspace has a survey of this id
 */
export async function createSurvey(context: SurveyContext, body: unknown): Promise<Survey> {
  const { id, settings } = readNewSurvey(body, () => `survey-${context.createId()}`)
  const { themer } = await context.getParts()
  // Tells now whether the taxonomy exists, rather than at the first response.
  themer.start({ ...settings, model: null })
  const isNew = await context.store.createSurvey({ id, settings, createdAt: isoNow(context) })
  if (!isNew) {
    throw new AppError('survey-exists', `expected an id that no survey has yet, got "${id}"`)
  }
  return (await openSurvey(context, id)).survey
}

/** A page of surveys by id. */
export function listSurveys(
  { store }: SurveyContext,
  limit: number,
  cursor: string | null
): Promise<Page<Survey>> {
  return store.listSurveys(limit, cursor)
}

/** @throws {NotFoundError} if the workspace has no such survey */
export async function readSurvey(context: SurveyContext, surveyId: string): Promise<Survey> {
  return (await openSurvey(context, surveyId)).survey
}

/**
 * Changes settings. A new taxonomy takes effect when themes are found next.
 *
 * @throws {NotFoundError | InvalidRequestError}
 */
export async function changeSurvey(
  context: SurveyContext,
  surveyId: string,
  body: unknown
): Promise<Survey> {
  const data = await openSurvey(context, surveyId)
  const settings = readSurveyChange(body, settingsOf(data.survey))
  const { themer } = await context.getParts()
  themer.start({ ...settings, model: null })
  await data.changeSettings(settings, isoNow(context))
  return readSurvey(context, surveyId)
}

/** @throws {NotFoundError} if the workspace has no such survey */
export async function deleteSurvey({ store }: SurveyContext, surveyId: string): Promise<void> {
  if (!(await store.deleteSurvey(surveyId))) throw new NotFoundError('survey', surveyId)
}

/** The settings of a survey without its state. */
export function settingsOf(survey: Survey) {
  const { id, createdAt, updatedAt, responseCount, dataVersion, modelVersion, ...settings } = survey
  return settings
}
