import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { NotFoundError } from '../../../domain/errors.ts'
import {
  createWebhookSource,
  deleteWebhookSource,
  listWebhookSources,
  newWebhookSourceSchema,
  receiveWebhook,
} from '../../../service/webhooks/webhook-verbs.ts'
import { addStoredRoutes, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { methodNotAllowed, problemSchema } from '../../problem.ts'
import { readBeginning } from '../../read-beginning.ts'
import { readJsonBody } from '../../read-json-body.ts'
import {
  announcementSchema,
  pushResultSchema,
  webhookSourceListSchema,
  webhookSourceSchema,
} from '../../schemas/survey-schema.ts'
import { surveyParams } from '../surveys/survey-params.ts'

const PATH = '/v1/surveys/{surveyId}/webhook-sources'

/** Longest delivery; one response is far shorter. */
const MAX_DELIVERY_BYTES = 1_000_000

const sourceParams = z.object({ sourceId: z.string() })

const shared = { tag: 'Responses', scope: 'admin', params: surveyParams } as const
const notFound = { 404: 'There is no such survey or address' }

const CREATE = {
  ...shared,
  method: 'post',
  path: PATH,
  operationId: 'createWebhookSource',
  summary: 'Make an address for Typeform, Formbricks or SurveyMonkey to send responses to',
  description:
    'Give `/v1/webhooks-in/{id}` of this service to the survey tool, and the secret where it asks for one. Secrets and tokens are kept encrypted.',
  body: newWebhookSourceSchema,
  status: 201,
  answer: webhookSourceSchema,
  problems: {
    ...notFound,
    409: 'The service has no SECRETS_KEY to encrypt the secret with',
    422: 'A field is wrong',
  },
} as const satisfies StoredRoute

const READ_ALL = {
  ...shared,
  method: 'get',
  path: PATH,
  operationId: 'listWebhookSources',
  summary: 'List these addresses, without their secrets',
  status: 200,
  answer: webhookSourceListSchema,
  problems: notFound,
} as const satisfies StoredRoute

const DELETE = {
  ...shared,
  method: 'delete',
  path: `${PATH}/{sourceId}`,
  operationId: 'deleteWebhookSource',
  summary: 'Take such an address back',
  params: surveyParams.extend({ sourceId: z.string() }),
  status: 204,
  problems: notFound,
} as const satisfies StoredRoute

/** The routes of addresses that survey tools send to, for the types of clients. */
export type WebhookSourceRoutes = typeof CREATE | typeof READ_ALL | typeof DELETE

/** The address that a survey tool sends to. */
export type ReceivingRoute = {
  readonly method: 'post'
  readonly path: '/v1/webhooks-in/{sourceId}'
  readonly params: typeof sourceParams
  readonly rawBody: { readonly 'application/json': string }
  readonly answer: z.ZodUnion<readonly [typeof pushResultSchema, typeof announcementSchema]>
}

/** Adds the routes of webhooks of survey tools. */
export function addWebhookRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  const { maxBodyBytes } = options.limits
  addStoredRoutes(app, options, [
    [
      CREATE,
      async ({ c, context, param }) => {
        const body = await readJsonBody(c, maxBodyBytes)
        return c.json(await createWebhookSource(context, param('surveyId'), body), 201)
      },
    ],
    [
      READ_ALL,
      async ({ c, context, param }) =>
        c.json({ sources: await listWebhookSources(context, param('surveyId')) }),
    ],
    [
      DELETE,
      async ({ c, context, param }) => {
        await deleteWebhookSource(context, param('surveyId'), param('sourceId'))
        return c.body(null, 204)
      },
    ],
  ])
  addReceiver(app, options)
}

/** The address itself: who sends to it has no key, but signs. */
function addReceiver(app: OpenAPIHono<AppEnv>, { stored }: AppOptions): void {
  if (!stored) return
  const problem = { content: { 'application/problem+json': { schema: problemSchema } } }
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/webhooks-in/{sourceId}',
    operationId: 'receiveWebhook',
    tags: ['Responses'],
    summary: 'Take a signed response of Typeform or Formbricks, or a callback of SurveyMonkey',
    request: { params: sourceParams },
    responses: {
      200: {
        description: 'The response was taken',
        content: { 'application/json': { schema: pushResultSchema } },
      },
      202: {
        description: 'SurveyMonkey announced a response; it is fetched next, or deleted here',
        content: { 'application/json': { schema: announcementSchema } },
      },
      401: { description: 'The signature is wrong or too old', ...problem },
      404: { description: 'There is no such address', ...problem },
      422: { description: 'The body has another shape than the survey tool documents', ...problem },
    },
  })
  app.post('/v1/webhooks-in/:sourceId', async (c) => {
    const sourceId = c.req.param('sourceId')
    const found = await stored.findWebhookSource(sourceId)
    if (!found) throw new NotFoundError('webhook', sourceId)
    const bytes = new Uint8Array(await limitedBody(c.req.raw))
    const header = (name: string) => c.req.header(name)
    const context = stored.surveyContext(found.workspaceId)
    const received = await receiveWebhook(context, found, { bytes, header })
    return received.state === 'kept' ? c.json(received.result) : c.json(received, 202)
  })
  // SurveyMonkey asks by HEAD whether an address is there before it takes it.
  app.get('/v1/webhooks-in/:sourceId', async (c) => {
    if (c.req.raw.method !== 'HEAD') return methodNotAllowed(c, 'POST')
    const sourceId = c.req.param('sourceId')
    if (!(await stored.findWebhookSource(sourceId))) throw new NotFoundError('webhook', sourceId)
    return c.body(null, 200)
  })
  app.all('/v1/webhooks-in/:sourceId', (c) => methodNotAllowed(c, 'POST'))
}

async function limitedBody(request: Request): Promise<ArrayBuffer> {
  const { body } = request
  if (!body) return new ArrayBuffer(0)
  const bytes = await readBeginning(body, MAX_DELIVERY_BYTES)
  return new Uint8Array(bytes).buffer
}
