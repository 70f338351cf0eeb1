// A test for each practice that people who run NPS programmes expect: records from elsewhere, lists of people, and
// practices that share their machinery with others, each with what was planted and with silence where nothing was.
import { describe, expect, it } from 'vitest'
import { listBySegment } from '../../src/insight/cases/list-by-segment.ts'
import { correlateField } from '../../src/insight/numbers/correlate-fields.ts'
import { joinRecords, mergeRecords } from '../../src/insight/numbers/join-records.ts'
import { retention } from '../../src/insight/numbers/retention.ts'
import { segmentReport } from '../../src/insight/segments/segment-report.ts'
import { trendReport } from '../../src/insight/trends/trend-report.ts'
import { listCases } from '../../src/service/insight/list-cases.ts'
import {
  drawGroup,
  groupRows,
  type PlantedRow,
  plantedSurvey,
  seededRandom,
  shuffled,
} from '../insight/planted-survey.ts'
import { analyse, threeIdeas } from './survey-in-words.ts'

/** Most of 100 quiet runs that may raise an alarm at 5 %: the 99.5 % point of a binomial is 11. */
const QUIET_RUNS = 100
const MOST_ALARMS = 11

/** How many of the quiet runs raise an alarm. */
function alarms(isAlarm: (seed: number) => boolean): number {
  return Array.from({ length: QUIET_RUNS }, (_, seed) => isAlarm(seed)).filter(Boolean).length
}

describe('records from elsewhere', () => {
  /** 300 people of 60 accounts; the unhappy have written more tickets. */
  const people = (seed: number) => {
    const random = seededRandom(seed)
    const rows = Array.from(
      { length: 300 },
      (_, i): PlantedRow => ({
        group: drawGroup(random, 0.35, 0.35),
        respondent: `p${i}`,
        account: `a${i % 60}`,
      })
    )
    const tickets = rows.map(({ group }) =>
      Math.floor(4 * random() + (group === 'detractor' ? 3 : 0))
    )
    return { columns: plantedSurvey(rows), tickets }
  }
  const recordsOf = (tickets: readonly number[]) =>
    tickets.map((count, i) => ({
      subject: 'respondent' as const,
      id: `p${i}`,
      fields: { tickets: count },
    }))
  const correlated = (
    columns: ReturnType<typeof people>['columns'],
    tickets: readonly number[]
  ) => {
    const { segments } = joinRecords(columns, recordsOf(tickets))
    return correlateField({ ...columns, segments }, 'tickets', { confLevel: 0.95 }).correlations[0]
  }

  it('score joined with support and marketing records: planted link recovered, shuffled records silent', () => {
    const { columns, tickets } = people(1)
    expect(correlated(columns, tickets)?.pearson?.confHigh).toBeLessThan(-0.2)
    const found = alarms((seed) => {
      const mixed = shuffled(tickets, seededRandom(seed))
      return (correlated(columns, mixed)?.pearson?.pValue ?? 1) <= 0.05
    })
    expect(found).toBeLessThanOrEqual(MOST_ALARMS)
  })

  it('score joined with records: unmatched rows of both sides and duplicates counted, none dropped silently', () => {
    const { columns, tickets } = people(1)
    const given = [
      ...recordsOf(tickets.slice(0, 200)),
      { subject: 'respondent' as const, id: 'p0', fields: { tickets: -1 } },
      { subject: 'respondent' as const, id: 'p1', fields: { plan: 'pro' } },
      { subject: 'account' as const, id: 'a59', fields: { tickets: 50 } },
      { subject: 'account' as const, id: 'ghost', fields: { tickets: 9 } },
    ]
    const { records, repeatedCount, contradictingCount } = mergeRecords(given)
    expect([records.length, repeatedCount, contradictingCount]).toEqual([202, 2, 1])
    const { segments, match } = joinRecords(columns, records)
    expect(match).toEqual({
      ...{ subjectCount: 202, matchedSubjectCount: 201, unmatchedSubjectCount: 1 },
      // p239 and p299 are of account a59 and have no record of their own.
      ...{ matchedResponseCount: 202, unmatchedResponseCount: 98, anonymousResponseCount: 0 },
    })
    const { tickets: joined = [], plan = [] } = segments
    expect([joined[0], joined[1], joined[239], joined[250]]).toEqual([-1, tickets[1], 50, null])
    // A person's own record comes before the one of the account.
    expect([joined[59], plan[1], plan[2]]).toEqual([tickets[59], 'pro', null])
    const correlation = correlateField({ ...columns, segments }, 'tickets', { confLevel: 0.95 })
    expect(correlation.correlations[0]).toMatchObject({ base: 202, missingCount: 98 })
  })

  it('records: a response that names nobody is counted apart', () => {
    const columns = plantedSurvey([{ group: 'passive' }, { group: 'passive', respondent: 'p' }])
    expect(joinRecords(columns, []).match).toMatchObject({
      ...{ subjectCount: 0, unmatchedResponseCount: 1, anonymousResponseCount: 1 },
    })
  })
})

