// The survey that R drew and analysed, ready for the functions under test.

import { clustersOf } from '../../src/stats/effect-covariance.ts'
import { fitFirth } from '../../src/stats/firth-logistic.ts'
import { binaryDesign, groupPatterns } from '../../src/stats/sparse-design.ts'
import { readFixture } from './read-fixture.ts'

type Row = Readonly<
  Record<'account' | 'legacy' | 'T1' | 'T2' | 'T3' | 'T4' | 'S1' | 'detractor' | 'promoter', number>
>
type Figure = { estimate: number; stdError: number; clusterStdError: number }

export const SURVEY = readFixture<{
  rows: Row[]
  detractors: { coefficients: number[]; stdErrors: number[] }
  promoters: { coefficients: number[]; stdErrors: number[] }
  effects: Figure[]
  praise: Figure
  nps: Figure
  npsClustered: Figure
  joint: Figure
  shapley: number[]
  halved: number
  concordance: number
}>('r/survey.json')

const DETRACTOR_COLUMNS = ['T1', 'T2', 'T3', 'T4', 'legacy'] as const
const PROMOTER_COLUMNS = ['S1', 'legacy'] as const

/** Both models over common patterns, as the drivers have them. */
export function surveyModels(rows: readonly Row[] = SURVEY.rows) {
  const features = [...DETRACTOR_COLUMNS, 'S1'] as const
  const { patterns, patternOf } = groupPatterns(
    rows.map((row) => features.flatMap((name, i) => (row[name] === 1 ? [i] : [])))
  )
  const model = (columns: readonly (keyof Row)[], outcome: keyof Row) => {
    const design = binaryDesign(
      patterns.map((pattern) =>
        columns
          .flatMap((name, c) => (pattern.includes(features.indexOf(name as 'T1')) ? [c + 1] : []))
          .sort((a, b) => a - b)
      ),
      columns.length + 1
    )
    const trials = new Float64Array(patterns.length)
    const events = new Float64Array(patterns.length)
    const outcomes = Float64Array.from(rows, (row) => row[outcome])
    patternOf.forEach((g, i) => {
      trials[g]! += 1
      events[g]! += outcomes[i]!
    })
    const fit = fitFirth(design, { trials, events })!
    return { design, fit, outcomes, trials, events }
  }
  const weights = new Float64Array(rows.length).fill(1)
  const accounts = [...new Set(rows.map((row) => row.account))]
  const clusters = clustersOf(
    new Float64Array(rows.length),
    accounts.map((account) => {
      const kinds = Int32Array.from(rows.flatMap((row, i) => (row.account === account ? [i] : [])))
      return { kinds, counts: new Float64Array(kinds.length).fill(1) }
    })
  )
  const detractors = model(DETRACTOR_COLUMNS, 'detractor')
  const promoters = model(PROMOTER_COLUMNS, 'promoter')
  const independent = { patternOf, weights, clusters: null }
  return { detractors, promoters, independent, clustered: { patternOf, weights, clusters } }
}
