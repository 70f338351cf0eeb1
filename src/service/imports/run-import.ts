import { maskResponses, namesToMask } from '../../analysis/mask-responses.ts'
import { AppError } from '../../domain/errors.ts'
import type { SurveyImport } from '../../domain/import.ts'
import type { RejectedResponse } from '../../domain/response.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { droppedReviews } from '../corrections/dropped-reviews.ts'
import type { FileRow, OpenedFile } from '../read-file/read-responses-file.ts'
import { createResponseReader } from '../request/response-reader.ts'
import { usageOf } from '../surveys/push-responses.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import { tagBatch } from '../surveys/tag-batch.ts'
import { openUpload } from './open-upload.ts'

/** Rows that are read, tagged and committed together. */
export const IMPORT_CHUNK_ROWS = 500

/** How an import is run. */
export type ImportRun = {
  readonly surveyId: string
  readonly importId: string
  /** Chunks to do before handing on; on Workers one invocation has only so much time. */
  readonly maxChunks: number
  /** Called after each chunk; false stops the import where it is, to be taken up later. */
  readonly goesOn: () => Promise<boolean>
}

/**
 * Imports the rows of an uploaded file, chunk by chunk.
 *
 * Each chunk is committed together with the note that it is done. An import that was cut off
 * reads its file again, passes over the chunks that are done, and goes on: nothing is lost and
 * nothing doubled. Of two rows with the same id the first acceptable one is kept, wherever it was.
 *
 * @returns `more` if it stopped before the end
 */
export async function runImport(context: SurveyContext, run: ImportRun): Promise<'done' | 'more'> {
  const data = await openSurvey(context, run.surveyId)
  const found = await data.findImport(run.importId)
  if (!found || found.state === 'done' || found.state === 'failed') return 'done'
  await data.setImportState(found.id, { state: 'running', error: null, at: isoNow(context) })
  try {
    if ((await importRows(context, data, { run, found })) === 'more') return 'more'
    await data.setImportState(found.id, { state: 'done', error: null, at: isoNow(context) })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await failImport(context, run, error.message)
  }
  await context.uploads.remove(found.id)
  return 'done'
}

/** Ends an import that cannot go on. What was committed stays. */
export async function failImport(
  context: SurveyContext,
  { surveyId, importId }: Pick<ImportRun, 'surveyId' | 'importId'>,
  error: string
): Promise<void> {
  const data = await openSurvey(context, surveyId)
  await data.setImportState(importId, { state: 'failed', error, at: isoNow(context) })
  await context.uploads.remove(importId)
}

async function importRows(
  context: SurveyContext,
  data: SurveyData,
  { run, found }: { readonly run: ImportRun; readonly found: SurveyImport }
): Promise<'done' | 'more'> {
  const source = { name: found.fileName, open: () => context.uploads.open(found.id) }
  const { scale } = data.survey
  const file = await openUpload({ source, scale, columns: found.columns, importId: found.id })
  const keptIds = new Set<string>()
  let chunk = 0
  let doneCount = 0
  for await (const rows of chunksOf(file.rows)) {
    const read = readChunk(file, rows, keptIds)
    if (chunk >= found.chunkCount) {
      await commitChunk(context, data, { found, chunk, rows, read })
      doneCount += 1
      if (doneCount >= run.maxChunks || !(await run.goesOn())) return 'more'
    }
    chunk += 1
  }
  return 'done'
}

async function* chunksOf(rows: AsyncIterable<FileRow>): AsyncGenerator<readonly FileRow[]> {
  let chunk: FileRow[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length === IMPORT_CHUNK_ROWS) {
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}

/** What came is left out: a column read as a score can hold comments or names, which an erasure would not find. */
function withoutCell(rejected: RejectedResponse): RejectedResponse {
  return { ...rejected, detail: rejected.detail.replace(QUOTED_CELL, ', got another value') }
}

/** A value as `describeValue` quotes it: a text, or a number as long as one of a telephone. */
const QUOTED_CELL = /, got ("|-?\d{5,}).*$/su

type ReadChunk = ReturnType<ReturnType<typeof createResponseReader>['finish']>

function readChunk(file: OpenedFile, rows: readonly FileRow[], keptIds: Set<string>): ReadChunk {
  const reader = createResponseReader(file.scale, file.pointerOf)
  for (const { index, row, problem } of rows) {
    if (problem !== undefined) reader.reject(index, problem)
    else if (isKept(row, keptIds)) {
      reader.reject(index, 'expected a new id, got one that an earlier row already has')
    } else reader.read(row, index)
  }
  const read = reader.finish()
  for (const { id } of read.responses) keptIds.add(id)
  return read
}

function isKept(row: unknown, keptIds: ReadonlySet<string>): boolean {
  if (typeof row !== 'object' || row === null || !('id' in row)) return false
  return typeof row.id === 'string' && keptIds.has(row.id)
}

async function commitChunk(
  context: SurveyContext,
  data: SurveyData,
  {
    found,
    chunk,
    rows,
    read,
  }: {
    readonly found: SurveyImport
    readonly chunk: number
    readonly rows: readonly FileRow[]
    readonly read: ReadChunk
  }
): Promise<void> {
  const at = isoNow(context)
  const responses = maskResponses(read.responses, await namesToMask(data.survey.masking))
  const parts = await context.getParts()
  const tagged = responses.length > 0 ? await tagBatch({ parts, data, responses, at }) : []
  const { length: droppedCount } = await droppedReviews(data, responses)
  await data.saveResponses({
    responses: tagged,
    receivedAt: at,
    importId: found.id,
    usage: usageOf(tagged, { at, droppedCount }),
    importChunk: {
      importId: found.id,
      chunk,
      rowCount: rows.length,
      acceptedCount: tagged.length,
      rejected: read.rejected.map(withoutCell),
      at,
    },
  })
}
