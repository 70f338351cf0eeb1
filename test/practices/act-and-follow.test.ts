// A test for each practice that people who run NPS programmes expect: segments, loops, numbers beside the score.
import { describe, expect, it } from 'vitest'
import { actionStub } from '../../src/insight/actions/action-stub.ts'
import { evaluateAlerts } from '../../src/insight/alerts/evaluate-alerts.ts'
import { detractorCases, promoterList } from '../../src/insight/cases/case-lists.ts'
import { departmentView } from '../../src/insight/cases/department-view.ts'
import { correctionFigures } from '../../src/insight/corrections/correction-figures.ts'
import { rankDrivers } from '../../src/insight/drivers/rank-drivers.ts'
import { findGroups } from '../../src/insight/groups/find-groups.ts'
import { correlateField } from '../../src/insight/numbers/correlate-fields.ts'
import { flagShare } from '../../src/insight/numbers/flag-share.ts'
import { rankRequests } from '../../src/insight/numbers/rank-requests.ts'
import { predictOutcome } from '../../src/insight/prediction/predict-outcome.ts'
import { segmentReport } from '../../src/insight/segments/segment-report.ts'
import { forecastNps } from '../../src/insight/trends/forecast-nps.ts'
import { trendReport } from '../../src/insight/trends/trend-report.ts'
import { fitPenalisedLogistic } from '../../src/stats/penalised-logistic.ts'
import values from '../fixtures/r-insight/values.json' with { type: 'json' }
import { makeSurvey, OPTIONS } from '../insight/drivers/make-survey.ts'
import {
  drawGroup,
  groupRows,
  type PlantedRow,
  plantedSurvey,
  seededRandom,
} from '../insight/planted-survey.ts'
import { analyse, threeIdeas } from './survey-in-words.ts'

const TEAMS = { rows: [{ team: 'Billing', themeIds: ['billing-errors'] }], defaultTeam: 'Care' }

/** Detractors with reasons, a promoter who may be quoted, one who may not. */
const loop = analyse({
  responses: [
    {
      id: 'd1',
      score: 0,
      comment: 'We are switching provider, overcharged again',
      segments: { mayQuote: 'no' },
    },
    { id: 'd2', score: 6, comment: 'The bill was wrong twice', segments: { mayQuote: 'no' } },
    { id: 'd3', score: 5, comment: 'Meh', segments: { mayQuote: 'no' } },
    {
      id: 'p1',
      score: 10,
      comment: 'The friendly staff stayed until it worked. Call me on 020 7946 0958',
      segments: { mayQuote: 'yes' },
    },
    {
      id: 'p2',
      score: 10,
      comment: 'The staff are friendly and always quick to help',
      segments: { mayQuote: 'no' },
    },
  ],
})

