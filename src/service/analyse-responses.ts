import type { Analysis, Engine, ProgressListener } from '../domain/analysis.ts'
import type { ReadRequest } from './request/read-analysis-request.ts'

/**
 * Runs one analysis of a request that has been read.
 *
 * @param engine - pipeline to run
 * @param read - the request and which of its comments were cut
 * @param onProgress - called as the analysis goes on
 * @returns the analysis; responses whose comment was cut carry the flag `truncated`
 */
export async function analyseResponses(
  engine: Engine,
  read: ReadRequest,
  onProgress?: ProgressListener
): Promise<Analysis> {
  const analysis = await engine.analyse(read.request, onProgress)
  if (read.truncatedIds.size === 0 || !analysis.responses) return analysis
  const responses = analysis.responses.map((response) =>
    read.truncatedIds.has(response.id) && !response.flags.includes('truncated')
      ? { ...response, flags: [...response.flags, 'truncated' as const] }
      : response
  )
  return { ...analysis, responses }
}
