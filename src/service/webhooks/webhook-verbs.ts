import { z } from 'zod'
import { AppError, NotFoundError } from '../../domain/errors.ts'
import type { WebhookSource } from '../../domain/webhook.ts'
import type { FoundWebhookSource } from '../../store/survey-store.ts'
import { InvalidRequestError } from '../request/read-analysis-request.ts'
import { isPlainSecret } from '../secrets/secret-box.ts'
import { type PushResult, pushResponses } from '../surveys/push-responses.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import { checked } from '../surveys/survey-settings.ts'
import { readAnnouncement } from './read-surveymonkey.ts'
import { readWebhook } from './read-webhook.ts'
import { openCredentials, sealCredentials, sealPlainSecrets } from './source-secrets.ts'
import { isSigned, type WebhookDelivery } from './verify-signature.ts'

/** Failures shown of one address. */
const MAX_FAILURES = 20

const secret = z
  .string()
  .min(8)
  .max(500)
  .describe('That the survey tool signs with; kept encrypted, since signatures need it')
const fields = z
  .strictObject({ score: z.string().optional(), comment: z.string().optional() })
  .prefault({})
  .describe('Ids or references of the questions; by default the first number and first text')

/** Body of `POST /v1/surveys/{surveyId}/webhook-sources`. */
export const newWebhookSourceSchema = z
  .discriminatedUnion('provider', [
    z.strictObject({ provider: z.enum(['typeform', 'formbricks']), secret, fields }),
    z
      .strictObject({
        provider: z.literal('surveymonkey'),
        clientId: z.string().min(1).max(200).describe('Of your app there'),
        secret: secret.describe("The app's secret, which its callbacks are signed with"),
        token: z
          .string()
          .min(8)
          .max(2_000)
          .describe('Access token with the scope "View Response Details"; kept encrypted'),
        dataCenter: z.enum(['us', 'eu', 'ca']).default('us').describe('Where the account is'),
        toolSurveyId: z
          .string()
          .regex(/^\d{1,30}$/, 'expected an id of digits')
          .describe('Id of the survey at SurveyMonkey'),
        fields,
      })
      .describe('Its callbacks only announce responses; each is then fetched with the token'),
  ])
  .meta({ id: 'NewWebhookSource', description: 'A survey tool that is to send responses' })

/** An address with what has been announced to it and is not here yet. */
export type ListedSource = WebhookSource & {
  readonly waitingCount: number
  /** Fetches that were given up, the latest last. */
  readonly failures: readonly {
    readonly responseId: string
    readonly detail: string
    readonly at: string
  }[]
}

/**
 * Makes an address for a survey tool to send to.
 *
 * @throws {NotFoundError | InvalidRequestError}
 * @throws {AppError} `secrets-key-missing` where the service has no key to encrypt the secret with
 */
export async function createWebhookSource(
  context: SurveyContext,
  surveyId: string,
  body: unknown
): Promise<WebhookSource> {
  const given = checked(newWebhookSourceSchema, body)
  const data = await openSurvey(context, surveyId)
  const source: WebhookSource = {
    id: context.createId(),
    provider: given.provider,
    fields: given.fields,
    ...(given.provider === 'surveymonkey' && {
      dataCenter: given.dataCenter,
      toolSurveyId: given.toolSurveyId,
    }),
    createdAt: isoNow(context),
  }
  const { clientId = '', token = '' } = given.provider === 'surveymonkey' ? given : {}
  const credentials = { secret: given.secret, clientId, token }
  await data.createWebhookSource(source, await sealCredentials(context, source, credentials))
  return source
}

/** @throws {NotFoundError} if there is no such survey */
export async function listWebhookSources(
  context: SurveyContext,
  surveyId: string
): Promise<readonly ListedSource[]> {
  const listed = await (await openSurvey(context, surveyId)).listWebhookSources()
  return listed.map(({ source, fetches }) => ({
    ...source,
    waitingCount: fetches.filter(({ isOver }) => !isOver).length,
    failures: fetches
      .filter(({ isOver }) => isOver)
      .slice(-MAX_FAILURES)
      .map(({ responseId, error, updatedAt }) => ({
        responseId,
        detail: error ?? '',
        at: updatedAt,
      })),
  }))
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

/** What became of a delivery: the response is kept, or will be fetched, or is gone. */
export type Received =
  | { readonly state: 'kept'; readonly result: PushResult }
  | { readonly state: 'queued' | 'deleted' }

/**
 * Takes what a survey tool sends. A repeated delivery replaces the same response.
 *
 * @param context - bound to the workspace of the address
 * @param delivery - raw body, which the signature is about, and headers
 * @throws {AppError} `invalid-signature`, `unreadable-request` or `secrets-key-missing`
 * @throws {InvalidRequestError} if the body has another shape than documented
 */
export async function receiveWebhook(
  context: SurveyContext,
  found: FoundWebhookSource,
  delivery: WebhookDelivery
): Promise<Received> {
  const { source, surveyId } = found
  const credentials = await openCredentials(context, found)
  if (!(await isSigned(source.provider, delivery, { ...credentials, nowMs: context.nowMs() }))) {
    throw new AppError('invalid-signature', `expected a fresh signature of ${source.provider}`)
  }
  // Of before secrets were encrypted; where no key is configured it stays as it is.
  if (isPlainSecret(found.secret) && context.secrets.canSeal) await sealPlainSecrets(context)
  const body = parsed(delivery.bytes)
  if (source.provider === 'surveymonkey') return takeAnnouncement(context, found, body)
  const response = readWebhook(source.provider, body, source.fields)
  const push = { surveyId, body: { responses: [response] }, idempotencyKey: null }
  return { state: 'kept', result: (await pushResponses(context, push)).result }
}

async function takeAnnouncement(
  context: SurveyContext,
  { source, surveyId }: FoundWebhookSource,
  body: unknown
): Promise<Received> {
  const { kind, toolSurveyId, responseId } = readAnnouncement(body)
  if (toolSurveyId !== source.toolSurveyId) {
    const detail = `expected the survey ${source.toolSurveyId}, got ${toolSurveyId}`
    throw new InvalidRequestError([{ pointer: '/resources/survey_id', detail }])
  }
  if (kind === 'deleted') {
    await (await openSurvey(context, surveyId)).deleteResponse(responseId)
    await context.receiving.endFetch(source.id, responseId)
    return { state: 'deleted' }
  }
  await context.receiving.startFetch(source.id, responseId, isoNow(context))
  const { workspaceId } = context.store
  await context.later({ kind: 'fetch', workspaceId, surveyId, sourceId: source.id, responseId })
  return { state: 'queued' }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new AppError('unreadable-request', 'expected JSON in UTF-8, got something else')
  }
}
