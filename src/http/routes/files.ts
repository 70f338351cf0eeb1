import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Engine, ProgressListener } from '../../domain/analysis.ts'
import { analyseFile, type FileAnalysis, monthsOf } from '../../service/analyse-file.ts'
import { analyseResponses } from '../../service/analyse-responses.ts'
import { previewFile } from '../../service/preview-file.ts'
import { type ByteSource, byteSourceOf } from '../../service/read-file/byte-source.ts'
import { renderCsv } from '../../service/render/render-csv.ts'
import { renderHtml } from '../../service/render/render-html.ts'
import { MAX_FILE_ROWS } from '../../service/request/limits.ts'
import { readAnalysisRequest } from '../../service/request/read-analysis-request.ts'
import { analysisRequestSchema } from '../../service/request/request-schema.ts'
import type { AppEnv, AppOptions } from '../app-env.ts'
import { requireScope } from '../authorise.ts'
import {
  analyseQuerySchema,
  optionsOf,
  overridesOf,
  previewQuerySchema,
  readQuery,
  scaleOf,
} from '../file-query.ts'
import { methodNotAllowed, problemSchema } from '../problem.ts'
import { readBody, readJsonBody } from '../read-json-body.ts'
import { analysisSchema } from '../schemas/analysis-schema.ts'
import { previewSchema } from '../schemas/preview-schema.ts'
import { LINES_TYPE, streamAnalysis } from '../stream-analysis.ts'

const problemContent = { 'application/problem+json': { schema: problemSchema } }
const file = { schema: { type: 'string', format: 'binary' } } as const

const FILE_CONTENT = {
  'text/csv': file,
  'text/tab-separated-values': file,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': file,
  'application/jsonl': file,
  'application/octet-stream': file,
}

const PROBLEM_ANSWERS = {
  401: { description: 'No valid key', content: problemContent },
  403: { description: 'The key lacks the scope `analyze`', content: problemContent },
  400: { description: 'A JSON body that is not UTF-8 or not JSON', content: problemContent },
  413: { description: 'More than 10 MB or 20,000 rows', content: problemContent },
  422: {
    description: 'The file, a column or an option cannot be used, or no row is acceptable',
    content: problemContent,
  },
  500: { description: 'A mistake of ours; quote the request id', content: problemContent },
}

const previewRoute = createRoute({
  method: 'post',
  path: '/v1/preview',
  operationId: 'previewFile',
  tags: ['Analysis'],
  summary: 'See how a file would be read',
  description:
    'Recognises the columns of an export (CSV, TSV, XLSX, JSON Lines, JSON) and tells which rows are acceptable. Keeps nothing. The body is the file itself.',
  request: { query: previewQuerySchema, body: { required: true, content: FILE_CONTENT } },
  responses: {
    200: {
      description: 'Columns, samples, rejected rows and suggestions',
      content: { 'application/json': { schema: previewSchema } },
    },
    ...PROBLEM_ANSWERS,
  },
})

const analyseFileRoute = createRoute({
  method: 'post',
  path: '/v1/analyze-file',
  operationId: 'analyzeFile',
  tags: ['Analysis'],
  summary: 'Analyse a file at once',
  description:
    'Answers as `POST /analyze` does, for a file of at most 10 MB and 20,000 rows; the body is the file itself. A body of type `application/json` is read as that of `POST /analyze`, with as many responses as a file may have; of the query only `name` counts then. `Accept: text/html` gives the report as one page, `Accept: text/csv` the ranked list, `Accept: application/x-ndjson` lines with the progress (`{"progress": {"stage", "done", "total"}}`) and the answer as the last one (`{"analysis"}` or `{"problem"}`).',
  request: {
    query: analyseQuerySchema,
    body: {
      required: true,
      content: { ...FILE_CONTENT, 'application/json': { schema: analysisRequestSchema } },
    },
  },
  responses: {
    200: {
      description: 'The analysis',
      content: {
        'application/json': { schema: analysisSchema },
        [LINES_TYPE]: { schema: { type: 'string' } },
        'text/html': { schema: { type: 'string' } },
        'text/csv': { schema: { type: 'string' } },
      },
    },
    ...PROBLEM_ANSWERS,
  },
})

