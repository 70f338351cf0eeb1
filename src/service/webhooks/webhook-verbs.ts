import { z } from 'zod'
import { AppError, NotFoundError } from '../../domain/errors.ts'
import type { WebhookSource } from '../../domain/webhook.ts'
import type { FoundWebhookSource } from '../../store/survey-store.ts'
import { type PushResult, pushResponses } from '../surveys/push-responses.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import { checked } from '../surveys/survey-settings.ts'
import { readWebhook } from './read-webhook.ts'
import { isSignedAsStandard, isSignedByTypeform, type WebhookHeaders } from './verify-signature.ts'

/** Body of `POST /v1/surveys/{surveyId}/webhook-sources`. */
export const newWebhookSourceSchema = z
  .strictObject({
    provider: z.enum(['typeform', 'formbricks']),
    secret: z
      .string()
      .min(8)
      .max(500)
      .describe('That the survey tool signs with; kept as it is, since signatures need it'),
    fields: z
      .strictObject({ score: z.string().optional(), comment: z.string().optional() })
      .prefault({})
      .describe('Ids or references of the questions; by default the first number and first text'),
  })
  .meta({ id: 'NewWebhookSource', description: 'A survey tool that is to send responses' })

/** Makes an address for a survey tool to send to. @throws {NotFoundError | InvalidRequestError} */
export async function createWebhookSource(
  context: SurveyContext,
  surveyId: string,
  body: unknown
): Promise<WebhookSource> {
  const { secret, ...settings } = checked(newWebhookSourceSchema, body)
  const data = await openSurvey(context, surveyId)
  const source = { id: context.createId(), ...settings, createdAt: isoNow(context) }
  await data.createWebhookSource(source, secret)
  return source
}

/** @throws {NotFoundError} if there is no such survey */
export async function listWebhookSources(
  context: SurveyContext,
  surveyId: string
): Promise<readonly WebhookSource[]> {
  return (await openSurvey(context, surveyId)).listWebhookSources()
}

/** @throws {NotFoundError} if there is no such survey or address */
export async function deleteWebhookSource(
  context: SurveyContext,
  surveyId: string,
  sourceId: string
): Promise<void> {
  const data = await openSurvey(context, surveyId)
  if (!(await data.deleteWebhookSource(sourceId))) throw new NotFoundError('webhook', sourceId)
}

/**
 * Takes the response that a survey tool sends. A repeated delivery replaces the same response.
 *
 * @param context - bound to the workspace of the address
 * @param bytes - raw body, which the signature is about
 * @throws {AppError} `invalid-signature` or `unreadable-request`
 * @throws {InvalidRequestError} if the body has another shape than documented
 */
export async function receiveWebhook(
  context: SurveyContext,
  { source, secret, surveyId }: FoundWebhookSource,
  { bytes, header }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly header: WebhookHeaders }
): Promise<PushResult> {
  const isSigned =
    source.provider === 'typeform'
      ? await isSignedByTypeform(bytes, secret, header)
      : await isSignedAsStandard(bytes, secret, { header, nowMs: context.nowMs() })
  if (!isSigned) {
    throw new AppError('invalid-signature', `expected a fresh signature of ${source.provider}`)
  }
  const response = readWebhook(source.provider, parsed(bytes), source.fields)
  const push = { surveyId, body: { responses: [response] }, idempotencyKey: null }
  return (await pushResponses(context, push)).result
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new AppError('unreadable-request', 'expected JSON in UTF-8, got something else')
  }
}
