/** How far an import has come. */
export type ImportState = 'queued' | 'running' | 'done' | 'failed'

/** A batch of responses uploaded as one file. */
export type SurveyImport = {
  readonly id: string
  readonly fileName: string
  readonly byteCount: number
  readonly state: ImportState
  /** Rows read so far, in committed chunks only. */
  readonly rowCount: number
  readonly acceptedCount: number
  readonly rejectedCount: number
  /** Chunks committed so far. */
  readonly chunkCount: number
  /** Why it failed; null otherwise. */
  readonly error: string | null
  /** Which column is read as which field. */
  readonly mapping: Readonly<Record<string, unknown>> | null
  readonly createdAt: string
  readonly updatedAt: string
}
