import type { ImportColumnChoices } from '../../domain/import.ts'
import type { Scale } from '../../domain/scale.ts'
import type { ByteSource } from '../read-file/byte-source.ts'
import { type OpenedFile, openResponsesFile } from '../read-file/read-responses-file.ts'

/** An uploaded file to read. */
export type Upload = {
  readonly source: ByteSource
  readonly scale: Scale
  readonly columns: ImportColumnChoices
  /** Names the rows of files without an id column; rows of another import must not replace them. */
  readonly importId: string
}

/**
 * Opens an uploaded file with the scale of its survey.
 *
 * @throws {UnreadableFileError | MissingColumnError} if it cannot be used as a whole
 */
export function openUpload({ source, scale, columns, importId }: Upload): Promise<OpenedFile> {
  return openResponsesFile(source, {
    scaleOf: () => scale,
    overrides: columns,
    rowIdPrefix: `${importId}-`,
  })
}
