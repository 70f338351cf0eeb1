// A test for each practice that people who run NPS programmes expect: the score, its reasons, its cuts.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../src/domain/analysis.ts'
import { SCALES, scoreGroupOf } from '../../src/domain/scale.ts'
import { tellsOfAdvocacy } from '../../src/insight/cases/advocacy.ts'
import { promoterList } from '../../src/insight/cases/case-lists.ts'
import { bandLabel } from '../../src/insight/numbers/band-label.ts'
import { compareBenchmark } from '../../src/insight/numbers/compare-benchmark.ts'
import { rateField } from '../../src/insight/numbers/rate-field.ts'
import { themePairs } from '../../src/insight/numbers/theme-pairs.ts'
import { predictOutcome } from '../../src/insight/prediction/predict-outcome.ts'
import { segmentReport } from '../../src/insight/segments/segment-report.ts'
import { trendReport } from '../../src/insight/trends/trend-report.ts'
import { describePlan } from '../../src/service/insight/describe-plan.ts'
import { readScore } from '../../src/service/request/read-score.ts'
import { npsInterval } from '../../src/stats/nps.ts'
import { shareDifference, shareTest } from '../../src/stats/proportion.ts'
import {
  drawGroup,
  groupRows,
  type PlantedRow,
  plantedSurvey,
  seededRandom,
  shuffled,
} from '../insight/planted-survey.ts'
import { analyse, threeIdeas } from './survey-in-words.ts'

const LEVELS = { confLevel: 0.95, minBase: 5 }

let ideas: Analysis
beforeAll(async () => {
  ideas = (await analyse({ responses: threeIdeas(360) })).analysis
}, 30_000)

