import { describe, expect, it } from 'vitest'
import { comparePeriods } from '../../../src/insight/trends/compare-periods.ts'
import { isWithin } from '../../../src/insight/trends/period-span.ts'
import { groupRows, type PlantedRow, plantedSurvey } from '../planted-survey.ts'

const day = (month: number, date: number) => Date.UTC(2026, month - 1, date, 12)

describe('stretches of the calendar', () => {
  const times = [day(1, 1), day(3, 31), day(4, 1), day(6, 14), null]
  const within = (text: string, timeZone = 'UTC') =>
    isWithin(times, text, { timeZone, option: 'from' })

  it.each([
    ['2026', [true, true, true, true, false]],
    ['2026-Q1', [true, true, false, false, false]],
    ['2026-03', [false, true, false, false, false]],
    ['2026-W24', [false, false, false, true, false]],
    ['2026-06-14', [false, false, false, true, false]],
    ['2026-01..2026-03', [true, true, false, false, false]],
    ['2026-q2 .. 2026-Q3', [false, false, true, true, false]],
    ['2025', [false, false, false, false, false]],
  ])('%s', (text, expected) => {
    expect(within(text)).toEqual(expected)
  })

  it('begin at midnight of the time zone', () => {
    const late = [Date.UTC(2026, 2, 31, 22, 30)]
    expect(isWithin(late, '2026-04', { timeZone: 'Europe/Berlin', option: 'to' })).toEqual([true])
  })

  it.each(['June', '2026-06..2026-05', '2026-06..2026-Q3', '2026-Q5', ''])('refuses %j', (text) => {
    expect(() => within(text)).toThrow('from: expected a period such as')
  })
})

describe('change between two stretches', () => {
  const person = (id: string, group: PlantedRow['group'], time: number): PlantedRow => ({
    respondent: id,
    group: group ?? null,
    time,
    mentions: group === 'detractor' ? [[0, 'negative']] : [[1, 'positive']],
  })
  const rows = [
    ...Array.from({ length: 20 }, (_, i) =>
      person(`p${i}`, i < 5 ? 'detractor' : 'promoter', day(1, 5))
    ),
    ...Array.from({ length: 20 }, (_, i) =>
      person(`p${i}`, i < 12 ? 'detractor' : 'promoter', day(2, 5))
    ),
    ...groupRows([0, 10, 10], { time: day(3, 5) }),
  ]
  const columns = plantedSurvey(rows)

  it('adds up to its parts and counts who moved', () => {
    const found = comparePeriods(columns, { before: '2026-01', after: '2026-02' })
    expect(found.npsBefore?.estimate).toBe(50)
    expect(found.npsAfter?.estimate).toBe(-20)
    expect(found.npsPoints?.estimate).toBeCloseTo(-70, 10)
    const sum = found.decomposition?.parts.reduce((total, p) => total + p.total.estimate, 0)
    expect(sum).toBeCloseTo(-70, 10)
    expect(found.sameRespondents?.moves.promoter.detractor).toBe(7)
    expect(found.warnings.map(({ code }) => code)).toEqual(['same-people-on-both-sides'])
  })

  it('takes several periods together', () => {
    const found = comparePeriods(columns, { before: '2026-01..2026-02', after: '2026-03' })
    expect(found.npsBefore?.base).toBe(40)
    expect(found.sameRespondents?.base).toBe(0)
    expect(found.warnings).toEqual([])
  })

  it('hides sides with too few people, and refuses overlapping ones', () => {
    const found = comparePeriods(columns, { before: '2026-01', after: '2026-03', minBase: 21 })
    expect(found).toMatchObject({ npsBefore: null, npsPoints: null, decomposition: null })
    expect(found.warnings[0]?.detail).toContain('has 20 people with a score')
    expect(comparePeriods(columns, { before: '2025', after: '2026-01' }).warnings[0]?.detail).toBe(
      '"2025" has 0 people with a score; at least 5 on each side are needed.'
    )
    expect(() => comparePeriods(columns, { before: '2026-01', after: '2026' })).toThrow('overlap')
  })
})
