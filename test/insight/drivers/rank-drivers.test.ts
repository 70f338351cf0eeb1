import { describe, expect, it } from 'vitest'
import type { DriverInput } from '../../../src/domain/driver.ts'
import { rankDrivers } from '../../../src/insight/drivers/rank-drivers.ts'
import { simulateSurvey } from '../../quality/effect-simulation.ts'

const OPTIONS = { confLevel: 0.95, minMentions: 10, seed: 1 }

describe('rankDrivers', () => {
  it('ranks the guilty theme first and clears the innocent one that goes with it', () => {
    const result = rankDrivers(simulateSurvey('standard', 2000, 7), OPTIONS)
    const [speed, , , , , holdMusic] = result.themes
    expect(speed?.rank).toBe(1)
    expect(speed?.effect?.onDetractorShare.qValue).toBeLessThan(0.01)
    expect(holdMusic?.effect?.leaveOut.detractorShare).toBeGreaterThan(0.015)
    expect(holdMusic?.flags).toContain('confounded')
    expect(holdMusic?.effect?.onDetractorShare.qValue).toBeGreaterThan(0.05)
  })

  it('gives nulls and a warning where nobody gave a score', () => {
    const survey = simulateSurvey('standard', 50, 1)
    const result = rankDrivers(
      { ...survey, scoreGroups: survey.scoreGroups.map(() => null) },
      OPTIONS
    )
    expect(result.summary.npsPoints).toBeNull()
    expect(result.themes.every((theme) => theme.effect === null)).toBe(true)
    expect(result.themes.every((theme) => theme.status === 'unscored')).toBe(true)
    expect(result.warnings.map((w) => w.code)).toEqual(['no-scores'])
  })

  it('gives an empty result for an empty survey', () => {
    const empty: DriverInput = {
      scoreGroups: [],
      hasUsableComment: [],
      themes: [],
      mentions: [],
      segments: {},
      clusters: [],
    }
    expect(rankDrivers(empty, OPTIONS).themes).toEqual([])
  })

  it('ranks no theme that fewer respondents mention than asked for', () => {
    const result = rankDrivers(simulateSurvey('rare', 200, 3), { ...OPTIONS, minMentions: 20 })
    expect(result.themes.some((theme) => theme.status === 'insufficient')).toBe(true)
    const unranked = result.themes.filter((theme) => theme.status === 'insufficient')
    expect(unranked.every((theme) => theme.rank === null)).toBe(true)
    expect(unranked.every((theme) => theme.flags.includes('not-adjusted'))).toBe(true)
  })

  it('keeps two themes that are always raised together finite and says that it could not part them', () => {
    const survey = simulateSurvey('standard', 400, 5)
    const kept = survey.mentions.filter((m) => m.theme !== 5)
    const doubled = kept.filter((m) => m.theme === 0).map((m) => ({ ...m, theme: 5 }))
    const result = rankDrivers({ ...survey, mentions: [...kept, ...doubled] }, OPTIONS)
    expect(result.themes[0]?.flags).toContain('collinear')
    expect(result.themes[0]?.effect?.onDetractorShare.estimate).toBeCloseTo(
      result.themes[5]?.effect?.onDetractorShare.estimate ?? Number.NaN,
      6
    )
    expect(result.warnings.map((w) => w.code)).toContain('ridge-fallback')
  })

  it('changes no digit when responses are permuted', () => {
    const survey = simulateSurvey('standard', 300, 11)
    const order = survey.scoreGroups.map((_, i) => (i * 7) % 300)
    const placeOf = new Map(order.map((row, place) => [row, place]))
    const pick = <T>(values: readonly T[]) => order.map((row) => values[row] as T)
    const permuted: DriverInput = {
      ...survey,
      scoreGroups: pick(survey.scoreGroups),
      hasUsableComment: pick(survey.hasUsableComment),
      mentions: survey.mentions.map((m) => ({ ...m, response: placeOf.get(m.response) ?? 0 })),
      segments: { plan: pick(survey.segments.plan ?? []) },
      clusters: pick(survey.clusters),
    }
    expect(rankDrivers(permuted, OPTIONS)).toEqual(rankDrivers(survey, OPTIONS))
  })
})