describe('closing the loop', () => {
  it('detractors: id, reason theme, severity, quote, route; each appears once', async () => {
    const { survey } = await loop
    const cases = detractorCases(survey.facts, {
      routing: TEAMS,
      themeEffects: survey.themeEffects,
    })
    expect(cases.map(({ responseId }) => responseId).sort()).toEqual(['d1', 'd2', 'd3'])
    expect(cases.find(({ responseId }) => responseId === 'd2')).toMatchObject({
      themeId: expect.stringContaining('bill'),
    })
    expect(cases.every(({ severity, team }) => severity >= 0 && severity <= 1 && team !== '')).toBe(
      true
    )
  })

  it('identify unsatisfied customers quickly: the at-risk list is ordered by severity', async () => {
    const { survey } = await loop
    const [first, ...others] = detractorCases(survey.facts, { routing: TEAMS })
    expect(first).toMatchObject({ responseId: 'd1' })
    expect(others.every(({ severity }) => severity <= (first?.severity ?? 0))).toBe(true)
  })

  it('promoters and testimonials: praised theme, quotable sentence, consent respected, personal data masked', async () => {
    const { survey } = await loop
    const [first, second] = promoterList(survey.facts, 'mayQuote')
    expect(first?.responseId).toBe('p1')
    expect(first?.quote).toContain('stayed until it worked')
    expect(JSON.stringify(survey.facts)).not.toContain('7946')
    expect(second).toMatchObject({ responseId: 'p2', quote: null, quoteStatus: 'no-consent' })
    expect(second?.themeId).not.toBeNull()
  })

  it('routing: every detractor gets exactly one route, unmatched to the default', async () => {
    const { survey } = await loop
    const teams = detractorCases(survey.facts, { routing: { ...TEAMS, rows: [] } }).map(
      ({ team }) => team
    )
    expect(teams).toEqual(['Care', 'Care', 'Care'])
    const billing = survey.columns.themes
      .filter(({ id }) => id.includes('bill'))
      .map(({ id }) => id)
    const routing = { rows: [{ team: 'Billing', themeIds: billing }], defaultTeam: 'Care' }
    const routed = new Map(
      detractorCases(survey.facts, { routing }).map((c) => [c.responseId, c.team])
    )
    expect([routed.get('d2'), routed.get('d3')]).toEqual(['Billing', 'Care'])
  })

  it('SMART action plan: theme, metric, baseline, target, date; numbers copied from results', async () => {
    const { analysis } = await analyse({ responses: threeIdeas(200) })
    const theme = analysis.themes.find(({ negativeCount }) => negativeCount > 0)
    if (theme === undefined) throw new Error('no complaint found')
    const stub = actionStub(theme, {
      ...{ factor: 0.5, by: '2026-12-31', owner: 'Care', scenario: null, confLevel: 0.95 },
      commentBase: analysis.summary.commentBase,
    })
    expect(stub.baseline.estimate).toBe(theme.negativeCount / analysis.summary.commentBase)
    expect(stub).toMatchObject({
      themeId: theme.id,
      target: stub.baseline.estimate / 2,
      by: '2026-12-31',
    })
  })

  it('real-time alerts: under 50 ms CPU, score, theme and churn phrase, exactly once per rule and event', async () => {
    const { survey } = await loop
    const rules = [
      { id: 'low', kind: 'response', when: { scoreAtMost: 3 } },
      { id: 'leaving', kind: 'response', when: { flags: ['churn-intent'] } },
    ] as const
    const events = { responses: survey.facts.filter(({ id }) => id === 'd1'), spikes: [] }
    const start = process.cpuUsage()
    const none = { keys: new Set<string>(), lastAt: new Map<string, number>() }
    const { alerts } = evaluateAlerts(rules, events, none, { routing: TEAMS, now: 1 })
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(50)
    expect(alerts.map(({ ruleId }) => ruleId)).toEqual(['low', 'leaving'])
    const sent = { keys: new Set(alerts.map(({ key }) => key)), lastAt: new Map<string, number>() }
    expect(evaluateAlerts(rules, events, sent, { routing: TEAMS, now: 2 }).alerts).toEqual([])
  })

  it('dashboards per department: themes mapped to owners, sums over departments equal totals', async () => {
    const { survey } = await analyse({ responses: threeIdeas(200) })
    const owners = new Map([
      ['reliability', 'Operations'],
      ['features', 'Product'],
    ])
    const view = departmentView(survey.columns, owners, 'Care')
    const pairs = new Set(
      survey.columns.mentions.map(({ response, theme }) => `${response} ${theme}`)
    )
    expect(view.reduce((sum, { mentionCount }) => sum + mentionCount, 0)).toBe(pairs.size)
    expect(view.map(({ department }) => department).sort()).toEqual([
      'Care',
      'Operations',
      'Product',
    ])
  })

  it('product development, unmet needs: requests ranked by theme', async () => {
    const { survey } = await analyse({
      responses: [
        { id: 'a', comment: 'Please add dark mode to the mobile app' },
        { id: 'b', comment: 'You should improve the mobile app' },
        { id: 'c', comment: 'Please reduce the price' },
        { id: 'e', comment: 'The mobile app is great. Please reduce the price' },
        { id: 'd', comment: 'The mobile app is lovely' },
      ],
    })
    const [first] = rankRequests(
      survey.columns.themes,
      survey.facts.filter(({ flags }) => flags.includes('request')),
      {
        commentBase: 5,
        confLevel: 0.95,
      }
    )
    expect(first).toMatchObject({ id: 'app', requestCount: 2 })
    expect(first?.quotes.join(' ')).not.toContain('great')
  })

  it('CRM integration, central capture: ids come back unchanged', async () => {
    const ids = ['CRM/0001', 'x y', '00042', 'ÄÖ-7']
    const { analysis } = await analyse({
      responses: ids.map((id) => ({ id, score: 9, comment: 'Fine' })),
    })
    expect(analysis.responses?.map(({ id }) => id)).toEqual(ids)
  })

  it('feedback loop refinement: accuracy where people corrected, with intervals', () => {
    const counts = {
      ...{ reviewedCount: 20, clauseCount: 50, clausePolarityChangedCount: 5 },
      ...{ mentionCount: 40, mentionRemovedCount: 4, mentionAddedCount: 12 },
    }
    const found = correctionFigures(counts as Parameters<typeof correctionFigures>[0])
    expect(found.mentionPrecision?.estimate).toBeCloseTo(0.9, 12)
    expect(found.mentionRecall?.estimate).toBeCloseTo(36 / 48, 12)
  })
})

