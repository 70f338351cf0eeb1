import { AppError } from '../../domain/errors.ts'
import type { FoundWebhookSource } from '../../store/survey-store.ts'
import { pushResponses } from '../surveys/push-responses.ts'
import { isoNow, type SurveyContext } from '../surveys/survey-context.ts'
import { needsChoices, readScoreChoices, readSurveyMonkeyResponse } from './read-surveymonkey.ts'
import { openCredentials } from './source-secrets.ts'
import { callSurveyMonkey, SurveyMonkeyError } from './surveymonkey-api.ts'

/** Pauses between attempts; after the last the fetch is over and its error stays to be seen. */
const PAUSES_MS: readonly number[] = [10_000, 60_000, 600_000, 3_600_000]

/** A response to fetch. */
export type FetchTask = { readonly sourceId: string; readonly responseId: string }

/**
 * Fetches a response that SurveyMonkey announced, and keeps it.
 *
 * Doing it twice replaces the same response. What was announced stays noted until it is fetched, so a restart loses nothing.
 *
 * @param context - bound to the workspace of the address
 * @returns milliseconds to wait before the next attempt; null when there is none
 */
export async function fetchResponse(
  context: SurveyContext,
  { sourceId, responseId }: FetchTask
): Promise<number | null> {
  const { receiving } = context
  const [noted, found] = [
    await receiving.findFetch(sourceId, responseId),
    await receiving.findWebhookSource(sourceId),
  ]
  if (!noted || noted.isOver || !found) return null
  try {
    await fetchAndKeep(context, found, responseId)
    await receiving.endFetch(sourceId, responseId)
    return null
  } catch (error) {
    const isKnown = error instanceof SurveyMonkeyError || error instanceof AppError
    if (!isKnown) throw error
    const attemptCount = noted.attemptCount + 1
    const pauseMs = PAUSES_MS[noted.attemptCount]
    const isOver = pauseMs === undefined || error instanceof AppError || error.isFinal
    const updatedAt = isoNow(context)
    const { message } = error
    await receiving.noteFetch({ ...noted, attemptCount, error: message, isOver, updatedAt })
    return isOver ? null : pauseMs
  }
}

async function fetchAndKeep(
  context: SurveyContext,
  found: FoundWebhookSource,
  responseId: string
): Promise<void> {
  const { source, surveyId } = found
  const { token } = await openCredentials(context, found)
  const { dataCenter = 'us', toolSurveyId, fields } = source
  const access = { fetch: context.fetch, dataCenter, token }
  const path = `/surveys/${toolSurveyId}`
  const details = await callSurveyMonkey(access, `${path}/responses/${responseId}/details`)
  let choices = found.choices ?? {}
  if (needsChoices(details, fields, choices)) {
    choices = readScoreChoices(await callSurveyMonkey(access, `${path}/details`))
    await context.receiving.changeWebhookSource(source.id, { choices })
  }
  const response = readSurveyMonkeyResponse(details, fields, choices)
  if (!response) return
  await pushResponses(context, { surveyId, body: { responses: [response] }, idempotencyKey: null })
}
