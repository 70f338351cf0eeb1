import { describe, expect, it } from 'vitest'
import { rankDrivers } from '../../../src/insight/drivers/rank-drivers.ts'
import { simulateSurvey } from '../../quality/effect-simulation.ts'
import { makeSurvey, OPTIONS } from './make-survey.ts'

const survey = simulateSurvey('standard', 1500, 31)
const run = (scenario: Record<string, number>) => rankDrivers(survey, { ...OPTIONS, scenario })

describe('a scenario', () => {
  it('changes nothing when every complaint stays', () => {
    const { scenario, summary } = run({ speed: 1 })
    expect(scenario!.detractorShare.estimate).toBeCloseTo(summary.detractorShare!, 12)
    expect(scenario!.npsPoints.estimate).toBeCloseTo(summary.npsPoints!, 10)
    expect(scenario!.detractorShareChange).toMatchObject({ pValue: 1, qValue: 1 })
    expect(scenario!.detractorShare.confLow).toBeLessThan(summary.detractorShare!)
  })

  it('takes the whole effect away when no complaint stays', () => {
    const { scenario, themes } = run({ speed: 0 })
    const { estimate, confLow } = themes[0]!.effect!.onDetractorShare
    expect(scenario!.detractorShareChange.estimate).toBeCloseTo(-estimate, 12)
    expect(scenario!.detractorShareChange.confHigh).toBeCloseTo(-confLow, 9)
    // Spared detractors become passives or promoters, so NPS rises by at least that.
    expect(scenario!.npsPointsChange.estimate).toBeGreaterThan(100 * estimate)
  })

  it('halves complaints of several themes jointly, by less than their single halves add up to', () => {
    const both = run({ speed: 0.5, price: 0.5 })
    const alone = [run({ speed: 0.5 }), run({ price: 0.5 })]
    const change = (r: ReturnType<typeof run>) => r.scenario!.detractorShareChange.estimate
    expect(change(both)).toBeLessThan(Math.min(...alone.map(change)))
    expect(Math.abs(change(both) - alone.reduce((sum, r) => sum + change(r), 0))).toBeLessThan(
      0.002
    )
    expect(both.scenario!.themes).toEqual({ price: 0.5, speed: 0.5 })
    expect(both.scenario!.detractorShareChange.method).toBe(
      'scenario+firth-logistic+g-computation+delta'
    )
  })

  it('says which themes it could not change', () => {
    const { warnings, scenario } = run({ nonsense: 0.5, speed: 0.5 })
    expect(warnings.map((w) => w.code)).toContain('scenario-theme-unknown')
    expect(scenario!.themes).toEqual({ speed: 0.5 })
    const praised = makeSurvey(
      ['speed', 'staff'],
      [
        { count: 30, group: 'detractor', says: '-speed' },
        { count: 30, group: 'promoter', says: '+staff' },
        { count: 30, group: 'passive', says: '-speed' },
      ]
    )
    const other = rankDrivers(praised, { ...OPTIONS, scenario: { staff: 0 } })
    expect(other.warnings.map((w) => w.code)).toContain('scenario-theme-not-modelled')
    expect(other.scenario!.themes).toEqual({})
  })

  it('moves promoters only by themes that the few promoters allow in their model', () => {
    const few = makeSurvey(
      ['speed', 'price'],
      [
        { count: 40, group: 'detractor', says: '-speed' },
        { count: 20, group: 'detractor', says: '-price' },
        { count: 60, group: 'passive' },
        { count: 15, group: 'passive', says: '-speed' },
        { count: 10, group: 'passive', says: '-price' },
        { count: 7, group: 'promoter' },
        { count: 1, group: 'promoter', says: '-price' },
      ]
    )
    const { scenario } = rankDrivers(few, { ...OPTIONS, scenario: { price: 0 } })
    expect(scenario!.themes).toEqual({ price: 0 })
    expect(scenario!.npsPointsChange.estimate).toBeCloseTo(
      -100 * scenario!.detractorShareChange.estimate,
      9
    )
  })

  it('gives null where nothing could be fitted, and refuses a factor outside [0, 1]', () => {
    const empty = makeSurvey(['speed'], [{ count: 3, group: 'promoter' }])
    expect(rankDrivers(empty, { ...OPTIONS, scenario: { speed: 0 } }).scenario).toBeNull()
    expect(() => run({ speed: 1.5 })).toThrow('scenario of "speed": expected a number from 0 to 1')
  })

  it('covers the true change at a rate near its level', { timeout: 30_000 }, () => {
    let covered = 0
    // Truth of removing "speed" in this world, from the generator.
    const truth = -0.034
    for (let seed = 0; seed < 30; seed++) {
      const one = rankDrivers(simulateSurvey('standard', 500, 5000 + seed), {
        ...OPTIONS,
        minMentions: 1,
        scenario: { speed: 0 },
      })
      const { confLow, confHigh } = one.scenario!.detractorShareChange
      if (confLow <= truth && truth <= confHigh) covered++
    }
    expect(covered).toBeGreaterThanOrEqual(25)
  })
})