describe('the score', () => {
  it('NPS formula, bands 0–6/7–8/9–10, range ±100, passives only in the denominator', async () => {
    expect(npsInterval({ promoters: 40, passives: 40, detractors: 20 }, 0.95).estimate).toBeCloseTo(
      20,
      10
    )
    expect([6, 7, 8, 9].map((score) => scoreGroupOf(score, SCALES.nps))).toEqual([
      'detractor',
      'passive',
      'passive',
      'promoter',
    ])
    for (const wrong of [11, -1, 7.5, 'nine']) {
      expect(readScore(wrong, SCALES.nps).problem).toContain('expected an integer from 0 to 10')
    }
    expect(readScore('9 ', SCALES.nps).value).toBe(9)
    expect(readScore(null, SCALES.nps)).toEqual({ value: undefined })
    const { summary } = (await analyse({ responses: [{ id: 'a', comment: 'Fine' }] })).analysis
    expect(summary.npsPoints).toBeNull()
  })

  it('NPS −10 = more detractors than promoters: sign rule', () => {
    const random = seededRandom(1)
    for (let run = 0; run < 1000; run++) {
      const [detractors, passives, promoters] = [0, 0, 1].map(
        (least) => least + Math.floor(50 * random())
      )
      const counts = {
        detractors: detractors ?? 0,
        passives: passives ?? 0,
        promoters: promoters ?? 0,
      }
      const { estimate } = npsInterval(counts, 0.95)
      expect(Math.sign(estimate)).toBe(Math.sign(counts.promoters - counts.detractors))
    }
  })

  it('top-2-box (9 or 10) share, "6 or less" share, on any field and any threshold', () => {
    const scores = Array.from({ length: 110 }, (_, i) => i % 11)
    const columns = plantedSurvey(
      scores.map((score) => ({ group: scoreGroupOf(score, SCALES.nps), hasComment: true }))
    )
    const share = (range: object) =>
      rateField(columns, { field: 'score', values: scores, range }, LEVELS).share?.estimate
    const among = (group: string) => columns.scoreGroups.filter((g) => g === group).length / 110
    expect(share({ atLeast: 9 })).toBeCloseTo(among('promoter'), 12)
    expect(share({ atMost: 6 })).toBeCloseTo(among('detractor'), 12)
    expect(share({ atMost: 4 })).toBeCloseTo(5 / 11, 12)
  })

  it('disagree shares on statements: extra rated questions as numbers, shares per theme', () => {
    const rows = Array.from(
      { length: 60 },
      (_, i): PlantedRow => ({
        hasComment: true,
        mentions: i < 20 ? [[0, 'negative']] : [],
      })
    )
    const answers = rows.map((_, i) => (i < 15 || (i >= 20 && i < 24) ? 1 : 4))
    const question = { field: 'excelsAtInnovation', values: answers, range: { atMost: 2 } }
    const [billing] = rateField(plantedSurvey(rows), question, LEVELS).themes
    expect(billing?.share.estimate).toBe(0.75)
    expect(billing?.shareDifference.estimate).toBeCloseTo(0.75 - 0.1, 12)
    expect(billing?.shareDifference.qValue).toBeLessThan(0.001)
  })

  it('firm size split: two-proportion difference with interval, significance as computed by hand', () => {
    const [small, large] = [
      { events: 147, base: 300 },
      { events: 176, base: 400 },
    ]
    const found = shareDifference(small, large, 0.95)
    expect(found.estimate).toBeCloseTo(0.05, 12)
    expect([found.confLow < 0, found.confHigh > 0]).toEqual([true, true])
    // z = 0.05 / √(0.46143 · 0.53857 · (1/300 + 1/400)) = 1.3132
    expect(shareTest(small, large).pValue).toBeCloseTo(0.1891, 3)
  })

  it('industry vertical, country: any key; the same numbers as filtering first', () => {
    const random = seededRandom(2)
    const rows = Array.from({ length: 400 }, (): PlantedRow => {
      const country = random() < 0.5 ? 'US' : 'CA'
      return { group: drawGroup(random, country === 'US' ? 0.5 : 0.2, 0.3), segments: { country } }
    })
    const { cells } = segmentReport(plantedSurvey(rows), [{ field: 'country' }])
    for (const cell of cells) {
      const own = rows.filter(({ segments }) => segments?.country === cell.keys[0]?.bucket)
      const count = (group: string) => own.filter((row) => row.group === group).length
      expect(cell.figures?.npsPoints.estimate).toBeCloseTo(
        (100 * (count('promoter') - count('detractor'))) / own.length,
        10
      )
    }
  })

  it('score fluid, not the full story: a margin of error on every NPS', () => {
    const { summary } = ideas
    expect(summary.npsConfLow ?? 0).toBeLessThan(summary.npsPoints ?? 0)
    expect(summary.npsConfHigh ?? 0).toBeGreaterThan(summary.npsPoints ?? 0)
  })

  it('+50 "excellent", positive "good": band label configurable, off by default', () => {
    expect(bandLabel(52, [])).toBeNull()
    expect(
      bandLabel(52, [
        { from: 0, label: 'good' },
        { from: 50, label: 'excellent' },
      ])
    ).toBe('excellent')
  })

  it('world-class / industry averages: benchmark of the caller, difference, interval, source', () => {
    const counts = { detractors: 20, passives: 30, promoters: 50 }
    const found = compareBenchmark(counts, { npsPoints: 45, source: 'Trade report, p. 4' }, 0.95)
    expect(found.difference.estimate).toBeCloseTo(-15, 10)
    expect(found.difference.confHigh).toBeGreaterThan(-15)
    expect(found.benchmark.source).toBe('Trade report, p. 4')
  })
})

