import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { AppEnv, AppOptions } from '../app-env.ts'
import { methodNotAllowed, problemSchema } from '../problem.ts'
import { versionsSchema } from '../schemas/analysis-schema.ts'

/** Answer of `GET /health`. */
export const healthSchema = z
  .strictObject({ status: z.literal('ok'), versions: versionsSchema })
  .meta({ id: 'Health' })

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  operationId: 'health',
  tags: ['Service'],
  summary: 'Whether the service can analyse',
  description: 'Loads the models if that has not happened yet, so a 200 means that analyses work.',
  responses: {
    200: {
      description: 'The service works',
      content: { 'application/json': { schema: healthSchema } },
    },
    500: {
      description: 'The models could not be loaded',
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  },
})

/** Adds `GET /health`. */
export function addHealthRoute(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  app.openapi(healthRoute, async (c) => {
    const { versions } = await options.getEngine()
    return c.json({ status: 'ok' as const, versions: { ...versions } }, 200)
  })
  app.all('/health', (c) => methodNotAllowed(c, 'GET'))
}
