import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { createKey, listKeys, newKeySchema, revokeKey } from '../../../service/keys/key-verbs.ts'
import { addStoredRoutes, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { readJsonBody } from '../../read-json-body.ts'
import { createdKeySchema, keyListSchema } from '../../schemas/survey-schema.ts'

const CREATE = {
  method: 'post',
  path: '/v1/keys',
  operationId: 'createKey',
  tag: 'Keys',
  summary: 'Make a key',
  description:
    'The secret is in this answer and nowhere else. The first key closes a service that was open on loopback.',
  scope: 'admin',
  body: newKeySchema,
  status: 201,
  answer: createdKeySchema,
  problems: { 422: 'A field is wrong' },
} as const satisfies StoredRoute

const READ_ALL = {
  method: 'get',
  path: '/v1/keys',
  operationId: 'listKeys',
  tag: 'Keys',
  summary: 'List keys, without their secrets',
  scope: 'admin',
  status: 200,
  answer: keyListSchema,
} as const satisfies StoredRoute

const REVOKE = {
  method: 'delete',
  path: '/v1/keys/{keyId}',
  operationId: 'revokeKey',
  tag: 'Keys',
  summary: 'Revoke a key, at once',
  scope: 'admin',
  params: z.object({ keyId: z.string() }),
  status: 204,
  problems: { 404: 'There is no such key in force' },
} as const satisfies StoredRoute

/** The routes of keys, for the types of clients. */
export type KeyRoutes = typeof CREATE | typeof READ_ALL | typeof REVOKE

/** Adds the routes of keys. */
export function addKeyRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  addStoredRoutes(app, options, [
    [
      CREATE,
      async ({ c, stored }) => {
        const body = await readJsonBody(c, options.limits.maxBodyBytes)
        return c.json(await createKey(stored.keyContext(c.get('access')), body), 201)
      },
    ],
    [
      READ_ALL,
      async ({ c, stored }) => c.json({ keys: await listKeys(stored.keyContext(c.get('access'))) }),
    ],
    [
      REVOKE,
      async ({ c, stored, param }) => {
        await revokeKey(stored.keyContext(c.get('access')), param('keyId'))
        return c.body(null, 204)
      },
    ],
  ])
}
