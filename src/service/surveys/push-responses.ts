import { maskResponses, namesToMask } from '../../analysis/mask-responses.ts'
import type { Warning } from '../../domain/effect.ts'
import { AppError } from '../../domain/errors.ts'
import type { RejectedResponse } from '../../domain/response.ts'
import type { SurveyData, UsageDay } from '../../store/survey-store.ts'
import { droppedReviews, droppedWarning } from '../corrections/dropped-reviews.ts'
import { sha256 } from '../hash.ts'
import { describeValue } from '../request/json-pointer.ts'
import { InvalidRequestError, NoAcceptableResponseError } from '../request/read-analysis-request.ts'
import { createResponseReader } from '../request/response-reader.ts'
import { isoNow, openSurvey, type SurveyContext } from './survey-context.ts'
import { tagBatch } from './tag-batch.ts'

/** Most responses of one push; more go to an import. */
export const MAX_PUSHED_RESPONSES = 1_000

/** A claim this old belongs to a request that died. */
const CLAIM_TIMEOUT_MS = 60_000

/** A key is known for so long; SCHEMA.md says so. */
export const KEY_LIFETIME_MS = 24 * 3_600_000

/** What became of pushed responses. */
export type PushResult = {
  readonly acceptedCount: number
  /** Of the accepted ones, those whose id was known: they replaced what was kept. */
  readonly replacedCount: number
  readonly rejected: readonly RejectedResponse[]
  /** Version of the theme model that tagged them. */
  readonly modelVersion: number | null
  readonly warnings: readonly Warning[]
}

/** A push and how to tell that it is repeated. */
export type Push = {
  readonly surveyId: string
  /** Parsed JSON of the body. */
  readonly body: unknown
  readonly idempotencyKey: string | null
}

/**
 * Takes responses into a survey: masks, tags and counts them at once.
 *
 * A response with a known id replaces the one that was kept. With an idempotency key the same
 * request gives the same answer and is counted once, however often and concurrently it comes.
 *
 * @returns the result, and whether it is the answer to an earlier request
 * @throws {NotFoundError | InvalidRequestError | NoAcceptableResponseError}
 * @throws {AppError} `idempotency-key-reused` or `request-in-progress`
 */
export async function pushResponses(
  context: SurveyContext,
  push: Push
): Promise<{ readonly result: PushResult; readonly isReplayed: boolean }> {
  const data = await openSurvey(context, push.surveyId)
  const rows = rowsOf(push.body)
  const key = push.idempotencyKey
  if (key === null) {
    return { result: await storeRows(context, data, { rows, key }), isReplayed: false }
  }
  const earlier = await claim(context, data, {
    key,
    requestHash: await sha256(JSON.stringify(rows)),
  })
  if (earlier) return { result: earlier, isReplayed: true }
  try {
    return { result: await storeRows(context, data, { rows, key }), isReplayed: false }
  } catch (error) {
    await data.releaseIdempotencyKey(key)
    throw error
  }
}

function rowsOf(body: unknown): readonly unknown[] {
  const isObject = typeof body === 'object' && body !== null
  const responses = isObject ? (body as { readonly responses?: unknown }).responses : body
  const pointer = isObject && !Array.isArray(body) ? '/responses' : ''
  const rows = Array.isArray(body) ? body : responses
  if (!Array.isArray(rows) || rows.length === 0 || rows.length > MAX_PUSHED_RESPONSES) {
    const most = MAX_PUSHED_RESPONSES.toLocaleString('en')
    const got = Array.isArray(rows) ? `${rows.length.toLocaleString('en')}` : describeValue(rows)
    const detail = `expected a list of 1 to ${most} responses, got ${got}; more belong into an import`
    throw new InvalidRequestError([{ pointer, detail }])
  }
  return rows
}

/** The answer of an earlier request with this key; null when this request is the first. */
async function claim(
  context: SurveyContext,
  data: SurveyData,
  { key, requestHash }: { readonly key: string; readonly requestHash: string }
): Promise<PushResult | null> {
  const staleBefore = new Date(context.nowMs() - CLAIM_TIMEOUT_MS).toISOString()
  const claimed = await data.claimIdempotencyKey({
    key,
    requestHash,
    at: isoNow(context),
    staleBefore,
    expiredBefore: new Date(context.nowMs() - KEY_LIFETIME_MS).toISOString(),
  })
  if (claimed.state === 'claimed') return null
  if (claimed.requestHash !== requestHash) {
    const detail = `expected the same responses as before under the idempotency key "${key}", got others`
    throw new AppError('idempotency-key-reused', detail)
  }
  if (claimed.answer === null) {
    const detail = `expected the request with the idempotency key "${key}" to have ended, it is still running`
    throw new AppError('request-in-progress', detail)
  }
  return JSON.parse(claimed.answer)
}

async function storeRows(
  context: SurveyContext,
  data: SurveyData,
  { rows, key }: { readonly rows: readonly unknown[]; readonly key: string | null }
): Promise<PushResult> {
  const { survey } = data
  const reader = createResponseReader(survey.scale)
  for (const [index, row] of rows.entries()) reader.read(row, index)
  const { responses, rejected } = reader.finish()
  if (responses.length === 0) throw new NoAcceptableResponseError(rejected)
  const at = isoNow(context)
  const masked = maskResponses(responses, await namesToMask(survey.masking))
  const tagged = await tagBatch({ tag: context.tag, data, responses: masked, at })
  const known = await data.knownIds(responses.map(({ id }) => id))
  const dropped = await droppedReviews(data, masked)
  const result: PushResult = {
    acceptedCount: responses.length,
    replacedCount: known.size,
    rejected,
    modelVersion: tagged[0]?.modelVersion ?? null,
    warnings: dropped.length > 0 ? [droppedWarning(dropped)] : [],
  }
  await data.saveResponses({
    responses: tagged,
    receivedAt: at,
    importId: null,
    usage: usageOf(tagged, { at, droppedCount: dropped.length }),
    ...(key !== null && { idempotency: { key, answer: JSON.stringify(result) } }),
  })
  await context.later({
    kind: 'refresh',
    workspaceId: context.store.workspaceId,
    surveyId: survey.id,
  })
  return result
}

/** Responses and comments taken in, and reviews that lost their comment, for the day of `at`. */
export function usageOf(
  responses: readonly { readonly comment?: string | undefined }[],
  { at, droppedCount }: { readonly at: string; readonly droppedCount: number }
): UsageDay[] {
  const day = at.slice(0, 10)
  return [
    { day, metric: 'responses', amount: responses.length },
    { day, metric: 'comments', amount: responses.filter(({ comment }) => comment).length },
    ...(droppedCount > 0 ? [{ day, metric: 'dropped-corrections', amount: droppedCount }] : []),
  ]
}
