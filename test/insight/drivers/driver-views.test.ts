import { describe, expect, it } from 'vitest'
import { encodeCovariates } from '../../../src/insight/drivers/covariates.ts'
import type { DriverViews } from '../../../src/insight/drivers/driver-views.ts'
import type { EffectErrors } from '../../../src/insight/drivers/inference.ts'
import { varianceInflation } from '../../../src/insight/drivers/model-diagnostics.ts'
import { fitModel } from '../../../src/insight/drivers/outcome-models.ts'
import { patternTable } from '../../../src/insight/drivers/pattern-table.ts'
import { rankDrivers } from '../../../src/insight/drivers/rank-drivers.ts'
import { rankStability } from '../../../src/insight/drivers/rank-stability.ts'
import { countSurvey } from '../../../src/insight/drivers/survey.ts'
import type { LinearisedEffect } from '../../../src/stats/effect-covariance.ts'
import { simulateSurvey } from '../../quality/effect-simulation.ts'
import { makeSurvey, OPTIONS } from './make-survey.ts'

const result = rankDrivers(simulateSurvey('standard', 2000, 21), OPTIONS)
const views = result.drivers as DriverViews

describe('the joint effect of the top themes', () => {
  it('starts with the first rank and grows with each theme, by less than single effects add up to', () => {
    const single = result.themes
      .filter((t) => t.effect!.onDetractorShare.estimate > 0)
      .sort((a, b) => a.rank! - b.rank!)
      .map((t) => t.effect!.onDetractorShare.estimate)
    expect(views.joint[0]!.themeIds).toEqual(['speed'])
    expect(views.joint[0]!.onDetractorShare.estimate).toBeCloseTo(single[0]!, 12)
    const curve = views.joint.map((j) => j.onDetractorShare.estimate)
    curve.slice(1).forEach((value, i) => {
      expect(value).toBeGreaterThan(curve[i]!)
    })
    expect(curve.at(-1)!).toBeLessThan(single.reduce((a, b) => a + b, 0))
    expect(views.joint[1]!.recoverableDetractors).toBeCloseTo(2000 * curve[1]!, 8)
    expect(views.joint[1]!.onDetractorShare.confLow).toBeLessThan(curve[1]!)
  })
})

describe('the additive view', () => {
  it('adds up to the effect of all ranked themes together', () => {
    const { total, themes, method } = views.additive
    expect(method).toBe('exact')
    const sum = themes.reduce((all, { part }) => all + part.estimate, 0)
    expect(sum).toBeCloseTo(total.estimate, 12)
    expect(themes).toHaveLength(6)
    expect(total.method).toBe('average-attributable-fraction+firth-logistic+g-computation+delta')
    expect(themes[0]!.part.confLow).toBeLessThan(themes[0]!.part.estimate)
  })
})

describe('hidden causes', () => {
  it('would have to be strong for the guilty theme and could be weak for the innocent ones', () => {
    const [speed] = views.hiddenCauses
    expect(speed!.themeId).toBe('speed')
    const { estimate } = result.themes[0]!.effect!.onDetractorShare
    expect(speed!.riskRatio).toBeGreaterThan(1.3)
    expect(speed!.strength).toBeGreaterThan(speed!.strengthAtLimit)
    expect(speed!.strengthAtLimit).toBeGreaterThan(1.3)
    expect(estimate).toBeGreaterThan(0)
    const portal = views.hiddenCauses.find((h) => h.themeId === 'portal')
    expect(portal!.strengthAtLimit).toBe(1)
  })

  it('counts a protective theme by the end of its interval next to 0', () => {
    const manual = views.hiddenCauses.find((h) => h.themeId === 'manual')
    expect(manual!.riskRatio).toBeLessThan(1)
    expect(manual!.strengthAtLimit).toBeLessThan(manual!.strength)
    expect(manual!.strengthAtLimit).toBeGreaterThan(1)
  })

  it('is the fitted detractor share of complainers over the same without the complaint', () => {
    const survey = makeSurvey(
      ['speed'],
      [
        { count: 300, group: 'detractor', says: '-speed' },
        { count: 100, group: 'promoter', says: '-speed' },
        { count: 100, group: 'detractor' },
        { count: 300, group: 'promoter' },
      ]
    )
    const { hiddenCauses } = rankDrivers(survey, OPTIONS).drivers as DriverViews
    expect(hiddenCauses[0]!.riskRatio).toBeCloseTo(300.5 / 100.5, 9)
  })
})

describe('the promoters’ list', () => {
  it('ranks praise by what it does to promoter share, and leaves out what nobody praises', () => {
    expect(views.promoters.map((p) => p.rank)).toEqual([1, 2, 3])
    expect(new Set(views.promoters.map((p) => p.themeId))).toEqual(
      new Set(['speed', 'price', 'outages'])
    )
    expect(views.promoters[0]!.onPromoterShare.qValue).toBeLessThan(0.01)
  })
})

