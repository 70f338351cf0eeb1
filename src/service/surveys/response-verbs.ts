import { NotFoundError } from '../../domain/errors.ts'
import type { ResponseFilter, StoredResponse } from '../../domain/survey.ts'
import type { Erasure, Page } from '../../store/survey-store.ts'
import { openSurvey, type SurveyContext } from './survey-context.ts'

/** A page of responses that pass a filter. @throws {NotFoundError} */
export async function listResponses(
  context: SurveyContext,
  surveyId: string,
  page: {
    readonly filter: ResponseFilter
    readonly limit: number
    readonly after: number | null
    readonly order: 'newest' | 'oldest'
  }
): Promise<Page<StoredResponse, number>> {
  return (await openSurvey(context, surveyId)).listResponses(page)
}

/** @throws {NotFoundError} if there is no such survey or response */
export async function readResponse(
  context: SurveyContext,
  surveyId: string,
  responseId: string
): Promise<StoredResponse> {
  const response = await (await openSurvey(context, surveyId)).findResponse(responseId)
  if (!response) throw new NotFoundError('response', responseId)
  return response
}

/** Deletes one response with all that was derived from it. @throws {NotFoundError} */
export async function deleteResponse(
  context: SurveyContext,
  surveyId: string,
  responseId: string
): Promise<void> {
  const isDeleted = await (await openSurvey(context, surveyId)).deleteResponse(responseId)
  if (!isDeleted) throw new NotFoundError('response', responseId)
}

/**
 * Erases a respondent from every survey of the workspace: responses, counts, quotes in computed
 * lists, and kept answers. Erasing somebody unknown is no error, so that it can be repeated.
 */
export function eraseRespondent({ store }: SurveyContext, respondentId: string): Promise<Erasure> {
  return store.eraseRespondent(respondentId)
}
