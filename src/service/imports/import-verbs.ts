import { AppError, NotFoundError } from '../../domain/errors.ts'
import type { ImportColumnChoices, SurveyImport } from '../../domain/import.ts'
import type { RejectedResponse } from '../../domain/response.ts'
import type { Page } from '../../store/survey-store.ts'
import { readHead } from '../read-file/byte-source.ts'
import { detectFormat, type FileFormat } from '../read-file/file-format.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import { openUpload } from './open-upload.ts'

/** Formats that cannot be read piece by piece and have to fit into memory. */
const WHOLE_FORMATS: ReadonlySet<FileFormat> = new Set(['xlsx', 'json'])

/** Bytes from which the format is told. */
const HEAD_BYTES = 4_096

/** A file as it comes in. */
export type IncomingFile = {
  readonly fileName: string
  readonly body: ReadableStream<Uint8Array>
  readonly columns: ImportColumnChoices
}

/**
 * Takes a file in and starts to import it.
 *
 * The file is kept whole before the answer, and its columns are recognised, so a file that cannot
 * be used is refused here; the rows follow in the background.
 *
 * @throws {NotFoundError | UnreadableFileError | MissingColumnError}
 * @throws {AppError} `request-too-large`
 */
export async function startImport(
  context: SurveyContext,
  surveyId: string,
  { fileName, body, columns }: IncomingFile
): Promise<SurveyImport> {
  const data = await openSurvey(context, surveyId)
  const { uploads, uploadLimits } = context
  const id = `import-${context.createId()}`
  const byteCount = await uploads.save(id, body, uploadLimits.maxBytes)
  if (byteCount === null) throw tooLarge(uploadLimits.maxBytes)
  try {
    const source = { name: fileName, open: () => uploads.open(id) }
    const format = detectFormat(fileName, await readHead(source, HEAD_BYTES))
    if (WHOLE_FORMATS.has(format) && byteCount > uploadLimits.maxWholeBytes) {
      throw tooLarge(uploadLimits.maxWholeBytes, ` of this kind; as CSV it may be longer`)
    }
    const { scale } = data.survey
    const { mapping } = await openUpload({ source, scale, columns, importId: id })
    const read = mapping.map(({ column, field, reason }) => ({ column, field, reason }))
    const createdAt = isoNow(context)
    await data.createImport({ id, fileName, byteCount, columns, mapping: read, createdAt })
  } catch (error) {
    await uploads.remove(id)
    throw error
  }
  const { workspaceId } = context.store
  await context.later({ kind: 'import', workspaceId, surveyId, importId: id })
  return readImport(context, surveyId, id)
}

function tooLarge(maxBytes: number, more = ''): AppError {
  const most = `${Math.floor(maxBytes / 1_000_000).toLocaleString('en')} MB`
  return new AppError('request-too-large', `expected a file of at most ${most}${more}`)
}

/** @throws {NotFoundError} if there is no such survey or import */
export async function readImport(
  context: SurveyContext,
  surveyId: string,
  importId: string
): Promise<SurveyImport> {
  const found = await (await openSurvey(context, surveyId)).findImport(importId)
  if (!found) throw new NotFoundError('import', importId)
  return found
}

/** Imports of a survey, the newest first. @throws {NotFoundError} */
export async function listImports(
  context: SurveyContext,
  surveyId: string,
  { limit, after }: { readonly limit: number; readonly after: string | null }
): Promise<Page<SurveyImport>> {
  return (await openSurvey(context, surveyId)).listImports(limit, after)
}

/** Rejected rows of an import, a page at a time. @throws {NotFoundError} */
export async function* rejectedRows(
  context: SurveyContext,
  surveyId: string,
  importId: string
): AsyncGenerator<RejectedResponse> {
  const data = await openSurvey(context, surveyId)
  let after: number | null = null
  do {
    const page: Page<RejectedResponse, number> = await data.listRejectedRows(importId, {
      limit: 1_000,
      after,
    })
    yield* page.entries
    after = page.next
  } while (after !== null)
}
