import { z } from 'zod'
import type { DeliveryState, KeptRule, LoggedDelivery, WebhookTarget } from '../../domain/alert.ts'
import { NotFoundError } from '../../domain/errors.ts'
import type { Page } from '../../store/survey-store.ts'
import { InvalidRequestError } from '../request/read-analysis-request.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import { checked } from '../surveys/survey-settings.ts'
import { developmentTargetMistake, targetMistake } from './check-target.ts'
import { errorOf, isTaken, postTo } from './deliver.ts'
import { readRule, rulesOf, silencesOf } from './evaluate-rules.ts'
import { secretName, targetSecret } from './outgoing.ts'
import {
  type AlertRuleBody,
  type AlertSilences,
  alertRuleSchema,
  silencesSchema,
} from './rule-schema.ts'

/** Body of `POST /v1/webhooks`. */
export const newTargetSchema = z
  .strictObject({
    url: z.string().max(2_000).describe('Begins with https:// and is open to the public'),
    name: z.string().min(1).max(200).optional().describe('For people; the host by default'),
  })
  .meta({ id: 'NewWebhook' })

/** A target with its secret, shown this once. */
export type CreatedTarget = WebhookTarget & { readonly secret: string }

/**
 * Makes an address that alerts can go to.
 *
 * @throws {InvalidRequestError} if the address cannot be used
 * @throws {AppError} `secrets-key-missing` where the service has no key to encrypt the secret with
 */
export async function createTarget(context: SurveyContext, body: unknown): Promise<CreatedTarget> {
  const { url, name } = checked(newTargetSchema, body)
  const { allowsPrivateTargets, isPrivateName } = context.outgoing
  const check = allowsPrivateTargets ? developmentTargetMistake : targetMistake
  const isPrivate = async () =>
    !allowsPrivateTargets && (await isPrivateName?.(new URL(url).hostname))
  const mistake =
    check(url) ?? ((await isPrivate()) ? 'expected a host that the public can reach' : null)
  if (mistake) throw new InvalidRequestError([{ pointer: '/url', detail: mistake }])
  const target: WebhookTarget = {
    id: `webhook-${context.createId()}`,
    name: name ?? new URL(url).host,
    url,
    createdAt: isoNow(context),
  }
  const secret = targetSecret(context.createSecret())
  const sealed = await context.secrets.seal(secret, secretName(target.id))
  await context.store.createWebhookTarget(target, sealed)
  return { ...target, secret }
}

/** Deletes an address with the rules that send to it. @throws {NotFoundError} */
export async function deleteTarget(context: SurveyContext, targetId: string): Promise<void> {
  const isDeleted = await context.store.deleteWebhookTarget(targetId)
  if (!isDeleted) throw new NotFoundError('webhook', targetId)
}

/** How a test went. */
export type TestResult = {
  readonly isDelivered: boolean
  readonly status: number | null
  readonly error: string | null
  readonly latencyMs: number
}

/**
 * Sends a signed sample at once, so that its owner sees whether an address works.
 *
 * @param about - what the sample says beside being one
 * @throws {NotFoundError} if the workspace has no such address
 */
export async function testTarget(
  context: SurveyContext,
  targetId: string,
  about: object = {}
): Promise<TestResult> {
  const found = await context.store.findWebhookTarget(targetId)
  if (!found) throw new NotFoundError('webhook', targetId)
  const body = JSON.stringify({ type: 'alert.test', timestamp: isoNow(context), data: about })
  const { url } = found.target
  const id = `msg_${context.createId()}`
  const message = { id, targetId, url, secret: found.secret, body }
  const answer = await postTo(context, message)
  const { status, latencyMs } = answer
  return { isDelivered: isTaken(answer), status, error: errorOf(answer), latencyMs }
}

/** A rule as its owner sees it. */
export type ShownRule = AlertRuleBody & Pick<KeptRule, 'id' | 'createdAt' | 'updatedAt'>

function shown(rule: KeptRule): ShownRule {
  const { id, createdAt, updatedAt, body } = readRule(rule)
  return { id, ...body, createdAt, updatedAt }
}

/** The rules of a survey, the oldest first. @throws {NotFoundError} */
export async function listRules(
  context: SurveyContext,
  surveyId: string
): Promise<readonly ShownRule[]> {
  return (await (await openSurvey(context, surveyId)).listRules()).map(shown)
}

