import type { WebhookProvider } from '../../domain/webhook.ts'
import { isEqualHash } from '../keys/key-secret.ts'

/** Headers of a webhook, by lower-case name. */
export type WebhookHeaders = (name: string) => string | undefined

/** A delivery: raw body, which the signature is about, and headers. */
export type WebhookDelivery = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly header: WebhookHeaders
}

/** How far the clocks of the two sides may be apart, as Standard Webhooks proposes. */
const TOLERANCE_SECONDS = 5 * 60

/**
 * True when the provider signed the delivery.
 *
 * @param by - what it signs with, and the clock in milliseconds since 1970
 */
export function isSigned(
  provider: WebhookProvider,
  { bytes, header }: WebhookDelivery,
  by: { readonly secret: string; readonly clientId: string; readonly nowMs: number }
): Promise<boolean> {
  if (provider === 'typeform') return isSignedByTypeform(bytes, by.secret, header)
  if (provider === 'surveymonkey') return isSignedBySurveyMonkey(bytes, by, header)
  return isSignedAsStandard(bytes, by.secret, { header, nowMs: by.nowMs })
}

/**
 * True when SurveyMonkey signed the body: `Sm-Signature: <base64 HMAC-SHA1 of the raw body>`, keyed with client id,
 * ampersand and secret. It carries no time; a repeated callback only fetches the response again.
 *
 * @see https://github.com/SurveyMonkey/public_api_docs (webhook callbacks)
 */
export async function isSignedBySurveyMonkey(
  body: Uint8Array<ArrayBuffer>,
  { clientId, secret }: { readonly clientId: string; readonly secret: string },
  header: WebhookHeaders
): Promise<boolean> {
  const key = new TextEncoder().encode(`${clientId}&${secret}`)
  const expected = await hmacBase64(key, body, 'SHA-1')
  return isEqualHash(header('sm-signature') ?? '', expected)
}

/**
 * True when Typeform signed the body: `Typeform-Signature: sha256=<base64 HMAC of the raw body>`.
 *
 * @see https://www.typeform.com/developers/webhooks/secure-your-webhooks/
 */
export async function isSignedByTypeform(
  body: Uint8Array<ArrayBuffer>,
  secret: string,
  header: WebhookHeaders
): Promise<boolean> {
  const expected = `sha256=${await hmacBase64(new TextEncoder().encode(secret), body)}`
  return isEqualHash(header('typeform-signature') ?? '', expected)
}

/**
 * True when the body carries a signature of Standard Webhooks that is not older than five minutes,
 * as Formbricks sends: `webhook-signature: v1,<base64 HMAC of id.timestamp.body>`, several with blanks.
 *
 * @param nowMs - clock, milliseconds since 1970
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function isSignedAsStandard(
  body: Uint8Array<ArrayBuffer>,
  secret: string,
  { header, nowMs }: { readonly header: WebhookHeaders; readonly nowMs: number }
): Promise<boolean> {
  const id = header('webhook-id') ?? ''
  const timestamp = header('webhook-timestamp') ?? ''
  const ageSeconds = Math.abs(nowMs / 1_000 - Number(timestamp))
  if (id === '' || !/^\d{1,12}$/.test(timestamp) || ageSeconds > TOLERANCE_SECONDS) return false
  const head = new TextEncoder().encode(`${id}.${timestamp}.`)
  const signed = new Uint8Array(head.length + body.length)
  signed.set(head)
  signed.set(body, head.length)
  const expected = `v1,${await hmacBase64(standardSecret(secret), signed)}`
  const given = (header('webhook-signature') ?? '').split(' ')
  return given.some((signature) => isEqualHash(signature, expected))
}

/** The bytes of a secret: base64 after `whsec_`, or the text itself. */
export function standardSecret(secret: string): Uint8Array<ArrayBuffer> {
  const encoded = /^whsec_([A-Za-z0-9+/]+=*)$/.exec(secret)?.[1]
  if (encoded === undefined) return new TextEncoder().encode(secret)
  return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
}

/** HMAC-SHA256 of a body, base64. */
export async function hmacBase64(
  secret: Uint8Array<ArrayBuffer>,
  body: Uint8Array<ArrayBuffer>,
  hash: 'SHA-256' | 'SHA-1' = 'SHA-256'
): Promise<string> {
  const algorithm = { name: 'HMAC', hash }
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, body))
  return btoa(String.fromCharCode(...bytes))
}
