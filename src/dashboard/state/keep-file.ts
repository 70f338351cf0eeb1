import type { ThemeChange } from '../../http/client-types.ts'
import { type ApiClient, ApiProblem, type Progress, type SourceFile } from '../api-client.ts'
import type { Draft } from './page-state.ts'

type Watch = {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** A file with how it is read. */
export type KeptFile = Pick<Draft, 'file' | 'preview' | 'settings'>

/**
 * Makes a survey of a file: settings, responses, and the edits made to its themes so far.
 *
 * @returns the id of the survey
 * @throws {ApiProblem} if the file cannot be imported; no survey is left behind then
 */
export async function keepFile(
  client: ApiClient,
  kept: KeptFile,
  { edits, ...watch }: Watch & { readonly edits: readonly ThemeChange[] }
): Promise<string> {
  const { file, settings } = kept
  const columns = columnsOf(kept)
  const fields = columns.flatMap(({ field, name }) => (field === 'segment' ? [name] : []))
  const { id } = await client.surveys.create(stem(file.name), settings, fields)
  try {
    await importFile(client, id, kept, watch)
  } catch (error) {
    await client.surveys.remove(id).catch(() => undefined)
    throw error
  }
  for (const edit of edits) await client.surveys.saveEdit(id, edit)
  return id
}

/**
 * Imports a file into a survey and follows it to its end.
 *
 * @throws {ApiProblem} if the file cannot be used, or the import fails
 */
export async function importFile(
  client: ApiClient,
  surveyId: string,
  kept: KeptFile,
  { signal, onProgress }: Watch
): Promise<void> {
  const { surveys } = client
  const { id } = await surveys.startImport(surveyId, kept.file, columnsOf(kept))
  const total = kept.preview.acceptedCount + kept.preview.rejectedCount
  for await (const { state, rowCount, error } of surveys.followImport(surveyId, id, signal)) {
    onProgress({ stage: 'importing', done: rowCount, total: Math.max(total, rowCount) })
    if (state === 'failed') {
      throw new ApiProblem('The import failed', error ?? 'Try it again.')
    }
  }
  // Themes are found before the first list is shown, which is the longest part for a large file.
  onProgress({ stage: 'themes', done: 0, total })
}

/** Every column is said, so that the import reads what the preview showed. */
function columnsOf({ settings, preview }: KeptFile) {
  return settings.columns ?? preview.columns.map(({ name, field }) => ({ name, field }))
}

/** A name without its ending. */
export function stem(name: string): string {
  return name.replace(/\.[^.]+$/, '') || name
}

/** Longer files are previewed by their beginning. */
const WHOLE_BYTES = 9_500_000
const BEGINNING_BYTES = 2_000_000

/** The file, or as many whole lines from its beginning as a preview can take. */
export async function beginningOf(
  file: SourceFile
): Promise<{ readonly part: SourceFile; readonly isPart: boolean }> {
  const isText = /\.(csv|tsv|txt|jsonl|ndjson)$/i.test(file.name)
  if (file.body.size <= WHOLE_BYTES || !isText) return { part: file, isPart: false }
  const bytes = new Uint8Array(await file.body.slice(0, BEGINNING_BYTES).arrayBuffer())
  const end = bytes.lastIndexOf(10) + 1 || bytes.length
  return { part: { name: file.name, body: new Blob([bytes.slice(0, end)]) }, isPart: true }
}