/** One rule. @throws {NotFoundError} */
export async function findRule(
  context: SurveyContext,
  surveyId: string,
  ruleId: string
): Promise<ShownRule> {
  const rule = await (await openSurvey(context, surveyId)).findRule(ruleId)
  if (!rule) throw new NotFoundError('rule', ruleId)
  return shown(rule)
}

/**
 * Makes a rule, or changes the one with this id.
 *
 * @param ruleId - null for a new rule; it looks at what arrives from now on
 * @throws {NotFoundError} if there is no such survey or rule
 * @throws {InvalidRequestError} if the rule is wrong or its address is not there
 */
export async function saveRule(
  context: SurveyContext,
  surveyId: string,
  { ruleId, body }: { readonly ruleId: string | null; readonly body: unknown }
): Promise<ShownRule> {
  const data = await openSurvey(context, surveyId)
  const known = ruleId === null ? null : await data.findRule(ruleId)
  if (ruleId !== null && !known) throw new NotFoundError('rule', ruleId)
  const rule = checked(alertRuleSchema, body)
  refuseUnknownTimeZone(rule)
  if (!(await context.store.findWebhookTarget(rule.webhookId))) {
    const detail = 'expected the id of one of /v1/webhooks'
    throw new InvalidRequestError([{ pointer: '/webhookId', detail }])
  }
  const at = isoNow(context)
  const before = known && readRule(known)
  // A rule that rested does not catch up on what it has slept through.
  const activeSince = before?.body.isEnabled ? before.activeSince : at
  const kept: KeptRule = {
    id: known?.id ?? `rule-${context.createId()}`,
    targetId: rule.webhookId,
    body: JSON.stringify({ ...rule, activeSince }),
    createdAt: known?.createdAt ?? at,
    updatedAt: at,
  }
  await data.saveRule(kept)
  return shown(kept)
}

function refuseUnknownTimeZone(rule: AlertRuleBody): void {
  if (rule.kind !== 'spike') return
  try {
    new Intl.DateTimeFormat('en', { timeZone: rule.timeZone })
  } catch {
    const detail = 'expected a time zone such as Europe/Berlin'
    throw new InvalidRequestError([{ pointer: '/timeZone', detail }])
  }
}

/** Deletes a rule; what it has queued is not sent. @throws {NotFoundError} */
export async function deleteRule(
  context: SurveyContext,
  surveyId: string,
  ruleId: string
): Promise<void> {
  const isDeleted = await (await openSurvey(context, surveyId)).deleteRule(ruleId)
  if (!isDeleted) throw new NotFoundError('rule', ruleId)
}

/** Sends a signed sample of a rule's alerts at once. @throws {NotFoundError} */
export async function testRule(
  context: SurveyContext,
  surveyId: string,
  ruleId: string
): Promise<TestResult> {
  const data = await openSurvey(context, surveyId)
  const rule = (await rulesOf(data)).find(({ id }) => id === ruleId)
  if (!rule) throw new NotFoundError('rule', ruleId)
  const { kind, name } = rule.body
  const about = { surveyId, ruleId, ruleName: name, kind, reasons: ['this is a test'] }
  return testTarget(context, rule.targetId, about)
}

/** Silences of a survey. @throws {NotFoundError} */
export async function readSilences(
  context: SurveyContext,
  surveyId: string
): Promise<AlertSilences> {
  return silencesOf(await openSurvey(context, surveyId))
}

/** Sets the silences of a survey. @throws {NotFoundError | InvalidRequestError} */
export async function setSilences(
  context: SurveyContext,
  surveyId: string,
  body: unknown
): Promise<AlertSilences> {
  const data = await openSurvey(context, surveyId)
  const silences = checked(silencesSchema, body)
  await data.saveDocument('alert-silences', {
    body: JSON.stringify(silences),
    updatedAt: isoNow(context),
  })
  return silences
}

/** The log of what was sent, the newest first. @throws {NotFoundError} */
export async function listDeliveries(
  context: SurveyContext,
  surveyId: string,
  page: {
    readonly limit: number
    readonly after: number | null
    readonly ruleId?: string | undefined
    readonly state?: DeliveryState | undefined
  }
): Promise<Page<LoggedDelivery, number>> {
  return (await openSurvey(context, surveyId)).listDeliveries(page)
}
