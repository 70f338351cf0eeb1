// The thread of a Node server that runs large analyses, so that the thread which answers requests never stands still.

import { parentPort } from 'node:worker_threads'
import { createEngine } from '../analysis/create-engine.ts'
import type { Analysis, AnalysisRequest, ProgressListener } from '../domain/analysis.ts'
import { loadParts } from './node-engine.ts'

/** A request to analyse. */
export type AnalysisMessage = {
  readonly number: number
  readonly request: AnalysisRequest
  /** True where somebody is told how far it is. */
  readonly isWatched: boolean
}

/** How far an analysis is, or what came of it; null where it failed. */
export type AnalysisReply =
  | { readonly number: number; readonly progress: Parameters<ProgressListener> }
  | { readonly number: number; readonly analysis: Analysis | null }

const port = parentPort
if (!port) throw new Error('expected to be started as a thread')

const engine = createEngine(await loadParts())
const reply = (message: AnalysisReply) => port.postMessage(message)

port.on('message', ({ number, request, isWatched }: AnalysisMessage) => {
  const onProgress: ProgressListener = (...progress) => reply({ number, progress })
  engine.analyse(request, isWatched ? onProgress : undefined).then(
    (analysis) => reply({ number, analysis }),
    // Whoever asked tries it itself, and so meets the error as it is thrown.
    () => reply({ number, analysis: null })
  )
})
