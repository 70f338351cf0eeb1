import type { Analysis, Engine, ProgressListener } from '../domain/analysis.ts'
import { describeValue } from './request/json-pointer.ts'
import { InvalidRequestError, type ReadRequest } from './request/read-analysis-request.ts'

/**
 * Runs one analysis of a request that has been read.
 *
 * @param engine - pipeline to run
 * @param read - the request and which of its comments were cut
 * @param onProgress - called as the analysis goes on
 * @throws {InvalidRequestError} if an edit of the request speaks of a theme that the model does not have
 * @returns the analysis; responses whose comment was cut carry the flag `truncated`
 */
export async function analyseResponses(
  engine: Engine,
  read: ReadRequest,
  onProgress?: ProgressListener
): Promise<Analysis> {
  refuseUnknownThemes(engine, read)
  const analysis = await engine.analyse(read.request, onProgress)
  if (read.truncatedIds.size === 0 || !analysis.responses) return analysis
  const responses = analysis.responses.map((response) =>
    read.truncatedIds.has(response.id) && !response.flags.includes('truncated')
      ? { ...response, flags: [...response.flags, 'truncated' as const] }
      : response
  )
  return { ...analysis, responses }
}

function refuseUnknownThemes(engine: Engine, { request, editedThemes = [] }: ReadRequest): void {
  const { model } = request.themes
  if (editedThemes.length === 0 || !model || !engine.themeIds) return
  const known = new Set(engine.themeIds(model))
  const unknown = editedThemes.filter(({ themeId }) => !known.has(themeId))
  if (unknown.length === 0) return
  throw new InvalidRequestError(
    unknown.map(({ pointer, themeId }) => ({
      pointer,
      detail: `expected a theme of the model, got ${describeValue(themeId)}`,
    }))
  )
}
