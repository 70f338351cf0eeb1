import { describe, expect, it } from 'vitest'
import type { DriverInput } from '../../../src/domain/driver.ts'
import { METHOD_VERSION, rankDrivers } from '../../../src/insight/drivers/rank-drivers.ts'
import { benjaminiHochberg } from '../../../src/stats/benjamini-hochberg.ts'
import { simulateSurvey } from '../../quality/effect-simulation.ts'
import { SURVEY } from '../../stats/survey-fixture.ts'
import { makeSurvey, OPTIONS } from './make-survey.ts'

const codes = (result: ReturnType<typeof rankDrivers>) => result.warnings.map((w) => w.code)

/** The survey that R analysed: four complaints, praise of the first theme, a segment, accounts. */
const R_SURVEY: DriverInput = {
  scoreGroups: SURVEY.rows.map((r) =>
    r.detractor ? 'detractor' : r.promoter ? 'promoter' : 'passive'
  ),
  hasUsableComment: SURVEY.rows.map(() => true),
  themes: ['a', 'b', 'c', 'd'].map((id) => ({ id, isRankable: true, isAffectOnly: false })),
  mentions: SURVEY.rows.flatMap((r, response) => [
    ...[r.T1, r.T2, r.T3, r.T4].flatMap((raised, theme) =>
      raised ? [{ response, theme, polarity: 'negative' as const }] : []
    ),
    ...(r.S1 ? [{ response, theme: 0, polarity: 'positive' as const }] : []),
  ]),
  segments: { plan: SURVEY.rows.map((r) => (r.legacy ? 'legacy' : 'current')) },
  clusters: SURVEY.rows.map(() => null),
}
const R_ACCOUNTS = { ...R_SURVEY, clusters: SURVEY.rows.map((r) => `account ${r.account}`) }

