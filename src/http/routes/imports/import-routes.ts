import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { stream, streamSSE } from 'hono/streaming'
import { AppError } from '../../../domain/errors.ts'
import type { ImportColumnChoices } from '../../../domain/import.ts'
import {
  listImports,
  readImport,
  rejectedRows,
  startImport,
} from '../../../service/imports/import-verbs.ts'
import { previewImport } from '../../../service/imports/preview-import.ts'
import { csvRow } from '../../../service/render/csv-cell.ts'
import { toCursor } from '../../../service/surveys/cursor.ts'
import { addStoredRoutes, type StoredRequest } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { readBeginning } from '../../read-beginning.ts'
import { pageOf } from '../surveys/survey-params.ts'
import {
  EVENTS,
  IMPORT_PAGE,
  LIST,
  PREVIEW,
  READ,
  REJECTED,
  START,
  UPLOAD_TYPES,
} from './import-descriptions.ts'

/** Pause between two looks at an import whose progress is followed. */
const PROGRESS_PAUSE_MS = 250

/** Longest file that is previewed whole; of delimited text and JSON Lines the beginning is enough. */
const PREVIEW_BYTES = 20_000_000

const FIELDS = ['id', 'score', 'comment', 'at', 'respondentId', 'accountId', 'role'] as const

/** Adds the routes of imports. */
export function addImportRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  addStoredRoutes(app, options, [
    [
      START,
      async ({ c, context, param }) => {
        const file = { ...fileOf(c), body: bodyOf(c) }
        const started = await startImport(context, param('surveyId'), file)
        const location = `/v1/surveys/${param('surveyId')}/imports/${started.id}`
        return c.json(started, 202, { location })
      },
    ],
    [
      PREVIEW,
      async ({ c, context, param }) => {
        const bytes = await readBeginning(bodyOf(c), PREVIEW_BYTES)
        return c.json(await previewImport(context, param('surveyId'), { ...fileOf(c), bytes }))
      },
    ],
    [
      LIST,
      async ({ c, context, param }) => {
        const page = pageOf(c, 'string', IMPORT_PAGE)
        const { entries, next } = await listImports(context, param('surveyId'), page)
        return c.json({ imports: entries, next: toCursor(next) })
      },
    ],
    [
      READ,
      async ({ c, context, param }) =>
        c.json(await readImport(context, param('surveyId'), param('importId'))),
    ],
    [EVENTS, followImport],
    [REJECTED, downloadRejected],
  ])
}

/** Progress as server-sent events, from now until the end. */
async function followImport({ c, context, param }: StoredRequest): Promise<Response> {
  const read = () => readImport(context, param('surveyId'), param('importId'))
  let current = await read()
  return streamSSE(c, async (events) => {
    let shown = ''
    while (!events.aborted) {
      const data = JSON.stringify(current)
      if (data !== shown) await events.writeSSE({ event: 'progress', data })
      shown = data
      if (current.state === 'done' || current.state === 'failed') return
      await events.sleep(PROGRESS_PAUSE_MS)
      current = await read()
    }
  })
}

async function downloadRejected({ c, context, param }: StoredRequest): Promise<Response> {
  const found = await readImport(context, param('surveyId'), param('importId'))
  c.header('Content-Type', 'text/csv; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="${found.id}-rejected.csv"`)
  return stream(c, async (out) => {
    // With a byte order mark, or Excel takes the text for another encoding.
    await out.write(`\ufeff${csvRow(['row', 'id', 'column', 'reason'])}`)
    for await (const row of rejectedRows(context, param('surveyId'), found.id)) {
      const column = row.pointer.split('/')[3] ?? ''
      const name = column.replaceAll('~1', '/').replaceAll('~0', '~')
      await out.write(csvRow([row.index + 1, row.id, name, row.detail]))
    }
  })
}

function fileOf(c: Context<AppEnv>): {
  readonly fileName: string
  readonly columns: ImportColumnChoices
} {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const ending = UPLOAD_TYPES[type]
  if (ending === undefined) {
    const wanted = Object.keys(UPLOAD_TYPES).join(', ')
    throw new AppError(
      'unsupported-media-type',
      `expected a content type of ${wanted}, got "${type.slice(0, 100)}"`
    )
  }
  const chosen = FIELDS.flatMap((field) => {
    const column = c.req.query(`column.${field}`)
    return column === undefined ? [] : [[field, column || null]]
  })
  const segments = c.req.queries('column.segment')?.filter((name) => name !== '')
  const columns = { ...Object.fromEntries(chosen), ...(segments && { segments }) }
  const fileName = z.string().max(300).catch('').parse(c.req.query('fileName'))
  return { fileName: fileName || `upload${ending}`, columns }
}

function bodyOf(c: Context<AppEnv>): ReadableStream<Uint8Array> {
  const { body } = c.req.raw
  if (body) return body
  throw new AppError('unreadable-request', 'expected a file as the body, got an empty body')
}
