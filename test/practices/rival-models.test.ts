// The practice of trees, forests and support vector machines: they come in only if they beat the regression.
import { describe, expect, it } from 'vitest'
import { themeIndex } from '../../src/insight/cells/theme-index.ts'
import { featureTable } from '../../src/insight/prediction/feature-table.ts'
import { predictOutcome } from '../../src/insight/prediction/predict-outcome.ts'
import {
  drawGroup,
  type PlantedRow,
  plantedSurvey,
  seededRandom,
} from '../insight/planted-survey.ts'
import {
  decisionTree,
  type Model,
  randomForest,
  supportVectors,
  type Training,
} from '../quality/rival-models.ts'

describe('decision trees, random forest, SVM', () => {
  const random = seededRandom(12)
  const columns = plantedSurvey(
    Array.from({ length: 500 }, (): PlantedRow => {
      const isBasic = random() < 0.5
      const raised = [0, 1].filter(() => random() < 0.3)
      return {
        group: drawGroup(random, 0.1 + 0.2 * Number(isBasic) + 0.2 * raised.length, 0.3),
        hasComment: true,
        mentions: raised.map((theme) => [theme, 'negative'] as const),
        segments: { plan: isBasic ? 'basic' : 'pro' },
      }
    })
  )
  const prediction = predictOutcome(columns)
  const table = featureTable(columns, themeIndex(columns), ['plan'])
  const outcomes = Float64Array.from(columns.scoreGroups, (group) => Number(group === 'detractor'))
  const rows = columns.scoreGroups.map((_, row) => row)
  const loss = (share: number, row: number) =>
    -Math.log(outcomes[row] === 1 ? share : 1 - share) / rows.length
  const heldOut = (train: (training: Training) => Model) =>
    [0, 1, 2, 3, 4].reduce((sum, fold) => {
      const model = train({ table, outcomes, rows: rows.filter((row) => row % 5 !== fold) })
      const own = rows.filter((row) => row % 5 === fold)
      return sum + own.reduce((part, row) => part + loss(model(row), row), 0)
    }, 0)
  const regression = rows.reduce((sum, row) => sum + loss(prediction?.risks[row] ?? 0.5, row), 0)
  const share = outcomes.reduce((sum, value) => sum + value, 0) / rows.length
  const baseRate = rows.reduce((sum, row) => sum + loss(share, row), 0)

  it('find what is planted, so that the comparison is fair, and do not beat the regression on held-out log loss: left out', () => {
    const rivals = [
      heldOut(decisionTree),
      heldOut((training) => randomForest(training, 10, 40)),
      heldOut(supportVectors),
    ]
    for (const rival of rivals) {
      expect(rival).toBeLessThan(baseRate)
      expect(rival).toBeGreaterThan(regression - 0.003)
    }
    expect(regression).toBeLessThan(baseRate - 0.03)
    expect(prediction?.method).toContain('logistic')
  })
})