describe('the passives’ list', () => {
  it('finds that praise makes promoters of passives', () => {
    const praised = views.passives.filter((p) => p.polarity === 'positive')
    expect(praised.every((p) => p.onPassiveShare.estimate < 0)).toBe(true)
    const { base } = views.passives[0]!.onPassiveShare
    expect(base).toBe(2000 - Math.round(2000 * result.summary.detractorShare!))
    const sizes = views.passives.map((p) => Math.abs(p.onPassiveShare.estimate))
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
  })

  it('is empty where nobody is passive', () => {
    const survey = makeSurvey(
      ['speed'],
      [
        { count: 30, group: 'detractor', says: '-speed' },
        { count: 40, group: 'promoter' },
        { count: 5, group: 'promoter', says: '-speed' },
      ]
    )
    const { passives, diagnostics } = rankDrivers(survey, OPTIONS).drivers as DriverViews
    expect(passives).toEqual([])
    expect(diagnostics.map((d) => d.outcome)).toEqual(['detractors', 'promoters'])
  })

  it('keeps the clusters of those who remain', () => {
    const clustered = rankDrivers(simulateSurvey('clustered', 500, 4), OPTIONS)
    const [first] = (clustered.drivers as DriverViews).passives
    expect(first!.onPassiveShare.method).toBe('firth-logistic+g-computation+cluster-delta')
  })
})

describe('promoters that cannot be modelled', () => {
  it('falls back to unadjusted effects where fewer than five are promoters', () => {
    const survey = makeSurvey(
      ['speed'],
      [
        { count: 30, group: 'detractor', says: '-speed' },
        { count: 10, group: 'passive', says: '-speed' },
        { count: 3, group: 'promoter', says: '+speed' },
        { count: 60, group: 'passive' },
      ]
    )
    const { themes, drivers, scenario } = rankDrivers(survey, {
      ...OPTIONS,
      scenario: { speed: 0 },
    })
    expect(themes[0]!.effect!.onPromoterShare.method).toBe('unadjusted-newcombe')
    expect(themes[0]!.effect!.onNpsPoints.method).toBe('unadjusted-newcombe')
    expect(themes[0]!.effect!.onDetractorShare.method).toContain('firth')
    expect((drivers as DriverViews).promoters).toHaveLength(1)
    expect(scenario!.npsPointsChange.estimate).toBeCloseTo(
      -100 * scenario!.detractorShareChange.estimate,
      9
    )
  })
})

describe('variance inflation', () => {
  it('is 1 for a theme alone in its model', () => {
    const survey = countSurvey(
      makeSurvey(
        ['speed'],
        [
          { count: 30, group: 'detractor', says: '-speed' },
          { count: 20, group: 'promoter', says: '-speed' },
          { count: 60, group: 'promoter' },
        ]
      ),
      OPTIONS
    )
    const table = patternTable(survey, encodeCovariates(survey))
    const { model } = fitModel(table, [0], {
      name: 'detractors',
      outcome: 'detractor',
      polarities: ['negative'],
    })
    expect(varianceInflation(model!).get(0)).toBeCloseTo(1, 9)
  })
})

describe('diagnostics', () => {
  it('say how much the models had to go on and how well they fit', () => {
    const [detractors] = views.diagnostics
    expect(detractors).toMatchObject({
      outcome: 'detractors',
      method: 'firth-logistic',
      base: 2000,
      columnCount: 7,
      isConverged: true,
    })
    expect(detractors!.eventsPerColumn).toBeCloseTo(detractors!.events / 7, 12)
    expect(detractors!.discrimination).toBeGreaterThan(0.6)
    expect(detractors!.calibration.pValue).toBeGreaterThan(0.001)
    expect(detractors!.calibration.largestGap).toBeLessThan(0.1)
  })

  it('warn where events are few for the columns', () => {
    const small = rankDrivers(simulateSurvey('standard', 120, 8), { ...OPTIONS, minMentions: 5 })
    const [warning] = small.warnings.filter((w) => w.code === 'few-events')
    expect(warning!.detail).toMatch(/\(detractors \d+ for \d+, .*10 for each is comfortable\)/)
  })
})

describe('rank stability', () => {
  it('is two thirds at the ends and 1 in the middle for three themes that cannot be told apart', () => {
    const effects = [0.02, 0.02, 0.02].map((estimate) => ({ estimate }) as LinearisedEffect)
    const errors = {
      covariance: (a: LinearisedEffect, b: LinearisedEffect) => (a === b ? 1e-4 : 0),
    } as EffectErrors
    const removals = new Map(effects.map((effect, i) => [i, effect]))
    const stability = rankStability([0, 1, 2], removals, errors, 1)
    expect(stability.get(0)).toBeCloseTo(2 / 3, 1)
    expect(stability.get(1)).toBe(1)
    expect(stability.get(2)).toBeCloseTo(2 / 3, 1)
    expect(rankStability([0, 1, 2], removals, errors, 1)).toEqual(stability)
  })

  it('is high for a theme far ahead and lower where effects are close', () => {
    const [speed] = result.themes
    expect(speed!.effect!.stability).toBeGreaterThan(0.95)
    const small = rankDrivers(simulateSurvey('standard', 150, 8), { ...OPTIONS, minMentions: 5 })
    const values = small.themes.flatMap((t) => t.effect?.stability ?? [])
    expect(Math.min(...values)).toBeLessThan(0.9)
  })

  it('is certain where no theme has an effect that could change', () => {
    const survey = makeSurvey(
      ['staff'],
      [
        { count: 30, group: 'detractor' },
        { count: 30, group: 'promoter', says: '+staff' },
      ]
    )
    const [theme] = rankDrivers(survey, OPTIONS).themes
    expect(theme!.effect!.stability).toBe(1)
    expect((rankDrivers(survey, OPTIONS).drivers as DriverViews).joint).toEqual([])
  })
})