describe('the reasons', () => {
  it('three drivers (reliability, innovation, feeling valued): in the top ranks, named with these ideas', () => {
    const top = ideas.themes.filter(({ rank }) => rank !== null && rank <= 4)
    expect(top.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['reliability', 'features', 'feeling-valued'])
    )
    expect(top.map(({ label }) => label).join(' ')).toMatch(/reliab.*|valued/i)
  })

  it('open question "why": core path; NPS alone is not actionable: quote and effect for every ranked theme', () => {
    const ranked = ideas.themes.filter(
      ({ status, negativeCount }) => status === 'ranked' && negativeCount > 0
    )
    expect(ranked.length).toBeGreaterThanOrEqual(3)
    for (const { quotes, effect } of ranked) {
      expect(quotes?.length).toBeGreaterThanOrEqual(1)
      expect(effect?.onDetractorShare.method).toContain('g-computation')
    }
  })

  it('gap to unmet need, prioritise by ROI; remediate detractor issues: sorted by effect, with recoverable count', () => {
    const ranked = ideas.themes.filter(({ rank }) => rank !== null)
    const effects = ranked.map(({ effect }) => effect?.onDetractorShare.estimate ?? 0)
    expect(effects).toEqual([...effects].sort((a, b) => b - a))
    expect(ranked[0]?.effect?.recoverableDetractors).toBeCloseTo(
      ideas.summary.base * (effects[0] ?? 0),
      6
    )
  })

  it('focus on improvement, not score: ranking by effect, not by count', async () => {
    const responses = Array.from({ length: 300 }, (_, i) => {
      const isLate = i % 10 === 0
      return {
        id: `r${i}`,
        score: isLate ? 2 : i % 5 === 1 ? 5 : 9,
        comment: isLate
          ? 'Slow delivery, it took four weeks to arrive'
          : i % 2 === 0
            ? 'The price is too high'
            : 'Works for us',
      }
    })
    const { themes } = (await analyse({ responses, themes: { discover: false } })).analysis
    const ranked = themes.filter(({ rank, negativeCount }) => rank !== null && negativeCount > 0)
    const [first] = ranked
    const price = ranked.find(({ id }) => id === 'price')
    // Slow delivery drives low scores, although the price is raised four times as often.
    expect(first?.id).toBe('delivery')
    expect(first?.mentionCount ?? 0).toBeLessThan(price?.mentionCount ?? 0)
    expect(first?.effect?.onDetractorShare.confLow).toBeGreaterThan(0)
  })

  it('focus, do not improve everything at once: cumulative effect of the top k, joint and not a sum', () => {
    const joint = ideas.drivers.joint as {
      themeIds: string[]
      onDetractorShare: { estimate: number }
    }[]
    const sums = joint.map(({ themeIds }) =>
      themeIds.reduce(
        (sum, id) =>
          sum + (ideas.themes.find((t) => t.id === id)?.effect?.onDetractorShare.estimate ?? 0),
        0
      )
    )
    const estimates = joint.map(({ onDetractorShare }) => onDetractorShare.estimate)
    expect(estimates).toEqual([...estimates].sort((a, b) => a - b))
    expect(Math.abs((estimates[2] ?? 0) - (sums[2] ?? 0))).toBeGreaterThan(1e-3)
    expect(joint.length).toBeGreaterThanOrEqual(3)
  })

  it('switching intent: precision and recall of 0.8 or more on a labelled list', async () => {
    const leaving = [
      'We are thinking of switching',
      'I am looking at alternatives',
      'Will cancel my contract next month',
      'We are leaving as soon as we can',
      'Considering moving to another provider',
      'I am switching to someone else',
      'Going to cancel our subscription',
      'We will not renew',
      'Never again',
      'I have decided to leave',
    ]
    const staying = [
      'The switch in the hall is broken',
      'We moved house and they moved the line quickly',
      'I cancelled the appointment and got a new one',
      'They left a note',
      'Would never leave',
      'Changed my password without trouble',
      'Renewed for three years',
      'The courier left the parcel outside',
      'Alternative dates were offered',
      'Staying with you',
    ]
    const responses = [...leaving, ...staying].map((comment, i) => ({ id: `r${i}`, comment }))
    const { analysis } = await analyse({ responses })
    const flagged = new Set(
      analysis.responses?.filter(({ flags }) => flags.includes('churn-intent')).map(({ id }) => id)
    )
    const hits = leaving.filter((_, i) => flagged.has(`r${i}`)).length
    expect(hits / leaving.length).toBeGreaterThanOrEqual(0.8)
    expect(hits / flagged.size).toBeGreaterThanOrEqual(0.8)
  })

  it('peer referral as trusted source: advocacy phrases detected, listed under promoters', async () => {
    expect(tellsOfAdvocacy('I have recommended you to all my neighbours')).toBe(true)
    const { survey } = await analyse({
      responses: [
        { id: 'a', score: 10, comment: 'I have recommended you to all my neighbours' },
        { id: 'b', score: 10, comment: 'The staff are friendly and quick' },
      ],
    })
    const entries = promoterList(survey.facts, null)
    expect(entries.map(({ responseId, isAdvocate }) => [responseId, isAdvocate])).toEqual([
      ['a', true],
      ['b', false],
    ])
  })

  it('journey chain: failed system → support: co-occurrence with lift; planted pair recovered', () => {
    const random = seededRandom(3)
    const rows = Array.from({ length: 400 }, (): PlantedRow => {
      const fails = random() < 0.2
      const asks = random() < (fails ? 0.6 : 0.1)
      return {
        hasComment: true,
        mentions: [
          ...(fails ? [[0, 'negative'] as const] : []),
          ...(asks ? [[2, 'negative'] as const] : []),
          ...(random() < 0.2 ? [[1, 'neutral'] as const] : []),
        ],
      }
    })
    const [pair, ...others] = themePairs(plantedSurvey(rows, ['outage', 'price', 'support']), 0.95)
    expect([pair?.first, pair?.second]).toEqual(['outage', 'support'])
    expect(pair?.lift.confLow).toBeGreaterThan(1.5)
    expect(others.every(({ qValue }) => qValue > 0.05)).toBe(true)
  })

  it('action plans: ranked list with owner hint, no invented advice', () => {
    const [first] = ideas.themes
    const routing = {
      rows: [{ team: 'Platform', themeIds: [first?.id ?? ''] }],
      defaultTeam: 'Care',
    }
    const stub = describePlan(ideas, {
      ...{ themeId: first?.id ?? '', factor: 0.5, by: '2026-12-31', routing, confLevel: 0.95 },
    })
    expect(stub.owner).toBe('Platform')
    expect(stub.baseline.estimate).toBeCloseTo(
      (first?.negativeCount ?? 0) / ideas.summary.commentBase,
      9
    )
  })

  it('passives as churn risk and conversion pool: a report of their own, against promoters', () => {
    const passives = ideas.drivers.passives as { onPassiveShare: { confLow: number } }[]
    expect(passives.length).toBeGreaterThan(0)
    expect(Number.isFinite(passives[0]?.onPassiveShare.confLow)).toBe(true)
  })
})