describe('segments', () => {
  const QUIET = { maxInteractionThemes: 0, checkWithin: [] }

  it('demographic: any field; sensitive fields flagged; cells under the minimum hidden', () => {
    const rows = [
      ...groupRows([20, 20, 20], { segments: { gender: 'f' } }),
      ...groupRows([20, 20, 20], { segments: { gender: 'm' } }),
      ...groupRows([1, 1, 1], { segments: { gender: 'x' } }),
    ]
    const { cells, warnings } = segmentReport(plantedSurvey(rows), [{ field: 'gender' }], QUIET)
    expect(cells.find(({ keys }) => keys[0]?.bucket === 'x')?.suppressed).toBe('small')
    expect(warnings.map(({ code }) => code)).toContain('sensitive-field')
  })

  it('behavioural: numbers bucketed by quantiles, edges returned', () => {
    const rows = Array.from(
      { length: 100 },
      (_, i): PlantedRow => ({ group: 'passive', segments: { orders: i } })
    )
    const { fields, cells } = segmentReport(plantedSurvey(rows), [{ field: 'orders' }], QUIET)
    expect(fields[0]).toMatchObject({ kind: 'quantiles', edges: [24.75, 49.5, 74.25] })
    expect(cells.map(({ base }) => base)).toEqual([25, 25, 25, 25])
  })

  it('lifecycle: ordered category kept in order, largest step drop reported', () => {
    const order = ['onboarding', 'month 1', 'annual']
    const rows = order.flatMap((stage, i) =>
      groupRows([10 + 15 * (i === 2 ? 2 : 0), 20, 40 - 15 * (i === 2 ? 2 : 0)], {
        segments: { stage },
      })
    )
    const { cells, trend } = segmentReport(
      plantedSurvey(rows),
      [{ field: 'stage', rule: { kind: 'ordered', order } }],
      QUIET
    )
    expect(cells.map(({ keys }) => keys[0]?.bucket)).toEqual(order)
    expect(trend?.largestDrop).toMatchObject({ from: 'month 1', to: 'annual' })
  })

  const channels = (seed: number) => {
    const random = seededRandom(seed)
    return Array.from({ length: 900 }, (_, i): PlantedRow => {
      const channel = ['online', 'store', 'phone'][i % 3] ?? ''
      const raises = random() < 0.3
      const harm = raises && channel === 'online' ? 0.45 : 0
      return {
        group: drawGroup(random, 0.25 + harm, 0.3),
        hasComment: true,
        mentions: raises ? [[0, 'negative']] : [],
        segments: { channel, team: channel },
      }
    })
  }

  it('channel; service improvement by team: a planted effect appears only there, interaction reported', () => {
    for (const field of ['channel', 'team']) {
      const { interactions } = segmentReport(
        plantedSurvey(channels(1), ['shipping']),
        [{ field }],
        { checkWithin: [] }
      )
      const [shipping] = interactions
      const effect = (bucket: string) =>
        shipping?.cells.find(({ keys }) => keys[0]?.bucket === bucket)?.effect
      expect(shipping?.test?.qValue).toBeLessThan(0.01)
      expect(effect('online')?.confLow).toBeGreaterThan(0)
      expect([effect('store'), effect('phone')].every((e) => e && e.confLow < 0.02)).toBe(true)
    }
  })

  it('employee incentives on NPS: per-employee figures only above the minimum, with interval', () => {
    const rows = [
      ...groupRows([10, 10, 20], { segments: { agent: 'Kim' } }),
      ...groupRows([10, 10, 21], { segments: { agent: 'Lee' } }),
      ...groupRows([0, 0, 12], { segments: { agent: 'New' } }),
    ]
    const { cells, warnings } = segmentReport(plantedSurvey(rows), [{ field: 'agent' }], QUIET)
    const shown = cells.filter(({ figures }) => figures !== null)
    expect(
      shown.every(
        ({ base, figures }) => (base ?? 0) >= 30 && (figures?.npsPoints.confHigh ?? 0) > 0
      )
    ).toBe(true)
    expect(cells.find(({ keys }) => keys[0]?.bucket === 'New')?.suppressed).toBe('small')
    expect(warnings.map(({ code }) => code)).toContain('employee-field')
  })
})

