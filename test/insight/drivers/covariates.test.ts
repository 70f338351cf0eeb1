import { describe, expect, it } from 'vitest'
import type { DriverInput } from '../../../src/domain/driver.ts'
import type { SegmentValue } from '../../../src/domain/response.ts'
import type { DriverViews } from '../../../src/insight/drivers/driver-views.ts'
import { rankDrivers } from '../../../src/insight/drivers/rank-drivers.ts'
import { randomSource, simulateSurvey } from '../../quality/effect-simulation.ts'
import { makeSurvey, OPTIONS } from './make-survey.ts'

const survey = simulateSurvey('standard', 600, 41)
const { uniform } = randomSource(1)
const draws = survey.scoreGroups.map(() => uniform())

function run(segments: Record<string, (SegmentValue | null)[]>, input: DriverInput = survey) {
  const result = rankDrivers({ ...input, segments }, OPTIONS)
  return {
    result,
    views: result.drivers as DriverViews,
    codes: result.warnings.map((w) => w.code),
  }
}

describe('segments that effects are adjusted for', () => {
  it('cuts numbers into terciles, says where, and makes a missing value a level', () => {
    const tenure = draws.map((u, i) => (i % 10 === 0 ? null : Math.floor(120 * u)))
    const [field] = run({ tenure }).views.adjustedFor
    expect(field).toMatchObject({ field: 'tenure', kind: 'terciles' })
    const [low, high] = field!.edges!
    const labels = field!.levels.map((l) => l.label)
    expect(new Set(labels)).toEqual(
      new Set([`≤ ${low}`, `${low} to ${high}`, `> ${high}`, '(missing)'])
    )
    expect(field!.levels.find((l) => l.label === '(missing)')!.base).toBe(60)
    expect(field!.levels.reduce((sum, l) => sum + l.base, 0)).toBe(600)
    const lows = tenure.filter((t) => t !== null && t <= low).length
    expect(lows / 540).toBeCloseTo(1 / 3, 1)
  })

  it('makes a missing category a level too', () => {
    const plan = draws.map((u, i) => (i % 5 === 0 ? null : u < 0.5 ? 'basic' : 'pro'))
    const labels = run({ plan }).views.adjustedFor[0]!.levels.map((l) => l.label)
    expect(labels).toContain('(missing)')
  })

  it('keeps two or three numbers, booleans and mixed values as categories', () => {
    const { views } = run({
      seats: draws.map((u) => Math.floor(3 * u)),
      isTrial: draws.map((u) => u < 0.5),
      mixed: draws.map((u) => (u < 0.5 ? 1 : 'one')),
    })
    expect(views.adjustedFor.map((f) => [f.field, f.kind, f.levels.length])).toEqual([
      ['isTrial', 'category', 2],
      ['mixed', 'category', 2],
      ['seats', 'category', 3],
    ])
  })

  it('groups rare levels with a warning, and leaves a constant field out with another', () => {
    const city = draws.map((u) =>
      u < 0.4 ? 'Ulm' : u < 0.8 ? 'Bonn' : `village ${Math.floor(100 * u)}`
    )
    const { views, result, codes } = run({ city, country: draws.map(() => 'DE') })
    expect(views.adjustedFor.map((f) => f.field)).toEqual(['city'])
    expect(views.adjustedFor[0]!.levels.map((l) => l.label)).toContain('(other)')
    expect(codes).toContain('segment-constant')
    const [warning] = result.warnings.filter((w) => w.code === 'segment-levels-grouped')
    expect(warning!.detail).toMatch(/"city" has many values: \d+ rare ones/)
  })

  it('keeps at most ten levels', () => {
    const city = draws.map((u) => `city ${Math.floor(20 * u)}`)
    const { views } = run({ city }, simulateSurvey('standard', 600, 41))
    expect(views.adjustedFor[0]!.levels).toHaveLength(11)
  })

  it('keeps a single rare level as it is, since grouping it alone would hide nothing', () => {
    const plan = draws.map((u, i) => (i < 3 ? 'gold' : u < 0.5 ? 'basic' : 'pro'))
    const { views } = run({ plan })
    expect(views.adjustedFor[0]!.levels.map((l) => l.label)).toContain('gold')
  })

  it('leaves out a field that would need more columns than the detractors allow', () => {
    const small = simulateSurvey('standard', 150, 41)
    const city = draws.slice(0, 150).map((u) => `city ${Math.floor(8 * u)}`)
    const { codes, views } = run({ city }, small)
    expect(codes).toContain('segment-left-out')
    expect(views.adjustedFor).toEqual([])
  })

  it('shows base and detractor share of each level, and warns where they differ much', () => {
    const { views, result } = run(survey.segments as Record<string, string[]>)
    const [plan] = views.adjustedFor
    expect(plan!.levels.map((l) => l.label)).toEqual(['current', 'legacy'])
    expect(plan!.levels[1]!.detractorShare!).toBeGreaterThan(plan!.levels[0]!.detractorShare! + 0.1)
    const [warning] = result.warnings.filter((w) => w.code === 'segment-bases-differ')
    expect(warning!.detail).toMatch(
      /Detractors are \d+ % of \d+ with "current" but \d+ % of \d+ with "legacy" in "plan"/
    )
  })

  it('does not warn of levels that differ by chance alone', () => {
    const coin = draws.map((u) => (u < 0.03 ? 'heads' : 'tails'))
    expect(run({ coin }).codes).not.toContain('segment-bases-differ')
  })

  it('copes with a level of which only some score groups are left among passives and promoters', () => {
    const plan = survey.scoreGroups.map((group, i) =>
      group === 'detractor' && i % 3 === 0 ? 'gone' : 'here'
    )
    const { views } = run({ plan })
    expect(views.diagnostics.map((d) => d.outcome)).toContain('passives')
    expect(views.diagnostics.find((d) => d.outcome === 'passives')!.columnCount).toBeLessThan(
      views.diagnostics.find((d) => d.outcome === 'detractors')!.columnCount + 4
    )
  })
})

describe('who comments', () => {
  const kinds = (silent: number, unhappy: number) =>
    makeSurvey(
      ['speed'],
      [
        { count: 40, group: 'detractor', says: '-speed' },
        { count: 60, group: 'promoter' },
        { count: 10, group: 'passive', says: '-speed' },
        { count: unhappy, group: 'detractor', isSilent: true },
        { count: silent - unhappy, group: 'promoter', isSilent: true },
      ]
    )

  it('is warned of only when it makes a difference', () => {
    const codes = (silent: number, unhappy: number) =>
      rankDrivers(kinds(silent, unhappy), OPTIONS).warnings.map((w) => w.code)
    expect(codes(60, 4)).toContain('commenters-differ')
    expect(codes(60, 22)).not.toContain('commenters-differ')
    // Four silent people cannot show a difference, however large.
    expect(codes(4, 0)).not.toContain('commenters-differ')
  })
})
