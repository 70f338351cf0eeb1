/** How far an import has come. */
export type ImportState = 'queued' | 'running' | 'done' | 'failed'

/** How one column of an imported file is read. */
export type ImportColumn = {
  readonly column: string
  readonly field: string
  readonly reason: string
}

/** What the uploader said of a file: field → column (null: no column holds it), and the segment columns. */
export type ImportColumnChoices = {
  readonly [field in 'id' | 'score' | 'comment' | 'at' | 'respondentId' | 'accountId' | 'role']?:
    | string
    | null
    | undefined
} & { readonly segments?: readonly string[] | undefined }

/** A batch of responses uploaded as one file. */
export type SurveyImport = {
  readonly id: string
  readonly fileName: string
  readonly byteCount: number
  readonly columns: ImportColumnChoices
  readonly mapping: readonly ImportColumn[]
  readonly state: ImportState
  /** Rows read so far, in committed chunks only. */
  readonly rowCount: number
  readonly acceptedCount: number
  readonly rejectedCount: number
  /** Chunks committed so far. */
  readonly chunkCount: number
  /** Why it failed; null otherwise. */
  readonly error: string | null
  readonly createdAt: string
  readonly updatedAt: string
}
