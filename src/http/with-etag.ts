import type { Context } from 'hono'
import { sha256 } from '../service/hash.ts'
import type { Versioned } from '../service/surveys/theme-verbs.ts'
import type { AppEnv } from './app-env.ts'

/** Answers as they were sent, for as long as the service remembers the answer: lists are polled all day. */
const sent = new WeakMap<
  object,
  { readonly parts: string; readonly etag: string; body: Uint8Array<ArrayBuffer> | null }
>()

/**
 * The answer, or 304 where the caller has it already.
 *
 * @param shown - the answer as it goes out, made of the one that the service gave; the same when absent
 */
export async function withETag(
  c: Context<AppEnv>,
  { listVersion, answer }: Versioned<object>,
  shown: () => object = () => answer
): Promise<Response> {
  // The address and the workspace belong to the version: one survey id can exist in two workspaces.
  const parts = JSON.stringify([c.get('access').workspaceId, c.req.url, listVersion])
  const before = sent.get(answer)
  const known = before?.parts === parts ? before : { parts, etag: await etagOf(parts), body: null }
  sent.set(answer, known)
  const { etag } = known
  c.header('ETag', etag)
  c.header('Cache-Control', 'private, no-cache')
  c.header('Vary', 'Authorization')
  const held = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim())
  if (held.includes(etag) || held.includes(`W/${etag}`)) return c.body(null, 304)
  known.body ??= new TextEncoder().encode(JSON.stringify(shown()))
  return c.body(known.body, 200, { 'content-type': 'application/json' })
}

async function etagOf(parts: string): Promise<string> {
  return `"${(await sha256(parts)).slice(0, 32)}"`
}
