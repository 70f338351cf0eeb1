import { isEqualHash } from '../keys/key-secret.ts'

/** Headers of a webhook, by lower-case name. */
export type WebhookHeaders = (name: string) => string | undefined

/** How far the clocks of the two sides may be apart, as Standard Webhooks proposes. */
const TOLERANCE_SECONDS = 5 * 60

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
function standardSecret(secret: string): Uint8Array<ArrayBuffer> {
  const encoded = /^whsec_([A-Za-z0-9+/]+=*)$/.exec(secret)?.[1]
  if (encoded === undefined) return new TextEncoder().encode(secret)
  return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
}

async function hmacBase64(
  secret: Uint8Array<ArrayBuffer>,
  body: Uint8Array<ArrayBuffer>
): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, body))
  return btoa(String.fromCharCode(...bytes))
}
