import { describe, expect, it } from 'vitest'
import { segmentReport } from '../../../src/insight/segments/segment-report.ts'
import {
  drawGroup,
  groupRows,
  type PlantedRow,
  plantedSurvey,
  repeat,
  seededRandom,
  shuffled,
} from '../planted-survey.ts'

const pick = <T>(random: () => number, values: readonly T[]): T =>
  values[Math.floor(random() * values.length)] as T

/** Gamers on the basic tier are unhappy about lag; nobody else differs. */
function personaSurvey(seed: number, harm: number): PlantedRow[] {
  const random = seededRandom(seed)
  return Array.from({ length: 1200 }, () => {
    const persona = pick(random, ['gamer', 'office', 'family'])
    const tier = pick(random, ['basic', 'plus', 'max'])
    const isHit = persona === 'gamer' && tier === 'basic'
    const mentionsLag = random() < (isHit && harm > 0 ? 0.5 : 0.05)
    return {
      group: drawGroup(random, isHit ? 0.3 + harm : 0.3, isHit ? 0.4 - harm / 2 : 0.4),
      hasComment: true,
      mentions: mentionsLag ? ([[1, 'negative']] as const) : [],
      segments: { persona, tier },
    }
  })
}

/** Detractor share grows by `step` with each stage of tenure. */
function tenureSurvey(seed: number, step: number, count = 600): PlantedRow[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => {
    const months = Math.floor(random() * 96)
    const stage = [3, 12, 24, 48, 72].filter((edge) => edge <= months).length
    return {
      group: drawGroup(random, 0.2 + step * stage, 0.5 - step * stage),
      segments: { tenureMonths: months },
    }
  })
}

const LIFECYCLE = [{ field: 'tenureMonths', rule: { kind: 'lifecycle', unit: 'months' } }] as const