describe('numbers beside the score', () => {
  it('correlation with CLTV, churn, AOV: Pearson and Spearman, interval, n, missing; warns below 30', () => {
    const rows = Array.from(
      { length: 25 },
      (_, i): PlantedRow => ({
        group: i % 3 === 0 ? 'detractor' : 'promoter',
        segments: { lifetimeValue: i < 20 ? i * (i % 3) : null },
      })
    )
    const found = correlateField(plantedSurvey(rows), 'lifetimeValue', { confLevel: 0.95 })
    expect(found.correlations[0]).toMatchObject({ with: 'score', base: 20, missingCount: 5 })
    expect(found.correlations[0]?.pearson?.confLow).toBeLessThan(
      found.correlations[0]?.pearson?.estimate ?? 0
    )
    expect(found.correlations[0]?.spearman).not.toBeNull()
    expect(found.warnings.map(({ code }) => code)).toEqual(['correlation-only', 'few-pairs'])
  })

  it('text analytics: themes, sentiment trend, drivers', async () => {
    const responses = threeIdeas(240).map((response, i) => ({
      ...response,
      at: i < 120 ? '2026-01-10' : '2026-02-10',
    }))
    const { survey } = await analyse({ responses })
    const { periods } = trendReport(survey.columns)
    const complaints = periods.map(({ cell }) =>
      cell.themes.reduce((sum, { negativeCount }) => sum + negativeCount, 0)
    )
    expect(complaints).toHaveLength(2)
    expect(Math.min(...complaints)).toBeGreaterThan(20)
    expect(survey.themeEffects.size).toBeGreaterThanOrEqual(3)
  })

  it('driver analysis by regression: the guilty theme is found, its innocent companion cleared', () => {
    const result = rankDrivers(
      makeSurvey(
        ['guilty', 'innocent'],
        [
          { count: 60, group: 'detractor', says: '-guilty -innocent' },
          { count: 20, group: 'promoter', says: '-guilty -innocent' },
          { count: 45, group: 'detractor', says: '-guilty' },
          { count: 15, group: 'promoter', says: '-guilty' },
          { count: 10, group: 'detractor', says: '-innocent' },
          { count: 40, group: 'promoter', says: '-innocent' },
          { count: 60, group: 'detractor' },
          { count: 240, group: 'promoter' },
        ]
      ),
      OPTIONS
    )
    const effect = (theme: number) => result.themes[theme]?.effect?.onDetractorShare
    expect(effect(0)?.confLow).toBeGreaterThan(0.05)
    expect(effect(1)?.confLow).toBeLessThan(0)
    expect(result.themes[1]?.effect?.leaveOut.detractorShare).toBeGreaterThan(0.02)
  })

  it('benchmark vs competitors: mentions of competitors counted from text', async () => {
    const { survey } = await analyse({
      responses: [
        { id: 'a', comment: 'Your competitors are cheaper' },
        { id: 'b', comment: 'I had a better deal with another provider' },
        { id: 'c', comment: 'Works well' },
      ],
    })
    const flags = survey.facts.map((facts) => facts.flags)
    expect(flagShare(survey.columns, flags, { flag: 'competitor', confLevel: 0.95 })?.count).toBe(2)
  })

  it('predictive NPS, logistic regression: matches glm of R within 1e-6, separation handled', () => {
    const a = [
      1.2, 0.4, -0.3, 2.2, 1.9, 0.1, -1.4, 0.8, 1.1, -0.6, 0.9, 0.3, -2.1, 1.7, -0.2, -0.9, 0.6,
      1.3, -1.1, 0.5,
    ]
    const b = [0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1]
    const y = [0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1]
    const table = {
      rowCount: 20,
      columnCount: 2,
      values: Float64Array.from(a.flatMap((v, i) => [v, b[i] ?? 0])),
    }
    const fit = fitPenalisedLogistic(table, Float64Array.from(y), 0)
    values.glmCoefficients.forEach((expected, i) => {
      expect(fit?.coefficients[i]).toBeCloseTo(expected, 6)
    })
    const parted = { rowCount: 6, columnCount: 1, values: Float64Array.of(-3, -2, -1, 1, 2, 3) }
    const penalised = fitPenalisedLogistic(parted, Float64Array.of(0, 0, 0, 1, 1, 1), 1)
    expect(Math.abs(penalised?.coefficients[1] ?? 99)).toBeLessThan(5)
  })

  it('forecasting: eight periods required; beats the last value on the back-test or says that it does not', () => {
    expect(forecastNps([1, 2, 3, 4, 5, 6, 7], {})).toBeNull()
    const rising = forecastNps(
      Array.from({ length: 16 }, (_, i) => 5 * i - 30 + (i % 2)),
      {}
    )
    expect(rising?.isBetterThanLastValue).toBe(true)
    expect(rising?.points[0]?.confLow).toBeLessThan(rising?.points[0]?.npsPoints ?? 0)
    const random = seededRandom(4)
    let level = 0
    const walk = Array.from({ length: 24 }, () => (level += 10 * (random() - 0.5)))
    expect(typeof forecastNps(walk, {})?.isBetterThanLastValue).toBe('boolean')
  })

  it('k-means clusters: seeded, order-invariant, separated blobs found, "no structure" on noise', () => {
    const random = seededRandom(8)
    const blobs = Array.from({ length: 90 }, (_, i) => [
      8 * (i % 3) + random(),
      5 * (i % 3 === 1 ? 1 : 0) + random(),
    ])
    const found = findGroups(blobs)
    expect(found?.groups.map(({ size }) => size)).toEqual([30, 30, 30])
    expect(blobs.every((_, i) => found?.groupOf[i] === found?.groupOf[i % 3])).toBe(true)
    expect(findGroups([...blobs].reverse())?.groups).toEqual(found?.groups)
    expect(findGroups(Array.from({ length: 90 }, () => [random(), random()]))).toBeNull()
  })

  it('inputs (history, usage, tickets, billing): numbers and categories accepted, missing handled and counted', () => {
    const random = seededRandom(9)
    const rows = Array.from({ length: 300 }, (_, i): PlantedRow => {
      const tickets = Math.floor(10 * random())
      return {
        group: drawGroup(random, 0.05 + 0.08 * tickets, 0.1),
        segments: {
          tickets: i % 10 === 0 ? null : tickets,
          industry: i % 2 === 0 ? 'retail' : 'health',
          churned: i % 7 === 0 ? null : tickets > 5,
        },
      }
    })
    const columns = plantedSurvey(rows)
    expect(predictOutcome(columns)?.profile.some(({ source }) => source === 'tickets')).toBe(true)
    expect(predictOutcome(columns, { outcome: 'churned' })?.base).toBe(300 - 43)
    expect(
      correlateField(columns, 'tickets', { confLevel: 0.95 }).correlations[0]?.missingCount
    ).toBe(30)
  })

  it('sentiment of support tickets: the same call, source=ticket, no score needed', async () => {
    const { analysis } = await analyse({
      responses: [
        { id: 't1', comment: 'The app crashes every day', segments: { source: 'ticket' } },
      ],
    })
    expect(analysis.responses?.[0]).toMatchObject({
      scoreGroup: null,
      sentiment: { polarity: 'negative' },
    })
    expect(analysis.responses?.[0]?.mentions.length).toBeGreaterThan(0)
  })
})
