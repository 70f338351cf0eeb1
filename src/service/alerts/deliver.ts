import type { ClaimedDelivery, DeliveryOutcome } from '../../domain/alert.ts'
import type { SurveyStore } from '../../store/survey-store.ts'
import { sha256 } from '../hash.ts'
import type { SecretBox } from '../secrets/secret-box.ts'
import { developmentTargetMistake, targetMistake } from './check-target.ts'
import {
  type OutgoingWebhooks,
  POST_TIMEOUT_MS,
  secretName,
  signedRequest,
  type WebhookAnswer,
} from './outgoing.ts'

/** Attempts before a delivery is given up, over about a day. */
export const MAX_ATTEMPTS = 9

const FIRST_PAUSE_MS = 10_000
const LONGEST_PAUSE_MS = 8 * 3_600_000

/** Each pause is that many times the one before. */
const PAUSE_GROWTH = 4

/** Pauses are up to so much longer or shorter, so that receivers are not hit by all at once. */
const JITTER_SHARE = 0.2

/** A delivery whose sender was cut off is taken up after this long. */
const LEASE_MS = 6 * POST_TIMEOUT_MS

/** Deliveries that are sent at once. */
const AT_ONCE = 10

/** What sending needs from outside. */
export type DeliveryContext = {
  readonly store: Pick<SurveyStore, 'claimDeliveries' | 'finishDelivery' | 'nextDeliveryAt'>
  readonly outgoing: OutgoingWebhooks
  readonly secrets: SecretBox
  /** Milliseconds since 1970. */
  readonly nowMs: () => number
}

/**
 * Sends what is due, ten at a time, until nothing is.
 *
 * Several senders may run at once: each delivery is claimed by one of them.
 *
 * @param maxCount - most deliveries of this call
 * @returns when to call again, milliseconds since 1970; null when nothing waits
 */
export async function deliverDue(
  context: DeliveryContext,
  maxCount: number
): Promise<number | null> {
  let left = maxCount
  while (left > 0) {
    const claimed = await context.store.claimDeliveries({
      nowMs: context.nowMs(),
      leaseMs: LEASE_MS,
      limit: Math.min(AT_ONCE, left),
    })
    if (claimed.length === 0) break
    left -= claimed.length
    await Promise.all(claimed.map((delivery) => deliver(context, delivery)))
  }
  return context.store.nextDeliveryAt()
}

async function deliver(context: DeliveryContext, delivery: ClaimedDelivery): Promise<void> {
  const answer = await postTo(context, { ...delivery, body: delivery.payload })
  await context.store.finishDelivery(delivery, await outcomeOf(delivery, answer, context.nowMs()))
}

/** Signs and sends one message. */
export async function postTo(
  { outgoing, secrets, nowMs }: Pick<DeliveryContext, 'outgoing' | 'secrets' | 'nowMs'>,
  message: Pick<ClaimedDelivery, 'id' | 'targetId' | 'url' | 'secret'> & { readonly body: string }
): Promise<WebhookAnswer> {
  // Rules may have become stricter since the address was given.
  const check = outgoing.allowsPrivateTargets ? developmentTargetMistake : targetMistake
  const mistake = check(message.url)
  if (mistake) return { status: null, error: `address refused: ${mistake}`, latencyMs: 0 }
  let secret: string
  try {
    secret = await secrets.open(message.secret, secretName(message.targetId))
  } catch {
    return {
      status: null,
      error: 'the secret cannot be opened: SECRETS_KEY has changed',
      latencyMs: 0,
    }
  }
  return outgoing.post(await signedRequest(message, { url: message.url, secret }, nowMs()))
}

/** True for the answers by which a receiver takes a message. */
export function isTaken({ status }: WebhookAnswer): boolean {
  return status !== null && status >= 200 && status < 300
}

/** The error of an answer in few words; null when the message was taken. */
export function errorOf(answer: WebhookAnswer): string | null {
  if (isTaken(answer)) return null
  if (answer.status === null) return answer.error
  return answer.status >= 300 && answer.status < 400
    ? 'the receiver redirects; redirects are not followed'
    : `the receiver answered ${answer.status}`
}

async function outcomeOf(
  { id, attempt }: ClaimedDelivery,
  answer: WebhookAnswer,
  nowMs: number
): Promise<DeliveryOutcome> {
  const { status, latencyMs } = answer
  const isDelivered = isTaken(answer)
  // Gone is the answer by which receivers ask for no more, as Standard Webhooks has it.
  const isOver = isDelivered || status === 410 || attempt >= MAX_ATTEMPTS
  return {
    state: isDelivered ? 'delivered' : isOver ? 'failed' : 'pending',
    nextAtMs: nowMs + (isOver ? 0 : await pauseMs(id, attempt)),
    status,
    error: errorOf(answer),
    latencyMs,
    endedAtMs: isOver ? nowMs : null,
  }
}

/**
 * How long to wait after an attempt: ten seconds, forty, … up to eight hours, with jitter.
 *
 * The jitter comes from the id and the attempt, so it needs no random numbers.
 *
 * @param attempt - from 1
 */
export async function pauseMs(id: string, attempt: number): Promise<number> {
  const plain = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * PAUSE_GROWTH ** (attempt - 1))
  const hash = await sha256(`${id}:${attempt}`)
  const share = Number.parseInt(hash.slice(0, 8), 16) / 0xffff_ffff
  return Math.round(plain * (1 + JITTER_SHARE * (2 * share - 1)))
}