describe('segments', () => {
  it('persona × service tier: gamers on the lowest tier come first by NPS gap', () => {
    const columns = plantedSurvey(personaSurvey(1, 0.4))
    const { cells } = segmentReport(columns, [{ field: 'persona' }, { field: 'tier' }])
    expect(cells).toHaveLength(9)
    expect(cells[0]?.keys.map((k) => k.bucket)).toEqual(['gamer', 'basic'])
    expect(cells[0]?.versusRest?.npsPoints.qValue).toBeLessThan(0.001)
    expect(cells[0]?.distinctiveThemes.map((t) => t.id)).toEqual(['speed'])
    expect(cells[0]?.versusRest?.npsPoints.estimate).toBeLessThan(-50)
    expect(cells[1]?.versusRest?.npsPoints.estimate).toBeGreaterThan(-20)
  })

  it('scores that depend on nothing give a cell below q 0.05 in at most about 5 % of surveys', () => {
    let surveys = 0
    for (let run = 0; run < 100; run++) {
      const columns = plantedSurvey(personaSurvey(300 + run, 0))
      const { cells } = segmentReport(columns, [{ field: 'persona' }, { field: 'tier' }], {
        maxInteractionThemes: 0,
      })
      if (cells.some((c) => (c.versusRest?.npsPoints.qValue ?? 1) <= 0.05)) surveys++
    }
    expect(surveys).toBeLessThanOrEqual(10)
  })

  it('the same numbers as filtering first: a cell is the NPS of its respondents', () => {
    const rows = personaSurvey(2, 0.3)
    const { cells } = segmentReport(plantedSurvey(rows), [{ field: 'tier' }])
    const basic = rows.filter((row) => row.segments?.tier === 'basic')
    const share = (group: string) =>
      basic.filter((row) => row.group === group).length / basic.length
    expect(cells[0]?.figures?.npsPoints.estimate).toBeCloseTo(
      100 * (share('promoter') - share('detractor')),
      10
    )
    expect(cells.reduce((sum, c) => sum + (c.responseCount ?? 0), 0)).toBe(rows.length)
  })

  it('tenure vs NPS: a planted decline gives p < 0.01 and the largest step', () => {
    const { trend, fields } = segmentReport(plantedSurvey(tenureSurvey(1, 0.08)), LIFECYCLE)
    expect(fields[0]?.edges).toEqual([3, 12, 24, 48, 72])
    expect(trend?.detractorShare.slope).toBeGreaterThan(0.04)
    expect(trend?.detractorShare.pValue).toBeLessThan(0.01)
    expect(trend?.npsPoints.pValue).toBeLessThan(0.01)
    expect(trend?.largestDrop?.npsPoints).toBeLessThan(-5)
  })

  it('tenure vs NPS: flat scores reject at p ≤ 0.05 in at most about 5 % of surveys', () => {
    let rejected = 0
    for (let run = 0; run < 300; run++) {
      const columns = plantedSurvey(tenureSurvey(700 + run, 0, 200))
      const { trend } = segmentReport(columns, LIFECYCLE, { maxInteractionThemes: 0 })
      if ((trend?.detractorShare.pValue ?? 1) <= 0.05) rejected++
    }
    expect(rejected / 300).toBeLessThan(0.085)
  })

  it('a steady rise has no drop', () => {
    const rows = [
      ...groupRows([9, 1, 2], { segments: { stage: 'trial' } }),
      ...groupRows([2, 1, 9], { segments: { stage: 'annual' } }),
    ]
    const rule = { kind: 'ordered', order: ['trial', 'annual'] } as const
    const { trend } = segmentReport(plantedSurvey(rows), [{ field: 'stage', rule }])
    expect(trend?.largestDrop).toBeNull()
  })

  it('read the comments by tenure: a theme of long customers is distinctive in their bucket', () => {
    const rows = tenureSurvey(4, 0.02).map((row): PlantedRow => {
      const isLong = Number(row.segments?.tenureMonths) >= 72
      return { ...row, hasComment: true, mentions: isLong ? [[2, 'negative']] : [] }
    })
    const { cells } = segmentReport(plantedSurvey(rows), LIFECYCLE)
    expect(cells.at(-1)?.distinctiveThemes.map((t) => t.id)).toEqual(['support'])
    expect(cells[0]?.distinctiveThemes).toEqual([])
  })

  it('hides cells under the minimum and says so; a trend runs over the shown ones', () => {
    const rows = [
      ...groupRows([1, 1, 1], { segments: { stage: 'a' } }),
      ...groupRows([4, 2, 4], { segments: { stage: 'b' } }),
      ...groupRows([20, 20, 20], { segments: { stage: 'c' } }),
    ]
    const rule = { kind: 'ordered', order: ['a', 'b', 'c'] } as const
    const report = segmentReport(plantedSurvey(rows), [{ field: 'stage', rule }])
    expect(report.cells.map((c) => c.suppressed)).toEqual(['small', 'complementary', null])
    expect(report.trend).toBeNull()
    expect(report.warnings.map((w) => w.code)).toContain('cells-hidden')
    expect(JSON.stringify(report)).not.toContain('"base":10')
  })

  it('warns where bases differ, fields are sensitive and numbers are unreadable', () => {
    const rows = [
      ...groupRows([2, 2, 2], { segments: { age: 20 } }),
      ...groupRows([20, 20, 20], { segments: { age: 50 } }),
      ...groupRows([2, 2, 2], { segments: { age: 'old' } }),
    ]
    const rule = { kind: 'edges', edges: [30] } as const
    const { warnings } = segmentReport(plantedSurvey(rows), [{ field: 'age', rule }])
    expect(warnings.map((w) => w.code)).toEqual(['sensitive-field', 'not-a-number', 'bases-differ'])
  })

  it('employees below thirty answers are hidden and the others keep the order of their names', () => {
    const rows = ['zoe', 'amy', 'bob', 'cat'].flatMap((agent, i) =>
      groupRows([10, 10, 12 - i * 6 + (i === 3 ? 14 : 0)], { segments: { agent, shift: 'day' } })
    )
    const { cells } = segmentReport(plantedSurvey(rows), [{ field: 'agent' }, { field: 'shift' }])
    expect(cells.map((c) => c.keys[0]?.bucket)).toEqual(['amy', 'bob', 'cat', 'zoe'])
    expect(cells[1]?.figures).toBeNull()
  })

  it('interactions name the cells, and Simpson findings come with one field', () => {
    const columns = plantedSurvey(
      personaSurvey(6, 0.3).map((row, i): PlantedRow => {
        const extra = i % 3 === 0 ? ([[0, 'negative']] as const) : []
        return { ...row, mentions: [...(row.mentions ?? []), ...extra] }
      })
    )
    const { interactions, simpson } = segmentReport(columns, [{ field: 'tier' }])
    expect(interactions[0]?.cells.map((c) => c.keys[0]?.bucket)).toEqual(['basic', 'max', 'plus'])
    expect(Array.isArray(simpson)).toBe(true)
    const cross = segmentReport(columns, [{ field: 'tier' }, { field: 'persona' }])
    expect(cross.simpson).toEqual([])
    expect(cross.trend).toBeNull()
  })

  it('finds a reversal among the survey’s other fields', () => {
    const cell = (plan: string, size: string, detractors: number, base: number) =>
      groupRows([detractors, 0, base - detractors], { segments: { plan, size } })
    const rows = [
      ...cell('basic', 'small', 30, 300),
      ...cell('pro', 'small', 200, 1000),
      ...cell('basic', 'large', 600, 1000),
      ...cell('pro', 'large', 210, 300),
    ]
    const columns = plantedSurvey(rows)
    expect(segmentReport(columns, [{ field: 'plan' }]).simpson[0]?.kind).toBe('reversal')
    expect(segmentReport(columns, [{ field: 'plan' }], { checkWithin: [] }).simpson).toEqual([])
  })

  it('the order of responses changes no figure', () => {
    const rows = personaSurvey(9, 0.3)
    const by = [{ field: 'persona' }, { field: 'tier' }]
    const mixed = shuffled(rows, seededRandom(1))
    expect(segmentReport(plantedSurvey(mixed), by).cells).toEqual(
      segmentReport(plantedSurvey(rows), by).cells
    )
  })

  it('refuses unknown fields and more than two', () => {
    const columns = plantedSurvey(repeat(3, { group: 'passive', segments: { plan: 'a' } }))
    expect(() => segmentReport(columns, [{ field: 'nope' }])).toThrow('one of plan, got "nope"')
    expect(() => segmentReport(columns, [])).toThrow('one or two fields')
    expect(() => segmentReport(plantedSurvey([]), [{ field: 'x' }])).toThrow('it has none')
  })
})
