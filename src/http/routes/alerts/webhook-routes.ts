import { type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  createTarget,
  deleteTarget,
  newTargetSchema,
  testTarget,
} from '../../../service/alerts/alert-verbs.ts'
import { addStoredRoutes, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { readJsonBody } from '../../read-json-body.ts'
import {
  createdWebhookSchema,
  testResultSchema,
  webhookListSchema,
} from '../../schemas/alert-schema.ts'

const shared = { tag: 'Alerts', scope: 'admin' } as const
const params = z.object({ webhookId: z.string() })
const notFound = { 404: 'There is no such webhook' }

const READ_ALL = {
  ...shared,
  method: 'get',
  path: '/v1/webhooks',
  operationId: 'listWebhooks',
  summary: 'Addresses that alerts go to, without their secrets',
  status: 200,
  answer: webhookListSchema,
} as const satisfies StoredRoute

const CREATE = {
  ...shared,
  method: 'post',
  path: '/v1/webhooks',
  operationId: 'createWebhook',
  summary: 'Name an address that alerts can go to',
  description:
    'Messages are signed with the secret as Standard Webhooks has it: `webhook-id`, `webhook-timestamp`, `webhook-signature`. Redirects are not followed; private, local and numeric addresses are refused, also when a name leads there.',
  body: newTargetSchema,
  status: 201,
  answer: createdWebhookSchema,
  problems: {
    409: 'The service has no SECRETS_KEY to encrypt the secret with',
    422: 'The address cannot be used',
  },
} as const satisfies StoredRoute

const DELETE = {
  ...shared,
  method: 'delete',
  path: '/v1/webhooks/{webhookId}',
  operationId: 'deleteWebhook',
  summary: 'Delete an address with the rules that send to it',
  params,
  status: 204,
  problems: notFound,
} as const satisfies StoredRoute

const TEST = {
  ...shared,
  method: 'post',
  path: '/v1/webhooks/{webhookId}/test',
  operationId: 'testWebhook',
  summary: 'Send a signed sample at once',
  params,
  status: 200,
  answer: testResultSchema,
  problems: notFound,
} as const satisfies StoredRoute

/** Descriptions of these routes, for the typed client. */
export type WebhookRoutes = typeof READ_ALL | typeof CREATE | typeof DELETE | typeof TEST

/** Adds the routes of addresses that alerts go to. */
export function addWebhookTargetRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  addStoredRoutes(app, options, [
    [
      READ_ALL,
      async ({ c, context }) => c.json({ webhooks: await context.store.listWebhookTargets() }),
    ],
    [
      CREATE,
      async ({ c, context }) => {
        const body = await readJsonBody(c, options.limits.maxBodyBytes)
        return c.json(await createTarget(context, body), 201)
      },
    ],
    [
      DELETE,
      async ({ c, context, param }) => {
        await deleteTarget(context, param('webhookId'))
        return c.body(null, 204)
      },
    ],
    [TEST, async ({ c, context, param }) => c.json(await testTarget(context, param('webhookId')))],
  ])
}
