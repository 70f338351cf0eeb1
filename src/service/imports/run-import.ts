import { maskResponses, namesToMask } from '../../analysis/mask-responses.ts'
import { AppError } from '../../domain/errors.ts'
import type { SurveyImport } from '../../domain/import.ts'
import type { RejectedResponse } from '../../domain/response.ts'
import type { TaggedResponse } from '../../domain/survey.ts'
import type { RejectedRow, SurveyData } from '../../store/survey-store.ts'
import { droppedReviews } from '../corrections/dropped-reviews.ts'
import type { FileRow, OpenedFile } from '../read-file/read-responses-file.ts'
import { createResponseReader } from '../request/response-reader.ts'
import { usageOf } from '../surveys/push-responses.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import { tagBatch } from '../surveys/tag-batch.ts'
import { openUpload } from './open-upload.ts'

/** Rows that are committed together. */
export const IMPORT_CHUNK_ROWS = 500

/** Every round of tagging prepares the themes anew, which costs as much as a few hundred comments. */
const CHUNKS_TAGGED_TOGETHER = 4

/** Rounds at a time: a runtime may have several threads for them. */
const ROUNDS_AT_ONCE = 2

/** Fewer responses are not worth two rounds. */
const MIN_SPLIT_RESPONSES = 200

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
  let number = 0
  let doneCount = 0
  let group: Chunk[] = []
  /** @returns false when the import has to stop before its end */
  const commitGroup = async (): Promise<boolean> => {
    const tagged = await tagChunks(context, data, group)
    for (const [place, chunk] of group.entries()) {
      await commitChunk(context, data, { found, chunk, tagged: tagged[place] ?? [] })
      doneCount += 1
      if (doneCount >= run.maxChunks || !(await run.goesOn())) return false
    }
    group = []
    return true
  }
  for await (const rows of chunksOf(file.rows)) {
    const read = readChunk(file, rows, keptIds)
    if (number >= found.chunkCount) group.push({ number, rows, read })
    number += 1
    const wanted = Math.min(CHUNKS_TAGGED_TOGETHER, run.maxChunks - doneCount)
    if (group.length >= wanted && !(await commitGroup())) return 'more'
  }
  if (group.length > 0 && !(await commitGroup())) return 'more'
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

/**
 * A rejected row as it is kept, with the respondent that an erasure finds it by.
 *
 * What came is left out: a column read as a score can hold comments or names, which an erasure would not find.
 */
function keptRejection(rejected: RejectedResponse, row: unknown): RejectedRow {
  const detail = rejected.detail.replace(QUOTED_CELL, ', got another value')
  return { ...rejected, detail, respondentId: respondentOf(row) }
}

function respondentOf(row: unknown): string | null {
  if (typeof row !== 'object' || row === null || !('respondentId' in row)) return null
  const { respondentId } = row
  if (Number.isSafeInteger(respondentId)) return String(respondentId)
  return typeof respondentId === 'string' && respondentId !== '' ? respondentId : null
}

/** A value as `describeValue` quotes it: a text, or a number as long as one of a telephone. */
const QUOTED_CELL = /, got ("|-?\d{5,}).*$/su

type ReadChunk = ReturnType<ReturnType<typeof createResponseReader>['finish']>

type Chunk = {
  /** From 0. */
  readonly number: number
  readonly rows: readonly FileRow[]
  readonly read: ReadChunk
}

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

/** Tagged responses of each chunk. */
async function tagChunks(
  context: SurveyContext,
  data: SurveyData,
  chunks: readonly Chunk[]
): Promise<readonly (readonly TaggedResponse[])[]> {
  const read = chunks.flatMap((chunk) => chunk.read.responses)
  if (read.length === 0) return []
  const responses = maskResponses(read, await namesToMask(data.survey.masking))
  // The first responses of a survey decide its themes: they stay together.
  const isSplit = responses.length >= MIN_SPLIT_RESPONSES && (await data.findModel()) !== null
  const size = Math.ceil(responses.length / (isSplit ? ROUNDS_AT_ONCE : 1))
  const rounds = Array.from({ length: Math.ceil(responses.length / size) }, (_, i) =>
    tagBatch({
      tag: context.tag,
      data,
      responses: responses.slice(i * size, (i + 1) * size),
      at: isoNow(context),
    })
  )
  const tagged = (await Promise.all(rounds)).flat()
  let end = 0
  return chunks.map((chunk) => {
    const start = end
    end += chunk.read.responses.length
    return tagged.slice(start, end)
  })
}

async function commitChunk(
  context: SurveyContext,
  data: SurveyData,
  {
    found,
    chunk: { number, rows, read },
    tagged,
  }: {
    readonly found: SurveyImport
    readonly chunk: Chunk
    readonly tagged: readonly TaggedResponse[]
  }
): Promise<void> {
  const at = isoNow(context)
  const { length: droppedCount } = await droppedReviews(data, tagged)
  const firstIndex = rows[0]?.index ?? 0
  await data.saveResponses({
    responses: tagged,
    receivedAt: at,
    importId: found.id,
    usage: usageOf(tagged, { at, droppedCount }),
    importChunk: {
      importId: found.id,
      chunk: number,
      rowCount: rows.length,
      acceptedCount: tagged.length,
      rejected: read.rejected.map((row) => keptRejection(row, rows[row.index - firstIndex]?.row)),
      at,
    },
  })
}