/** Adds `POST /v1/preview` and `POST /v1/analyze-file`. */
export function addFileRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  // Bodies are files, so the schemas document and the service reads.
  app.openAPIRegistry.registerPath(previewRoute)
  app.openAPIRegistry.registerPath(analyseFileRoute)
  app.post('/v1/preview', requireScope(options, 'analyze'), async (c) => {
    const query = readQuery(c.req.url, previewQuerySchema)
    const request = {
      source: await uploadedFile(c, query.name, options.limits.maxBodyBytes),
      overrides: overridesOf(query),
      scale: scaleOf(query.scale),
      maxRows: MAX_FILE_ROWS,
    }
    const preview = await previewFile(request, query.include === 'responses')
    return c.json(preview, 200)
  })
  app.post('/v1/analyze-file', requireScope(options, 'analyze'), async (c) => {
    const query = readQuery(c.req.url, analyseQuerySchema)
    const engine = await options.getEngine()
    const analyse = await readTarget(c, query, options.limits.maxBodyBytes)
    const logged = async (onProgress?: ProgressListener) => {
      const result = await analyse(engine, onProgress)
      c.get('log')({
        level: 'info',
        event: 'file-analysis',
        responseCount: result.analysis.summary.responseCount,
        rejectedCount: result.analysis.rejected.length,
        themeCount: result.analysis.themes.length,
      })
      return result
    }
    if (c.req.header('accept')?.includes(LINES_TYPE)) return streamAnalysis(c, logged)
    const result = await logged()
    return answer(c, result, query.name ?? 'responses')
  })
  for (const path of ['/v1/preview', '/v1/analyze-file']) {
    app.all(path, (c) => methodNotAllowed(c, 'POST'))
  }
}

function isJson(c: Context<AppEnv>): boolean {
  return /^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')
}

type Analyse = (engine: Engine, onProgress?: ProgressListener) => Promise<FileAnalysis>

/** Reads the body; what it says is analysed later, so that the progress of that can be told. */
async function readTarget(
  c: Context<AppEnv>,
  query: ReturnType<typeof readQuery<typeof analyseQuerySchema>>,
  maxBytes: number
): Promise<Analyse> {
  if (isJson(c)) {
    const read = readAnalysisRequest(await readJsonBody(c, maxBytes), MAX_FILE_ROWS)
    return async (engine, onProgress) => {
      const analysis = await analyseResponses(engine, read, onProgress)
      return { analysis, options: read.request, months: () => monthsOf(read.request, analysis) }
    }
  }
  const request = {
    source: await uploadedFile(c, query.name, maxBytes),
    overrides: overridesOf(query),
    options: optionsOf(query),
    maxRows: MAX_FILE_ROWS,
  }
  return (engine, onProgress) => analyseFile(engine, request, onProgress)
}

/** Formats by content type, for uploads without a name. */
const ENDINGS: readonly (readonly [type: RegExp, ending: string])[] = [
  [/spreadsheetml/i, 'xlsx'],
  [/tab-separated/i, 'tsv'],
  [/jsonl|ndjson/i, 'jsonl'],
  [/json/i, 'json'],
]

async function uploadedFile(
  c: Context<AppEnv>,
  name: string | undefined,
  maxBytes: number
): Promise<ByteSource> {
  const type = c.req.header('content-type') ?? ''
  const ending = ENDINGS.find(([pattern]) => pattern.test(type))?.[1] ?? 'csv'
  return byteSourceOf(name || `upload.${ending}`, await readBody(c, maxBytes))
}

/** The first of our types that the caller accepts; JSON when it does not say. */
function answer(
  c: Context<AppEnv>,
  { analysis, options, months }: FileAnalysis,
  title: string
): Response {
  const accepted = c.req.header('accept') ?? ''
  const { confLevel, minMentions, adjustFor } = options.drivers
  c.header('Vary', 'Accept')
  if (/text\/html/i.test(accepted) && !/application\/json/i.test(accepted)) {
    c.header('Content-Disposition', 'attachment; filename="report.html"')
    const report = { title, analysis, confLevel, minMentions, adjustFor, months: months() }
    return c.html(renderHtml(report))
  }
  if (/text\/csv/i.test(accepted)) {
    c.header('Content-Disposition', 'attachment; filename="themes.csv"')
    return c.body(renderCsv(analysis), 200, { 'content-type': 'text/csv; charset=utf-8' })
  }
  return c.json(analysis, 200)
}
