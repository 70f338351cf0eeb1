// Time of a whole analysis beside vader-sentiment alone, on the demonstration corpus.

import { createRequire } from 'node:module'
import { loadEngine } from '../../src/runtime/node-engine.ts'
import { analyseResponses } from '../../src/service/analyse-responses.ts'
import { readAnalysisRequest } from '../../src/service/request/read-analysis-request.ts'
import { repeatedResponses } from '../e2e/demonstration.ts'
import { differentResponses } from './different-responses.ts'
import { machine, measureRounds, printTable, quantile } from './measure.ts'

const COMMENTS = 10_000
const ROUNDS = 3

type Vader = {
  readonly SentimentIntensityAnalyzer: { polarity_scores(text: string): unknown }
}

/** Prints milliseconds and comments per second. */
export default async function run(): Promise<void> {
  const vader = createRequire(import.meta.url)('vader-sentiment') as Vader
  const repeated = await repeatedResponses(COMMENTS)
  // Equal comments are read once, which flatters; a number at the end makes each one its own.
  const distinct = repeated.map((response, i) =>
    response.comment ? { ...response, comment: `${response.comment} (${i})` } : response
  )
  const mixed = differentResponses(COMMENTS)
  const score = (responses: typeof repeated) => () => {
    for (const { comment } of responses) {
      vader.SentimentIntensityAnalyzer.polarity_scores(comment ?? '')
    }
  }
  const startMs = performance.now()
  const engine = await loadEngine()
  const loadMs = performance.now() - startMs
  const analysis = (responses: typeof repeated) =>
    analyseResponses(engine, readAnalysisRequest({ responses }, COMMENTS))
  await analysis(distinct.slice(0, 500))
  const times = await measureRounds(
    [
      { name: 'whole analysis, each comment its own', run: () => analysis(distinct) },
      { name: 'whole analysis, comments of all industries', run: () => analysis(mixed) },
      { name: 'whole analysis, comments repeated', run: () => analysis(repeated) },
      { name: 'vader-sentiment alone, each comment its own', run: score(distinct) },
      { name: 'vader-sentiment alone, comments of all industries', run: score(mixed) },
    ],
    ROUNDS
  )
  process.stdout.write(
    `${machine()}; ${COMMENTS.toLocaleString('en')} responses of corpora/northlink\n`
  )
  process.stdout.write(`engine loaded in ${Math.round(loadMs)} ms\n`)
  printTable([
    ['', 'median ms', 'comments/s', 'rounds, ms'],
    ...[...times].map(([name, ms]) => [
      name,
      Math.round(quantile(ms, 0.5)),
      Math.round((COMMENTS / quantile(ms, 0.5)) * 1_000),
      ms.map(Math.round).join(' '),
    ]),
  ])
}