describe('rankDrivers', () => {
  it('agrees with R on every effect of a survey to 1e-8, from mentions to points', () => {
    const result = rankDrivers(R_SURVEY, OPTIONS)
    result.themes.forEach((theme, i) => {
      const { estimate, confLow, confHigh } = theme.effect!.onDetractorShare
      expect(estimate).toBeCloseTo(SURVEY.effects[i]!.estimate, 8)
      expect((confHigh - confLow) / (2 * 1.959963984540054)).toBeCloseTo(
        SURVEY.effects[i]!.stdError,
        8
      )
    })
    expect(result.themes[0]!.effect!.onPromoterShare.estimate).toBeCloseTo(
      SURVEY.praise.estimate,
      8
    )
    expect(result.themes[0]!.effect!.onNpsPoints.estimate).toBeCloseTo(SURVEY.nps.estimate, 6)
    expect(result.themes.map((t) => t.rank)).toEqual([1, 4, 3, 2])
    expect(result.version).toBe(METHOD_VERSION)
    expect(result.themes[0]!.effect!.onDetractorShare.method).toBe(
      'firth-logistic+g-computation+delta'
    )
    expect(result.themes[0]!.effect!.recoverableDetractors).toBeCloseTo(
      360 * SURVEY.effects[0]!.estimate,
      6
    )
  })

  it('allows for accounts as R does, with t limits and a warning', () => {
    const result = rankDrivers(R_ACCOUNTS, OPTIONS)
    const { confLow, confHigh, method } = result.themes[0]!.effect!.onDetractorShare
    // t with 119 degrees of freedom.
    expect((confHigh - confLow) / (2 * 1.980099876)).toBeCloseTo(
      SURVEY.effects[0]!.clusterStdError,
      8
    )
    expect(method).toBe('firth-logistic+g-computation+cluster-delta')
    expect(codes(result)).toContain('clustered-responses')
  })

  it('corrects for the number of ranked themes, not for those that are only shown', () => {
    const survey = simulateSurvey('standard', 400, 71)
    const extra = ['x', 'y', 'z'].map((id) => ({ id, isRankable: true, isAffectOnly: false }))
    const rare = extra.flatMap((_, k) =>
      [0, 1, 2].map((i) => ({ response: 20 * k + i, theme: 6 + k, polarity: 'negative' as const }))
    )
    const input = {
      ...survey,
      themes: [...survey.themes, ...extra],
      mentions: [...survey.mentions, ...rare],
    }
    const { themes } = rankDrivers(input, OPTIONS)
    const ranked = themes
      .filter((t) => t.status === 'ranked')
      .map((t) => t.effect!.onDetractorShare)
    expect(ranked).toHaveLength(6)
    expect(ranked.map((e) => e.qValue)).toEqual(benjaminiHochberg(ranked.map((e) => e.pValue)))
  })

  it('clears the innocent theme that goes with a guilty one', () => {
    const result = rankDrivers(simulateSurvey('standard', 2000, 7), OPTIONS)
    const [speed, , , , , holdMusic] = result.themes
    expect(speed!.rank).toBe(1)
    expect(speed!.effect!.onDetractorShare.qValue).toBeLessThan(0.01)
    expect(holdMusic!.effect!.leaveOut.detractorShare).toBeGreaterThan(0.015)
    expect(holdMusic!.flags).toContain('confounded')
    expect(holdMusic!.effect!.onDetractorShare.qValue).toBeGreaterThan(0.05)
  })

  it('reports leave-out as other tools do: all respondents minus those who never mention the theme', () => {
    const survey = makeSurvey(
      ['speed'],
      [
        { count: 30, group: 'detractor', says: '-speed' },
        { count: 10, group: 'promoter', says: '+speed' },
        { count: 20, group: 'detractor', says: '' },
        { count: 40, group: 'promoter' },
      ]
    )
    const { leaveOut } = rankDrivers(survey, OPTIONS).themes[0]!.effect!
    expect(leaveOut.detractorShare).toBeCloseTo(50 / 100 - 20 / 60, 12)
    expect(leaveOut.npsPoints).toBeCloseTo(0 - (100 * (40 - 20)) / 60, 10)
  })

  it('counts respondents, not clauses', () => {
    const survey = makeSurvey(
      ['speed'],
      [{ count: 12, group: 'detractor', says: '-speed -speed =speed' }]
    )
    const [theme] = rankDrivers(survey, OPTIONS).themes
    expect(theme).toMatchObject({ mentionCount: 12, negativeCount: 12, neutralCount: 12 })
    expect(theme!.mentionShare).toBe(1)
  })

  it('keeps respondents without a comment in the base of effects, and adjusts for commenting', () => {
    const survey = simulateSurvey('selective-comments', 2000, 3)
    const result = rankDrivers(survey, OPTIONS)
    expect(result.themes[0]!.effect!.onDetractorShare.base).toBe(2000)
    expect(result.drivers.adjustsForCommenting).toBe(true)
    expect(result.summary.commenters.detractorShare!).toBeGreaterThan(
      result.summary.detractorShare! + 0.1
    )
    expect(codes(result)).toContain('commenters-differ')
    // Without the column every complaint would look guilty, the innocent portal too.
    expect(result.themes[4]!.effect!.onDetractorShare.qValue).toBeGreaterThan(0.05)
  })

  it('gives nulls and a warning where nobody gave a score', () => {
    const survey = simulateSurvey('standard', 50, 1)
    const result = rankDrivers(
      { ...survey, scoreGroups: survey.scoreGroups.map(() => null) },
      OPTIONS
    )
    expect(result.summary).toMatchObject({ base: 0, npsPoints: null, detractorShare: null })
    expect(result.themes.every((theme) => theme.effect === null)).toBe(true)
    expect(result.themes.every((theme) => theme.status === 'unscored')).toBe(true)
    expect(codes(result)).toEqual(['no-scores'])
    expect(result.drivers).toEqual({})
  })

  it('gives an empty result for an empty survey', () => {
    const result = rankDrivers(makeSurvey([], []), OPTIONS)
    expect(result.themes).toEqual([])
    expect(result.summary.commentBase).toBe(0)
  })

  it('ranks nothing where nobody is a detractor, and says so', () => {
    const survey = makeSurvey(
      ['speed'],
      [
        { count: 40, group: 'promoter', says: '-speed' },
        { count: 40, group: 'passive' },
      ]
    )
    const result = rankDrivers(survey, OPTIONS)
    expect(result.themes[0]).toMatchObject({ status: 'insufficient', rank: null })
    expect(result.themes[0]!.effect!.onDetractorShare.method).toBe('unadjusted-newcombe')
    expect(codes(result)).toEqual(['one-sided-scores'])
  })

  it('leaves affect, "other" and rare themes out of the ranking, each with its status', () => {
    const survey = makeSurvey(
      ['speed', 'love-it', 'other', 'rare', 'never', 'all'],
      [
        { count: 30, group: 'detractor', says: '-speed -love-it -all' },
        { count: 20, group: 'promoter', says: '+love-it -other -all' },
        { count: 4, group: 'passive', says: '-rare -all' },
        { count: 26, group: 'passive', says: '-speed -all' },
        { count: 5, says: '-never' },
      ]
    )
    const result = rankDrivers(survey, OPTIONS)
    expect(result.themes.map((t) => t.status)).toEqual([
      'ranked',
      'affect-only',
      'insufficient',
      'insufficient',
      'unscored',
      'insufficient',
    ])
    expect(result.themes[1]!.flags).toContain('not-adjusted')
    expect(result.themes[3]!.flags).toContain('small-base')
    expect(result.themes[4]).toMatchObject({ effect: null, flags: [], detractorShare: null })
    expect(result.themes[5]!.effect).toBeNull()
  })

  it('ranks one theme for every five detractors, the most mentioned, and groups the rest', () => {
    const ids = ['a', 'b', 'c', 'd']
    const survey = makeSurvey(ids, [
      { count: 4, group: 'detractor', says: '-a -b' },
      { count: 4, group: 'detractor', says: '-c -d' },
      { count: 3, group: 'detractor', says: '-b' },
      { count: 10, group: 'promoter', says: '-a +c' },
      { count: 8, group: 'promoter', says: '+d -c' },
      { count: 30, group: 'passive' },
    ])
    const result = rankDrivers(survey, { ...OPTIONS, minMentions: 5 })
    expect(result.themes.filter((t) => t.status === 'ranked')).toHaveLength(2)
    const [warning] = result.warnings.filter((w) => w.code === 'too-many-themes')
    expect(warning!.detail).toContain('11 detractors and 48 others allow 2 themes')
  })

  it('gives a theme that is only praised an effect of exactly 0 on detractors', () => {
    const survey = makeSurvey(
      ['speed', 'staff'],
      [
        { count: 30, group: 'detractor', says: '-speed' },
        { count: 30, group: 'promoter', says: '+staff' },
        { count: 10, group: 'passive', says: '+staff' },
        { count: 30, group: 'promoter' },
        { count: 10, group: 'passive', says: '-speed' },
      ]
    )
    const { effect } = rankDrivers(survey, OPTIONS).themes[1]!
    expect(effect!.onDetractorShare).toMatchObject({
      estimate: 0,
      confLow: 0,
      confHigh: 0,
      pValue: 1,
      method: 'no-such-mentions',
    })
    expect(effect!.onPromoterShare.method).toContain('g-computation')
    expect(effect!.onNpsPoints.estimate).toBeCloseTo(100 * effect!.onPromoterShare.estimate, 10)
  })

  it('keeps two themes that are always raised together finite, and names them', () => {
    const survey = simulateSurvey('standard', 400, 5)
    const kept = survey.mentions.filter((m) => m.theme !== 5)
    const doubled = kept.filter((m) => m.theme === 0).map((m) => ({ ...m, theme: 5 }))
    const result = rankDrivers({ ...survey, mentions: [...kept, ...doubled] }, OPTIONS)
    expect(result.themes[0]!.flags).toContain('collinear')
    expect(result.themes[0]!.effect!.onDetractorShare.estimate).toBeCloseTo(
      result.themes[5]!.effect!.onDetractorShare.estimate,
      6
    )
    expect(codes(result)).toContain('ridge-fallback')
    const [warning] = result.warnings.filter((w) => w.code === 'collinear-themes')
    expect(warning!.detail).toContain('"speed" and "hold-music"')
  })

  it('changes no digit when responses are permuted', () => {
    for (const world of ['standard', 'clustered'] as const) {
      const survey = simulateSurvey(world, 300, 11)
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
      const own = JSON.stringify(rankDrivers(survey, OPTIONS).themes)
      if (world === 'standard') {
        expect(rankDrivers(permuted, OPTIONS)).toEqual(rankDrivers(survey, OPTIONS))
      } else {
        // Sums over the members of a cluster run in the order of responses: the last digits may differ.
        const digits = (text: string) => text.replace(/(\.\d{9})\d+/g, '$1')
        expect(digits(JSON.stringify(rankDrivers(permuted, OPTIONS).themes))).toBe(digits(own))
      }
    }
  })

  it('relabels its results when themes are relabelled', () => {
    const survey = simulateSurvey('standard', 500, 13)
    const order = [3, 5, 0, 1, 4, 2]
    const relabelled: DriverInput = {
      ...survey,
      themes: order.map((old) => survey.themes[old]!),
      mentions: survey.mentions.map((m) => ({ ...m, theme: order.indexOf(m.theme) })),
    }
    const [before, after] = [rankDrivers(survey, OPTIONS), rankDrivers(relabelled, OPTIONS)]
    order.forEach((old, i) => {
      expect(after.themes[i]!.rank).toBe(before.themes[old]!.rank)
      expect(after.themes[i]!.effect!.onDetractorShare.confLow).toBeCloseTo(
        before.themes[old]!.effect!.onDetractorShare.confLow,
        9
      )
    })
  })

  it('narrows intervals and keeps estimates when every response is there twice', () => {
    const survey = simulateSurvey('standard', 1000, 17)
    const twice = <T>(values: readonly T[]) => [...values, ...values]
    const doubled: DriverInput = {
      ...survey,
      scoreGroups: twice(survey.scoreGroups),
      hasUsableComment: twice(survey.hasUsableComment),
      mentions: [
        ...survey.mentions,
        ...survey.mentions.map((m) => ({ ...m, response: m.response + 1000 })),
      ],
      segments: { plan: twice(survey.segments.plan ?? []) },
      clusters: twice(survey.clusters),
    }
    const [once, both] = [rankDrivers(survey, OPTIONS), rankDrivers(doubled, OPTIONS)]
    once.themes.forEach((theme, i) => {
      const [a, b] = [theme.effect!.onDetractorShare, both.themes[i]!.effect!.onDetractorShare]
      expect(Math.abs(a.estimate - b.estimate)).toBeLessThan(0.002)
      expect((a.confHigh - a.confLow) / (b.confHigh - b.confLow)).toBeCloseTo(Math.SQRT2, 1)
    })
  })

  it('leaves its input as it was', () => {
    const survey = simulateSurvey('clustered', 200, 2)
    const copy = structuredClone(survey)
    rankDrivers(survey, { ...OPTIONS, scenario: { speed: 0.5 } })
    expect(survey).toEqual(copy)
  })

  it('refuses a level outside (0, 1)', () => {
    expect(() => rankDrivers(R_SURVEY, { ...OPTIONS, confLevel: 95 })).toThrow('confLevel')
  })
})
