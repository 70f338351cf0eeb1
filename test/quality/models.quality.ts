// Who will be a detractor: the regression of `predict` against a tree, a forest and a support vector machine, by log
// loss on responses that no model has seen. `--data DIR` for the patients' comments.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SurveyColumns } from '../../src/domain/survey-columns.ts'
import { themeIndex } from '../../src/insight/cells/theme-index.ts'
import { featureTable } from '../../src/insight/prediction/feature-table.ts'
import { predictOutcome } from '../../src/insight/prediction/predict-outcome.ts'
import { loadEngine } from '../../src/runtime/node-engine.ts'
import { analyseResponses } from '../../src/service/analyse-responses.ts'
import { joinResponses } from '../../src/service/insight/join-responses.ts'
import { readAnalysisRequest } from '../../src/service/request/read-analysis-request.ts'
import { printTable } from '../bench/measure.ts'
import { demonstrationResponses } from '../e2e/demonstration.ts'
import { drawGroup, plantedSurvey, seededRandom } from '../insight/planted-survey.ts'
import {
  decisionTree,
  type Model,
  randomForest,
  supportVectors,
  type Training,
} from './rival-models.ts'

const FOLDS = 5
const FFT = { min: 1, max: 5, detractorMin: 4, promoterMax: 1 }

/** Leaves of the forest, from the usual to cautious; the better one counts, in the forest's favour. */
const FOREST_LEAVES = [2, 10, 30]

/** Prints the log loss of each model and of each rival against the regression. */
export default async function run(argv: readonly string[]): Promise<void> {
  const at = argv.indexOf('--data')
  const folder = at === -1 ? '../shared/data' : (argv[at + 1] ?? '')
  const path = join(folder, 'nhs-fft', 'neas.jsonl')
  const sets: [string, SurveyColumns][] = [
    ['planted, additive, 1,000', planted(false)],
    ['planted, one interaction, 1,000', planted(true)],
    ['demonstration, 430', await analysed(await demonstrationResponses(), 'nps')],
  ]
  if (existsSync(path)) {
    const lines = readFileSync(path, 'utf8').trim().split('\n').slice(0, 2_000)
    const rows = lines.map((line) => JSON.parse(line) as { text: string; fft: number | null })
    const responses = rows.map(({ text, fft }, i) => ({
      id: `r${i}`,
      comment: text,
      ...(fft !== null && fft >= 1 && fft <= 5 && { score: fft }),
    }))
    sets.push(['patients, 2,000', await analysed(responses, FFT)])
  } else console.log(`patients: skipped, no ${path}`)
  const table = sets.map(([name, columns]) => [name, ...compared(columns)])
  console.log(
    'Log loss per response, five folds; differences from the regression with 95 % intervals'
  )
  printTable([
    ['', 'base rate', 'regression', 'tree', 'forest', 'SVM', 'tree −', 'forest −', 'SVM −'],
    ...table,
  ])
}

function planted(hasInteraction: boolean): SurveyColumns {
  const random = seededRandom(41)
  return plantedSurvey(
    Array.from({ length: 1_000 }, () => {
      const [basic, young] = [random() < 0.5, random() < 0.5]
      const raised = [0, 1, 2].filter(() => random() < 0.2)
      const both = hasInteraction && basic && young ? 0.35 : 0
      const risk = 0.1 + (hasInteraction ? 0 : 0.12 * (Number(basic) + Number(young))) + both
      return {
        group: drawGroup(random, Math.min(0.95, risk + 0.15 * raised.length), 0.3),
        hasComment: true,
        mentions: raised.map((theme) => [theme, 'negative'] as const),
        segments: { plan: basic ? 'basic' : 'pro', contract: young ? 'new' : 'old' },
      }
    })
  )
}

async function analysed(responses: unknown, scale: unknown): Promise<SurveyColumns> {
  const read = readAnalysisRequest({ responses, scale, include: ['responses'] }, 10_000)
  const analysis = await analyseResponses(await loadEngine(), read)
  return joinResponses(read.request, analysis).columns
}

function compared(columns: SurveyColumns): string[] {
  const prediction = predictOutcome(columns)
  if (!prediction) throw new Error('expected enough detractors')
  const rows = prediction.outcomes.flatMap((has, row) => (has === null ? [] : [row]))
  const outcomes = Float64Array.from(prediction.outcomes, (has) => Number(has === true))
  const fields = Object.keys(columns.segments).filter(
    (field) => !prediction.leftOutFields.includes(field)
  )
  const table = featureTable(columns, themeIndex(columns), fields)
  const folds = rows.map((_, i) => (i * 7) % FOLDS)
  const losses = (train: (training: Training) => Model) => {
    const loss = new Float64Array(rows.length)
    for (let fold = 0; fold < FOLDS; fold++) {
      const training = { table, outcomes, rows: rows.filter((_, i) => folds[i] !== fold) }
      const model = train(training)
      rows.forEach((row, i) => {
        if (folds[i] === fold) loss[i] = lossOf(model(row), outcomes[row] ?? 0)
      })
    }
    return loss
  }
  const base = losses(({ rows: own }) => {
    const share = own.reduce((sum, row) => sum + (outcomes[row] ?? 0), 0) / own.length
    return () => share
  })
  const regression = Float64Array.from(rows, (row) =>
    lossOf(prediction.risks[row] ?? 0.5, outcomes[row] ?? 0)
  )
  const forests = FOREST_LEAVES.map((leaf) => losses((training) => randomForest(training, leaf)))
  const [forest] = forests.sort((a, b) => meanOf(a) - meanOf(b))
  const rivals = [losses(decisionTree), forest ?? base, losses((t) => supportVectors(t))]
  return [
    ...[base, regression, ...rivals].map((loss) => meanOf(loss).toFixed(4)),
    ...rivals.map((loss) => difference(loss, regression)),
  ]
}

function lossOf(share: number, outcome: number): number {
  const kept = Math.min(1 - 1e-6, Math.max(1e-6, share))
  return outcome === 1 ? -Math.log(kept) : -Math.log(1 - kept)
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Positive where the rival loses more. */
function difference(rival: Float64Array, regression: Float64Array): string {
  const gaps = rival.map((loss, i) => loss - (regression[i] ?? 0))
  const mean = meanOf(gaps)
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1)
  const half = 1.96 * Math.sqrt(variance / gaps.length)
  return `${mean >= 0 ? '+' : ''}${mean.toFixed(4)} ± ${half.toFixed(4)}`
}