describe('lists of people', () => {
  const outcomes = (seed: number, isPlanted: boolean) => {
    const random = seededRandom(seed)
    const rows = Array.from(
      { length: 400 },
      (): PlantedRow => ({ group: drawGroup(random, 0.3, 0.4) })
    )
    const rate = { detractor: 0.45, passive: 0.2, promoter: 0.05 }
    const values = rows.map(({ group }) =>
      Number(random() < (isPlanted && group ? rate[group] : 0.2))
    )
    return { columns: plantedSurvey(rows), values }
  }

  it('retention and loyalty by NPS segment: planted churn by score group recovered, none found in noise', () => {
    const { columns, values } = outcomes(3, true)
    const { groups, isShare } = retention(columns, { field: 'churned', values }, 0.95)
    expect(isShare).toBe(true)
    expect(groups.map(({ scoreGroup }) => scoreGroup)).toEqual(['detractor', 'passive', 'promoter'])
    expect(groups[0]?.versusOthers?.confLow).toBeGreaterThan(0.15)
    expect(groups[2]?.versusOthers?.confHigh).toBeLessThan(-0.1)
    expect(
      groups.every(({ mean }, i) => {
        const truth = [0.45, 0.2, 0.05][i] ?? 0
        return mean !== null && mean.confLow < truth && truth < mean.confHigh
      })
    ).toBe(true)
    const found = alarms((seed) => {
      const quiet = outcomes(1_000 + seed, false)
      const { groups: cells } = retention(quiet.columns, { field: 'x', values: quiet.values }, 0.95)
      return cells.some(({ versusOthers }) => (versusOthers?.qValue ?? 1) <= 0.05)
    })
    expect(found).toBeLessThanOrEqual(MOST_ALARMS)
  })

  it('retention in money: Welch as in R, missing values and unscored responses counted', () => {
    const columns = plantedSurvey([...groupRows([3, 3, 4], {}), { group: null }])
    const values = [10, 12, 17, 20, null, 22, 30, 31, 29, 40, 99]
    const report = retention(columns, { field: 'value', values }, 0.95)
    // R: t.test(c(10,12,17), c(20,22,30,31,29,40)) and t.test(c(10,12,17))
    expect(report.groups[0]?.mean?.confLow).toBeCloseTo(4.043314, 6)
    expect(report.groups[0]?.versusOthers?.estimate).toBeCloseTo(-15.6666667, 6)
    expect(report.groups[0]?.versusOthers?.pValue).toBeCloseTo(0.003371, 6)
    expect(report.groups[0]?.versusOthers?.confLow).toBeCloseTo(-24.163792, 6)
    expect(report.groups[0]?.versusOthers?.confHigh).toBeCloseTo(-7.169541, 6)
    expect(report.groups.map(({ missingCount }) => missingCount)).toEqual([0, 1, 0])
    expect(report).toMatchObject({ isShare: false, unscoredCount: 1 })
    expect(report.warnings.map(({ code }) => code)).toEqual(['association-only', 'few-values'])
    const empty = retention(
      plantedSurvey([{ group: 'passive' }]),
      { field: 'v', values: [2] },
      0.95
    )
    expect(empty.groups.every((g) => g.mean === null && g.versusOthers === null)).toBe(true)
    const flat = retention(
      plantedSurvey(groupRows([2, 0, 2], {})),
      { field: 'v', values: [3, 3, 4, 4] },
      0.95
    )
    expect(flat.groups[0]?.versusOthers).toMatchObject({ estimate: -1, pValue: 0 })
    const same = retention(
      plantedSurvey(groupRows([2, 0, 2], {})),
      { field: 'v', values: [3, 3, 3, 3] },
      0.95
    )
    expect(same.groups[0]?.versusOthers).toMatchObject({ estimate: 0, pValue: 1 })
  })

  const loyal = analyse({
    responses: Array.from({ length: 60 }, (_, i) => ({
      id: `r${String(i).padStart(2, '0')}`,
      score: [3, 7, 10][i % 3],
      comment: [
        'The bill was wrong twice',
        i === 1
          ? 'The price is too high and I am leaving for another provider'
          : 'The price is too high',
        'The friendly staff stayed until it worked',
      ][i % 3],
      segments: {
        plan: i % 4 === 0 ? 'basic' : 'pro',
        mayQuote: i % 2 === 0 ? 'yes' : 'no',
        gender: 'f',
      },
    })),
  })

  it('referral offers, testimonials, discounts by segment: lists only, each response in one, none lost', async () => {
    const { survey } = await loyal
    const lists = listCases(survey, { by: 'plan', consent: 'mayQuote' })
    const people = [...lists.detractors, ...lists.passives, ...lists.promoters]
    expect(new Set(people.map(({ responseId }) => responseId)).size).toBe(60)
    expect(lists.segments?.promoters).toEqual([
      { value: 'pro', responseCount: 15 },
      { value: 'basic', responseCount: 5 },
    ])
    // Whoever speaks of leaving comes first.
    expect(lists.passives[0]).toMatchObject({
      responseId: 'r01',
      isLeaving: true,
      quote: expect.stringMatching(/price|leaving/),
    })
    // No offer is proposed, and nobody is picked by a protected trait.
    expect(Object.keys(lists).sort()).toEqual(['detractors', 'passives', 'promoters', 'segments'])
    expect(() => listCases(survey, { by: 'gender' })).toThrow('protected trait')
    expect(listBySegment('plan', [null, 'a', 'a', 'b'])).toEqual([
      { value: 'a', responseCount: 2 },
      { value: 'b', responseCount: 1 },
      { value: null, responseCount: 1 },
    ])
  })

  it('marketing testimonials: quotes only of promoters who consented, from their own words', async () => {
    const { survey, analysis } = await loyal
    const { promoters } = listCases(survey, { consent: 'mayQuote' })
    const quoted = promoters.filter(({ quote }) => quote !== null)
    expect(quoted).toHaveLength(10)
    for (const { responseId, quote } of quoted) {
      expect(Number(responseId.slice(1)) % 2).toBe(0)
      expect('The friendly staff stayed until it worked').toContain(quote)
    }
    expect(listCases(survey).promoters.every(({ quote }) => quote === null)).toBe(true)
    expect(analysis.responses).toHaveLength(60)
  })
})

