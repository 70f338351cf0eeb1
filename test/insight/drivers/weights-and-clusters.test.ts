import { describe, expect, it } from 'vitest'
import type { DriverInput } from '../../../src/domain/driver.ts'
import type { DriverViews } from '../../../src/insight/drivers/driver-views.ts'
import { rankDrivers } from '../../../src/insight/drivers/rank-drivers.ts'
import { effectiveBase, populationWeights } from '../../../src/stats/weights.ts'
import { simulateSurvey } from '../../quality/effect-simulation.ts'
import { makeSurvey, OPTIONS } from './make-survey.ts'

const survey = simulateSurvey('standard', 800, 51)
const weighted = (weights: number[], input: DriverInput = survey) =>
  rankDrivers({ ...input, weights }, OPTIONS)

describe('weighted responses', () => {
  it('give the same estimates as unweighted ones when all weigh the same', () => {
    const [plain, same] = [rankDrivers(survey, OPTIONS), weighted(survey.scoreGroups.map(() => 3))]
    same.themes.forEach((theme, i) => {
      const own = plain.themes[i]!.effect!
      expect(theme.effect!.onDetractorShare.estimate).toBeCloseTo(own.onDetractorShare.estimate, 9)
      expect(theme.effect!.leaveOut.npsPoints).toBeCloseTo(own.leaveOut.npsPoints, 9)
      expect(theme.mentionCount).toBe(plain.themes[i]!.mentionCount)
    })
    expect(same.summary.npsConfLow).toBeCloseTo(plain.summary.npsConfLow!, 9)
    expect((same.drivers as DriverViews).effectiveBase).toBeCloseTo(800, 9)
    expect((plain.drivers as DriverViews).effectiveBase).toBeNull()
    expect(same.themes[0]!.effect!.onDetractorShare.method).toContain('cluster-delta')
  })

  it('move shares towards the population, and count the loss of information', () => {
    const plan = survey.segments.plan as string[]
    const { weights } = populationWeights(plan, { legacy: 0.7, current: 0.3 })
    const result = weighted(weights)
    const unweighted = rankDrivers(survey, OPTIONS)
    expect(result.summary.detractorShare!).toBeGreaterThan(unweighted.summary.detractorShare!)
    expect(result.summary.base).toBe(800)
    const width = (s: typeof result.summary) => s.npsConfHigh! - s.npsConfLow!
    expect(width(result.summary)).toBeGreaterThan(width(unweighted.summary))
    const { summary } = result
    const [d, p] = [summary.detractorShare!, summary.promoterShare!]
    const half = 196 * Math.sqrt((d + p - (p - d) ** 2) / effectiveBase(weights))
    // The adjusted interval is the plain one but for its three pseudo-respondents.
    expect(Math.abs(width(summary) / 2 / half - 1)).toBeLessThan(0.01)
    const [warning] = result.warnings.filter((w) => w.code === 'weighted-responses')
    expect(warning!.detail).toMatch(/800 of them tell as much as \d+ unweighted/)
  })

  it('leave out a response of weight 0, which only counts as a mention', () => {
    const { themes, summary } = makeAllZero()
    expect(themes[1]).toMatchObject({ rank: null, effect: null, status: 'unscored' })
    expect(themes[1]!.mentionCount).toBe(12)
    expect(themes[0]!.rank).toBe(1)
    expect(summary.base).toBe(72)
  })

  function makeAllZero() {
    const input = makeSurvey(
      ['speed', 'ghost'],
      [
        { count: 30, group: 'detractor', says: '-speed' },
        { count: 12, group: 'detractor', says: '-ghost' },
        { count: 30, group: 'promoter' },
        { count: 12, group: 'passive', says: '-speed' },
      ]
    )
    const ghost = new Set(input.mentions.filter((m) => m.theme === 1).map((m) => m.response))
    return weighted(
      input.scoreGroups.map((_, i) => (ghost.has(i) ? 0 : 1)),
      input
    )
  }

  it('are refused when negative, not a number, or all 0', () => {
    expect(() => weighted(survey.scoreGroups.map(() => -1))).toThrow('weight: expected a number')
    expect(() => weighted(survey.scoreGroups.map(() => Number.NaN))).toThrow('weight')
    expect(() => weighted(survey.scoreGroups.map(() => 0))).toThrow('a weight above 0')
  })

  it('do no harm where nobody has a score', () => {
    const input = makeSurvey(['speed'], [{ count: 3, says: '-speed' }])
    expect(weighted([1, 1, 1], input).summary.base).toBe(0)
  })
})

describe('responses of the same account', () => {
  it('widen the NPS interval when they agree with each other', () => {
    const input = makeSurvey(
      ['speed'],
      [
        { count: 60, group: 'detractor', says: '-speed', cluster: (i) => `d${i % 6}` },
        { count: 90, group: 'promoter', cluster: (i) => `p${i % 30}` },
        { count: 30, group: 'passive', says: '-speed', cluster: (i) => `x${i}` },
      ]
    )
    const result = rankDrivers(input, OPTIONS)
    const { clustering } = result.drivers as DriverViews
    expect(clustering).toMatchObject({ clusterCount: 66, largestCluster: 10 })
    expect(clustering!.designEffect).toBeGreaterThan(4)
    expect(clustering!.npsConfLow).toBeLessThan(result.summary.npsConfLow!)
    expect(result.warnings.map((w) => w.code)).not.toContain('few-clusters')
  })

  it('may be very many', { timeout: 30_000 }, () => {
    const input = makeSurvey(
      ['speed'],
      [
        { count: 2, group: 'detractor', says: '-speed', cluster: () => 'twice' },
        { count: 150_000, group: 'promoter', cluster: (i) => `p${i}` },
        { count: 20, group: 'detractor', says: '-speed', cluster: (i) => `d${i}` },
      ]
    )
    const { clustering } = rankDrivers(input, OPTIONS).drivers as DriverViews
    expect(clustering!.clusterCount).toBe(150_021)
  })

  it('are warned of when they come from few accounts', () => {
    const input = makeSurvey(
      ['speed'],
      [
        { count: 30, group: 'detractor', says: '-speed', cluster: (i) => `a${i % 4}` },
        { count: 40, group: 'promoter', cluster: (i) => `a${i % 5}` },
      ]
    )
    const result = rankDrivers(input, OPTIONS)
    const [warning] = result.warnings.filter((w) => w.code === 'few-clusters')
    expect(warning!.detail).toContain('Only 5 respondents or accounts')
  })

  it('leave an interval without width where there is one account alone, and one score', () => {
    const one = makeSurvey(
      ['speed'],
      [
        { count: 30, group: 'detractor', says: '-speed', cluster: () => 'acme' },
        { count: 40, group: 'promoter', cluster: () => 'acme' },
      ]
    )
    const { clustering } = rankDrivers(one, OPTIONS).drivers as DriverViews
    expect(clustering!.clusterCount).toBe(1)
    expect(clustering!.npsConfHigh - clustering!.npsConfLow).toBeLessThan(1e-6)
  })
})
