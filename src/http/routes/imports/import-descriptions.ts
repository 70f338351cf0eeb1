import { z } from '@hono/zod-openapi'
import type { StoredRoute } from '../../add-route.ts'
import { importPageSchema, importPreviewSchema, importSchema } from '../../schemas/import-schema.ts'
import { pageQuery, surveyParams } from '../surveys/survey-params.ts'

/** Most and usual number of imports of one page. */
export const IMPORT_PAGE: readonly [number, number] = [200, 50]

/** Content types of files, and the ending that stands in where no file name is given. */
export const UPLOAD_TYPES: Readonly<Record<string, string>> = {
  'text/csv': '.csv',
  'text/plain': '.csv',
  'text/tab-separated-values': '.tsv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/vnd.ms-excel': '.xlsx',
  'application/x-ndjson': '.jsonl',
  'application/jsonl': '.jsonl',
  'application/json': '.json',
  'application/octet-stream': '',
}

const PATH = '/v1/surveys/{surveyId}/imports'
const ONE = `${PATH}/{importId}`

const importParams = surveyParams.extend({ importId: z.string() })

const rawBody = Object.fromEntries(
  Object.entries(UPLOAD_TYPES).map(([type, ending]) => [
    type,
    ending ? `A file as if it ended in ${ending}` : 'Any file; the ending of `fileName` decides',
  ])
)

const uploadQuery = z.object({
  fileName: z.string().optional().describe('Its ending decides the format'),
  'column.*': z
    .string()
    .optional()
    .describe(
      'Overrides what was recognised: `column.score=Q1`, also for `id`, `comment`, `at`, `respondentId`, `accountId`, `role`; `column.segment` may be repeated; empty for none'
    ),
})

const unusable = {
  404: 'There is no such survey',
  413: 'The file is too long',
  415: 'The content type is none of a file that can be read',
  422: 'The file cannot be used as a whole, with the reason',
}

const notFound = { 404: 'There is no such survey or import' }

/** `POST …/imports` */
export const START = {
  method: 'post',
  path: PATH,
  operationId: 'startImport',
  tag: 'Imports',
  summary: 'Import a file of responses',
  description:
    'CSV, TSV, XLSX, JSON Lines or JSON, as the body itself. The file is kept and its columns recognised before the answer; rows follow in the background, survive a restart, and are counted once. A response with a known id replaces the one that was kept.',
  scope: 'write',
  params: surveyParams,
  query: uploadQuery,
  rawBody,
  status: 202,
  answer: importSchema,
  problems: unusable,
} as const satisfies StoredRoute

/** `POST …/import-previews` */
export const PREVIEW = {
  method: 'post',
  path: '/v1/surveys/{surveyId}/import-previews',
  operationId: 'previewImport',
  tag: 'Imports',
  summary: 'See how a file would be read, before anything is kept',
  scope: 'read',
  params: surveyParams,
  query: uploadQuery,
  rawBody,
  status: 200,
  answer: importPreviewSchema,
  problems: unusable,
} as const satisfies StoredRoute

/** `GET …/imports` */
export const LIST = {
  method: 'get',
  path: PATH,
  operationId: 'listImports',
  tag: 'Imports',
  summary: 'List imports, the newest first',
  scope: 'read',
  params: surveyParams,
  query: pageQuery(...IMPORT_PAGE),
  status: 200,
  answer: importPageSchema,
  problems: { 404: 'There is no such survey' },
} as const satisfies StoredRoute

/** `GET …/imports/{importId}` */
export const READ = {
  method: 'get',
  path: ONE,
  operationId: 'readImport',
  tag: 'Imports',
  summary: 'Read how far an import has come',
  scope: 'read',
  params: importParams,
  status: 200,
  answer: importSchema,
  problems: notFound,
} as const satisfies StoredRoute

/** `GET …/imports/{importId}/events` */
export const EVENTS = {
  method: 'get',
  path: `${ONE}/events`,
  operationId: 'followImport',
  tag: 'Imports',
  summary: 'Follow an import by server-sent events',
  description:
    'One event `progress` per change, with the import as its data; ends with the import.',
  scope: 'read',
  params: importParams,
  status: 200,
  answerType: 'text/event-stream',
  problems: notFound,
} as const satisfies StoredRoute

/** `GET …/imports/{importId}/rejected.csv` */
export const REJECTED = {
  method: 'get',
  path: `${ONE}/rejected.csv`,
  operationId: 'downloadRejectedRows',
  tag: 'Imports',
  summary: 'Download the rejected rows with their reasons',
  description: 'Rows are counted from 1, without the header. Cells hold no comment.',
  scope: 'read',
  params: importParams,
  status: 200,
  answerType: 'text/csv',
  problems: notFound,
} as const satisfies StoredRoute

/** The routes of imports, for the types of clients. */
export type ImportRoutes =
  | typeof START
  | typeof PREVIEW
  | typeof LIST
  | typeof READ
  | typeof EVENTS
  | typeof REJECTED
