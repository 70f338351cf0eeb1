import { describe, expect, it } from 'vitest'
import { calibration, concordance } from '../../src/stats/classification.ts'
import { SURVEY, surveyModels } from './survey-fixture.ts'

const of = (probabilities: number[], trials: number[], events: number[]) => ({
  probabilities: Float64Array.from(probabilities),
  trials: Float64Array.from(trials),
  events: Float64Array.from(events),
})

describe('concordance', () => {
  it('agrees with R’s Wilcoxon statistic', () => {
    const { fit, trials, events } = surveyModels().detractors
    const auc = concordance({ probabilities: fit.probabilities, trials, events })
    expect(auc).toBeCloseTo(SURVEY.concordance, 8)
  })

  it('is 1 for a perfect model, a half for a useless one, and unknown without events', () => {
    expect(concordance(of([0.1, 0.9], [5, 5], [0, 5]))).toBe(1)
    expect(concordance(of([0.4, 0.4], [5, 5], [1, 4]))).toBe(0.5)
    expect(concordance(of([0.1, 0.9], [5, 5], [0, 0]))).toBeNull()
  })
})

describe('calibration', () => {
  it('finds nothing wrong where predicted and observed shares are equal', () => {
    const { groups, pValue } = calibration(
      of([0.1, 0.2, 0.5, 0.8], [10, 10, 10, 10], [1, 2, 5, 8]),
      4
    )
    expect(groups).toHaveLength(4)
    expect(groups[3]!.predictedShare).toBeCloseTo(0.8, 12)
    expect(groups[3]).toMatchObject({ base: 10, observedShare: 0.8 })
    expect(pValue).toBeCloseTo(1, 6)
  })

  it('finds a model that promises too much', () => {
    const { pValue } = calibration(of([0.1, 0.2, 0.5, 0.8], [90, 90, 90, 90], [5, 40, 70, 85]), 4)
    expect(pValue).toBeLessThan(0.001)
  })

  it('keeps equal predictions together and gives no test for fewer than three groups', () => {
    const { groups, pValue } = calibration(of([0.3, 0.3, 0.6], [50, 50, 100], [10, 20, 60]), 10)
    expect(groups.map(({ base }) => base)).toEqual([100, 100])
    expect(pValue).toBeNull()
  })

  it('passes over patterns that weigh nothing', () => {
    const { groups } = calibration(of([0.3, 0.6], [0, 100], [0, 60]), 10)
    expect(groups).toHaveLength(1)
  })
})
