import { hmacBase64, standardSecret } from '../webhooks/verify-signature.ts'

/** A signed request to a webhook. */
export type WebhookRequest = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What came back; an answer has a status, everything else an error in few words. */
export type WebhookAnswer =
  | { readonly status: number; readonly error: null; readonly latencyMs: number }
  | { readonly status: null; readonly error: string; readonly latencyMs: number }

/** How a runtime reaches receivers. */
export type OutgoingWebhooks = {
  /** True lets alerts go to this machine and its network, for development and tests. */
  readonly allowsPrivateTargets: boolean
  /**
   * Sends one request. Never follows a redirect, takes at most ten seconds and reads little of the
   * answer; an address that must not be reached is an error like any other.
   */
  readonly post: (request: WebhookRequest) => Promise<WebhookAnswer>
  /**
   * Whether a name leads to an address that must not be reached, asked when a target is made. False where nobody answers:
   * every look-up of a delivery is checked again. Absent where a runtime cannot look up names.
   */
  readonly isPrivateName?: ((host: string) => Promise<boolean>) | undefined
}

/** How long a receiver may take. */
export const POST_TIMEOUT_MS = 10_000

/** A secret as its owner gets it, once. */
export function targetSecret(random: string): string {
  return `whsec_${btoa(random)}`
}

/** The name that the secret of a target is sealed under. */
export function secretName(targetId: string): string {
  return `webhook-target:${targetId}`
}

/**
 * A request as Standard Webhooks wants it signed: HMAC-SHA256 of `id.timestamp.body`.
 *
 * @param message - `id` stays the same over all attempts, so that receivers can drop repeats
 * @param target - address and secret as its owner got it
 * @param nowMs - clock, milliseconds since 1970
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function signedRequest(
  message: { readonly id: string; readonly body: string },
  target: { readonly url: string; readonly secret: string },
  nowMs: number
): Promise<WebhookRequest> {
  const timestamp = String(Math.floor(nowMs / 1_000))
  const signed = new TextEncoder().encode(`${message.id}.${timestamp}.${message.body}`)
  return {
    url: target.url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Whyscore',
      'webhook-id': message.id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${await hmacBase64(standardSecret(target.secret), signed)}`,
    },
    body: message.body,
  }
}
