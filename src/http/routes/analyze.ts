import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { analyseResponses } from '../../service/analyse-responses.ts'
import { readAnalysisRequest } from '../../service/request/read-analysis-request.ts'
import { analysisRequestSchema } from '../../service/request/request-schema.ts'
import type { AppEnv, AppOptions } from '../app-env.ts'
import { requireScope } from '../authorise.ts'
import { methodNotAllowed, problemSchema } from '../problem.ts'
import { readJsonBody } from '../read-json-body.ts'
import { analysisSchema } from '../schemas/analysis-schema.ts'
import { ANALYSIS_EXAMPLE, REQUEST_EXAMPLE } from '../schemas/examples.ts'

const problemContent = { 'application/problem+json': { schema: problemSchema } }

const PATHS = ['/analyze', '/v1/analyze'] as const

/** Description of `POST /analyze` for the OpenAPI document. */
function analyzeRoute(path: (typeof PATHS)[number]) {
  return createRoute({
    method: 'post',
    path,
    operationId: path === '/analyze' ? 'analyze' : 'analyzeV1',
    tags: ['Analysis'],
    summary: 'Analyse responses at once',
    description:
      'Reads every comment, finds themes and ranks them by their effect on the share of detractors. Keeps nothing. A bad response is rejected alone, under `rejected`. The same request gives the same answer, byte for byte, and the order of responses changes no number.',
    request: {
      body: {
        required: true,
        content: {
          'application/json': { schema: analysisRequestSchema, example: REQUEST_EXAMPLE },
        },
      },
    },
    responses: {
      200: {
        description: 'The analysis',
        content: { 'application/json': { schema: analysisSchema, example: ANALYSIS_EXAMPLE } },
      },
      400: { description: 'The body is not UTF-8 or not JSON', content: problemContent },
      413: { description: 'The body is longer than 10 MB', content: problemContent },
      415: { description: 'The content type is not application/json', content: problemContent },
      422: {
        description: 'The envelope or an option is wrong, or no response can be accepted',
        content: problemContent,
      },
      500: { description: 'A mistake of ours; quote the request id', content: problemContent },
    },
  })
}

/** Adds `POST /analyze` and its versioned twin. */
export function addAnalyzeRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  for (const path of PATHS) {
    // Rows are accepted one by one, so the schema documents and the service reads.
    app.openAPIRegistry.registerPath(analyzeRoute(path))
    app.post(path, requireScope(options, 'analyze'), async (c) => {
      const body = await readJsonBody(c, options.limits.maxBodyBytes)
      const read = readAnalysisRequest(body, options.limits.maxResponses)
      const analysis = await analyseResponses(await options.getEngine(), read)
      c.get('log')({
        level: 'info',
        event: 'analysis',
        responseCount: read.request.responses.length,
        rejectedCount: read.request.rejected.length,
        themeCount: analysis.themes.length,
      })
      return c.json(analysis, 200)
    })
    app.all(path, (c) => methodNotAllowed(c, 'POST'))
  }
}
