// A whole analysis in a process whose heap is limited; `memory.bench.ts` starts it.

import { loadEngine } from '../../src/runtime/node-engine.ts'
import { analyseResponses } from '../../src/service/analyse-responses.ts'
import { readAnalysisRequest } from '../../src/service/request/read-analysis-request.ts'
import { differentResponses } from './different-responses.ts'

const COMMENTS = 5_000
const engine = await loadEngine()
const request = readAnalysisRequest({ responses: differentResponses(COMMENTS) }, COMMENTS)
JSON.stringify(await analyseResponses(engine, request))
const { heapUsed, arrayBuffers } = process.memoryUsage()
process.stdout.write(
  `${Math.round(heapUsed / 1e6)} MB of heap and ${Math.round(arrayBuffers / 1e6)} MB of buffers at the end`
)
