import { maskResponses, namesToMask } from '../../analysis/mask-responses.ts'
import type { ImportColumnChoices } from '../../domain/import.ts'
import type { RejectedResponse, SurveyResponse } from '../../domain/response.ts'
import { byteSourceOf } from '../read-file/byte-source.ts'
import type { MappedColumn } from '../read-file/recognise-columns.ts'
import { createResponseReader } from '../request/response-reader.ts'
import { openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import { openUpload } from './open-upload.ts'

/** Rows that a preview checks. */
const PREVIEWED_ROWS = 200

/** Rows that a preview shows. */
const SHOWN_ROWS = 5

/** How a file would be read. */
export type ImportPreview = {
  readonly format: string
  readonly about: string
  readonly mapping: readonly MappedColumn[]
  readonly notes: readonly string[]
  /** Rows that were checked; the file may have more. */
  readonly checkedCount: number
  readonly acceptedCount: number
  readonly rejected: readonly RejectedResponse[]
  /** First responses as they would be kept. */
  readonly responses: readonly SurveyResponse[]
}

/**
 * Reads the beginning of a file and says what an import would make of it. Keeps nothing.
 *
 * @param bytes - the file; for delimited text and JSON Lines its beginning will do
 * @throws {NotFoundError | UnreadableFileError | MissingColumnError}
 */
export async function previewImport(
  context: SurveyContext,
  surveyId: string,
  file: {
    readonly fileName: string
    readonly bytes: Uint8Array
    readonly columns: ImportColumnChoices
  }
): Promise<ImportPreview> {
  const { scale, masking } = (await openSurvey(context, surveyId)).survey
  const source = byteSourceOf(file.fileName, file.bytes)
  const opened = await openUpload({ source, scale, columns: file.columns, importId: 'preview' })
  const reader = createResponseReader(scale, opened.pointerOf)
  let checkedCount = 0
  for await (const { index, row, problem } of opened.rows) {
    if (problem !== undefined) reader.reject(index, problem)
    else reader.read(row, index)
    checkedCount += 1
    if (checkedCount === PREVIEWED_ROWS) break
  }
  const { responses, rejected } = reader.finish()
  return {
    format: opened.format,
    about: opened.about,
    mapping: opened.mapping,
    notes: opened.notes(),
    checkedCount,
    acceptedCount: responses.length,
    rejected,
    responses: maskResponses(responses.slice(0, SHOWN_ROWS), await namesToMask(masking)),
  }
}
