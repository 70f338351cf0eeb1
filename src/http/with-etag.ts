import type { Context } from 'hono'
import { sha256 } from '../service/hash.ts'
import type { Versioned } from '../service/surveys/theme-verbs.ts'
import type { AppEnv } from './app-env.ts'

/** The answer, or 304 where the caller has it already. */
export async function withETag(
  c: Context<AppEnv>,
  { listVersion, answer }: Versioned<object>
): Promise<Response> {
  // The address and the workspace belong to the version: one survey id can exist in two workspaces.
  const parts = [c.get('access').workspaceId, c.req.url, listVersion]
  const etag = `"${(await sha256(JSON.stringify(parts))).slice(0, 32)}"`
  c.header('ETag', etag)
  c.header('Cache-Control', 'private, no-cache')
  c.header('Vary', 'Authorization')
  const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim())
  if (known.includes(etag) || known.includes(`W/${etag}`)) return c.body(null, 304)
  return c.json(answer)
}