describe('the cuts', () => {
  const gamers = (seed: number, harm: number) => {
    const random = seededRandom(seed)
    const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? ''
    return plantedSurvey(
      Array.from({ length: 900 }, (): PlantedRow => {
        const [persona, tier] = [
          pick(['gamer', 'office', 'family']),
          pick(['basic', 'plus', 'max']),
        ]
        const isHit = persona === 'gamer' && tier === 'basic'
        return {
          group: drawGroup(random, isHit ? 0.3 + harm : 0.3, 0.3),
          segments: { persona, tier },
        }
      })
    )
  }
  const CROSS = [{ field: 'persona' }, { field: 'tier' }]
  const QUIET = { maxInteractionThemes: 0, checkWithin: [] }

  it('persona × service tier: gamers on the lowest tier rank first by NPS gap; small cells suppressed', () => {
    const { cells } = segmentReport(gamers(1, 0.4), CROSS, QUIET)
    expect(cells[0]?.keys.map(({ bucket }) => bucket)).toEqual(['gamer', 'basic'])
    expect(cells[0]?.versusRest?.npsPoints.qValue).toBeLessThan(0.01)
    let falseFinds = 0
    for (let seed = 0; seed < 60; seed++) {
      const quiet = segmentReport(gamers(100 + seed, 0), CROSS, QUIET)
      if (quiet.cells.some((cell) => (cell.versusRest?.npsPoints.qValue ?? 1) <= 0.05)) falseFinds++
    }
    expect(falseFinds).toBeLessThanOrEqual(7)
    const small = segmentReport(gamers(1, 0), CROSS, { ...QUIET, minBase: 100 })
    expect(small.cells.filter(({ suppressed }) => suppressed !== null).length).toBeGreaterThan(1)
  })

  const tenure = (seed: number, step: number) => {
    const random = seededRandom(seed)
    return Array.from({ length: 500 }, (): PlantedRow => {
      const months = Math.floor(96 * random())
      const stage = [3, 12, 24, 48, 72].filter((edge) => edge <= months).length
      return {
        group: drawGroup(random, 0.2 + step * stage, 0.5 - step * stage),
        hasComment: true,
        mentions: random() < (stage >= 4 ? 0.3 : 0.05) ? [[0, 'negative']] : [],
        segments: { tenureMonths: months },
      }
    })
  }
  const BY_TENURE = [
    { field: 'tenureMonths', rule: { kind: 'lifecycle', unit: 'months' } },
  ] as const

  it('tenure vs NPS: planted decline p < 0.01 (Cochran–Armitage), shuffled data rejects ≤ 5 %', () => {
    const planted = segmentReport(plantedSurvey(tenure(1, 0.06)), BY_TENURE, QUIET)
    expect(planted.trend?.detractorShare.pValue).toBeLessThan(0.01)
    expect(planted.trend?.largestDrop).not.toBeNull()
    let rejected = 0
    const rows = tenure(2, 0.06)
    for (let seed = 0; seed < 100; seed++) {
      const groups = shuffled(
        rows.map(({ group }) => group ?? null),
        seededRandom(seed)
      )
      const mixed = rows.map((row, i) => ({ ...row, group: groups[i] ?? null }))
      const found = segmentReport(plantedSurvey(mixed), BY_TENURE, QUIET)
      if ((found.trend?.detractorShare.pValue ?? 1) <= 0.05) rejected++
    }
    expect(rejected).toBeLessThanOrEqual(10)
  })

  it('read the comments by tenure: top themes per bucket with differences', () => {
    const { cells } = segmentReport(plantedSurvey(tenure(1, 0.06)), BY_TENURE, QUIET)
    const telling = cells.filter(({ distinctiveThemes }) => distinctiveThemes.length > 0)
    expect(telling.map(({ keys }) => keys[0]?.bucket)).toEqual(['years 5 and 6', 'over 6 years'])
    expect(telling[0]?.distinctiveThemes[0]?.shareDifference?.confLow).toBeGreaterThan(0)
  })

  it('predictive profiles of promoters, passives and detractors: AUC above baseline, slope 0.8–1.2, signs', () => {
    const random = seededRandom(5)
    const rows = Array.from({ length: 900 }, (): PlantedRow => {
      const basic = random() < 0.5
      const billing = random() < 0.3
      const risk = 0.1 + 0.25 * Number(basic) + 0.4 * Number(billing)
      return {
        group: drawGroup(random, risk, (1 - risk) * 0.6),
        hasComment: true,
        mentions: billing ? [[0, 'negative']] : [],
        segments: { plan: basic ? 'basic' : 'pro' },
      }
    })
    const columns = plantedSurvey(rows)
    const found = predictOutcome(columns)
    expect(found?.auc.confLow).toBeGreaterThan(0.65)
    expect(found?.isBetterThanBaseRate).toBe(true)
    expect(found?.calibration?.slope).toBeGreaterThan(0.8)
    expect(found?.calibration?.slope).toBeLessThan(1.2)
    expect(found?.profile[0]).toMatchObject({ source: 'billing', kind: 'complaint' })
    expect(found?.profile[0]?.oddsRatio).toBeGreaterThan(2)
    const loved = predictOutcome(columns, { outcome: 'promoter' })
    expect(loved?.profile.find(({ source }) => source === 'billing')?.oddsRatio).toBeLessThan(1)
    expect(predictOutcome(columns, { outcome: 'passive' })?.auc.estimate).toBeGreaterThan(0.4)
  })

  it('long-term programme, consistent measurement: periods with intervals, gaps shown, not interpolated', () => {
    const rows = [0, 1, 3, 4].flatMap((m) =>
      groupRows([5 + 6 * m, 10, 35 - 6 * m], {
        time: Date.UTC(2026, m, 9),
        segments: { touchpoint: 'call' },
      })
    )
    const { periods, npsTrend, warnings } = trendReport(plantedSurvey(rows))
    expect(periods.map(({ cell }) => cell.figures === null)).toEqual([
      false,
      false,
      true,
      false,
      false,
    ])
    expect(periods[0]?.cell.figures?.npsPoints.confLow).toBeLessThan(60)
    expect(npsTrend?.slope).toBeLessThan(0)
    expect(npsTrend?.pValue).toBeLessThan(0.001)
    expect(warnings.map(({ code }) => code)).toContain('gaps')
  })
})
