import { z } from 'zod'
import type { ApiKey } from '../../domain/access.ts'
import { NotFoundError } from '../../domain/errors.ts'
import type { SurveyStore } from '../../store/survey-store.ts'
import { sha256 } from '../hash.ts'
import { InvalidRequestError } from '../request/read-analysis-request.ts'
import { checked } from '../surveys/survey-settings.ts'
import type { Access } from './authenticate.ts'
import { formatKey, keyPrefix } from './key-secret.ts'

/** What key verbs need from outside. */
export type KeyContext = {
  readonly store: SurveyStore
  readonly access: Access
  readonly nowMs: () => number
  /** Letters and digits that no one can guess, at least 20 of them. */
  readonly createSecret: () => string
  /** Lower-case letters and digits, unique. */
  readonly createKeyId: () => string
}

/** Body of `POST /v1/keys`. */
export const newKeySchema = z
  .strictObject({
    name: z.string().min(1).max(200).describe('For people'),
    scopes: z
      .array(z.enum(['analyze', 'read', 'write', 'admin']))
      .min(1)
      .max(4)
      .describe(
        '`analyze`: analyses without storing; `read`: surveys and lists; `write`: responses, imports and edits; `admin`: all of these, keys and deletion'
      ),
    workspaceId: z
      .string()
      .regex(/^[\w.-]{1,100}$/, 'expected letters, digits, dots, hyphens or underscores')
      .optional()
      .describe('For the operator of the service only; otherwise the workspace of the caller'),
  })
  .meta({ id: 'NewKey', description: 'A key to make' })

/**
 * Makes a key. The secret is in the answer and nowhere else.
 *
 * The first key of a service that was open must be an `admin` key, or nobody could make another.
 *
 * @throws {InvalidRequestError} if the body is wrong
 */
export async function createKey(
  context: KeyContext,
  body: unknown
): Promise<ApiKey & { readonly secret: string }> {
  const { store, access } = context
  const { name, scopes, workspaceId = access.workspaceId } = checked(newKeySchema, body)
  if (workspaceId !== access.workspaceId && !access.isOperator) {
    const detail = 'expected no other workspace than that of your key'
    throw new InvalidRequestError([{ pointer: '/workspaceId', detail }])
  }
  if (access.caller === 'open' && !scopes.includes('admin')) {
    const detail =
      'expected "admin" among the scopes of the first key: it closes the service to all without a key'
    throw new InvalidRequestError([{ pointer: '/scopes', detail }])
  }
  const id = context.createKeyId()
  const secret = formatKey(id, context.createSecret())
  const createdAt = new Date(context.nowMs()).toISOString()
  const key = { id, name, prefix: keyPrefix(id), scopes: [...new Set(scopes)], createdAt }
  await store.forWorkspace(workspaceId).createKey(key, await sha256(secret))
  return { ...key, workspaceId, revokedAt: null, secret }
}

/** Keys of the caller's workspace, without secrets. */
export function listKeys({ store, access }: KeyContext): Promise<readonly ApiKey[]> {
  return store.forWorkspace(access.workspaceId).listKeys()
}

/** Takes a key out of force at once. @throws {NotFoundError} */
export async function revokeKey(context: KeyContext, keyId: string): Promise<void> {
  const at = new Date(context.nowMs()).toISOString()
  const workspace = context.store.forWorkspace(context.access.workspaceId)
  if (!(await workspace.revokeKey(keyId, at))) throw new NotFoundError('key', keyId)
}