describe('practices that share their machinery', () => {
  const teams = (seed: number, harm: number) => {
    const random = seededRandom(seed)
    return plantedSurvey(
      Array.from({ length: 600 }, (_, i): PlantedRow => {
        const team = ['north', 'south'][i % 2] ?? ''
        const raises = random() < 0.3
        const own = raises && team === 'north' ? harm : 0
        return {
          group: drawGroup(random, 0.25 + own, 0.3),
          hasComment: true,
          mentions: raises ? [[0, 'negative']] : [],
          segments: { team },
        }
      }),
      ['rudeness']
    )
  }

  it('service improvement, training: a theme that hurts in one team only is found there, and in none by chance', () => {
    const report = (seed: number, harm: number) =>
      segmentReport(teams(seed, harm), [{ field: 'team' }], { checkWithin: [] }).interactions[0]
    expect(report(5, 0.5)?.test?.qValue).toBeLessThan(0.01)
    expect(
      alarms((seed) => (report(2_000 + seed, 0)?.test?.pValue ?? 1) <= 0.05)
    ).toBeLessThanOrEqual(MOST_ALARMS)
  })

  it('long-term programme: a planted trend is found with its interval, shuffled months are silent', () => {
    const rows = (seed: number, step: number) => {
      const random = seededRandom(seed)
      return Array.from({ length: 480 }, (_, i): PlantedRow => {
        const month = i % 12
        return {
          group: drawGroup(random, 0.2 + step * month, 0.5 - step * month),
          time: Date.UTC(2025, month, 10),
        }
      })
    }
    const { npsSlope, npsTrend } = trendReport(plantedSurvey(rows(4, 0.02)))
    // Two points of each share a month.
    expect(npsSlope?.confLow).toBeLessThan(-4)
    expect(npsSlope?.confHigh).toBeGreaterThan(-4)
    expect(npsSlope?.confHigh).toBeLessThan(0)
    expect(npsSlope?.estimate).toBe(npsTrend?.slope)
    const found = alarms((seed) => {
      const { npsSlope: quiet } = trendReport(plantedSurvey(rows(3_000 + seed, 0)))
      return quiet !== null && (quiet.confLow > 0 || quiet.confHigh < 0)
    })
    expect(found).toBeLessThanOrEqual(MOST_ALARMS)
  })

  it('consistent measurement: touchpoints apart, a quarter without answers stays a gap', () => {
    const rows = [0, 1, 3].flatMap((quarter) =>
      ['call', 'shop'].flatMap((touchpoint) =>
        groupRows([touchpoint === 'call' ? 20 : 5, 5, 10], {
          time: Date.UTC(2025, 3 * quarter, 10),
          segments: { touchpoint },
        })
      )
    )
    const { periods } = trendReport(plantedSurvey(rows), { unit: 'quarter' })
    expect(periods.map(({ period, cell }) => [period, cell.base])).toEqual([
      ['2025-Q1', 55],
      ['2025-Q2', 55],
      ['2025-Q3', 0],
      ['2025-Q4', 55],
    ])
    const { cells } = segmentReport(plantedSurvey(rows), [{ field: 'touchpoint' }])
    expect(cells[0]?.keys[0]?.bucket).toBe('call')
    expect(cells[0]?.versusRest?.npsPoints.qValue).toBeLessThan(0.01)
  })

  it('NPS as a KPI alone is not actionable: every ranked theme comes with effect, interval and a quote', async () => {
    const { analysis } = await analyse({ responses: threeIdeas(240) })
    const ranked = analysis.themes.filter(({ status }) => status === 'ranked')
    expect(ranked.length).toBeGreaterThanOrEqual(3)
    for (const { effect, quotes } of ranked) {
      expect(effect?.onDetractorShare.confLow).toBeLessThanOrEqual(
        effect?.onDetractorShare.estimate ?? 0
      )
      expect(quotes?.length).toBeGreaterThan(0)
    }
  })

  it('remediate detractor issues, not only promoters: the default order is the effect on detractor share', async () => {
    const { analysis } = await analyse({ responses: threeIdeas(240) })
    const effects = analysis.themes
      .filter(({ status }) => status === 'ranked')
      .map(({ effect }) => effect?.onDetractorShare.estimate ?? 0)
    expect(effects).toEqual([...effects].sort((a, b) => b - a))
    expect(effects[0]).toBeGreaterThan(0.05)
  })
})
