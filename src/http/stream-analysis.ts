import type { Context } from 'hono'
import type { ProgressListener } from '../domain/analysis.ts'
import type { FileAnalysis } from '../service/analyse-file.ts'
import type { AppEnv } from './app-env.ts'
import { toProblem } from './problem.ts'

/** Content type of an answer that tells its progress. */
export const LINES_TYPE = 'application/x-ndjson'

/**
 * Answers line by line: `{"progress": …}` as the analysis goes on, then `{"analysis": …}` or `{"problem": …}`.
 *
 * The status is 200 from the start, so what goes wrong comes as the last line.
 *
 * @param c - context of the request
 * @param analyse - runs the analysis with a listener
 */
export function streamAnalysis(
  c: Context<AppEnv>,
  analyse: (onProgress: ProgressListener) => Promise<FileAnalysis>
): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (line: unknown) => {
        controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
        // Only a turn of the event loop sends what was written.
        return new Promise<void>((resolve) => setTimeout(resolve, 0))
      }
      try {
        const { analysis } = await analyse((stage, done, total) =>
          write({ progress: { stage, done, total } })
        )
        await write({ analysis })
      } catch (error) {
        const problem = toProblem(error instanceof Error ? error : new Error(String(error)), c)
        await write({ problem: await problem.json() })
      }
      controller.close()
    },
  })
  return c.body(body, 200, { 'content-type': LINES_TYPE })
}
