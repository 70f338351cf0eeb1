import { describe, expect, it } from 'vitest'
import { bucketField } from '../../../src/insight/segments/bucket-field.ts'
import { simpsonCheck } from '../../../src/insight/segments/simpson-check.ts'
import {
  drawGroup,
  groupRows,
  type PlantedRow,
  plantedSurvey,
  repeat,
  seededRandom,
} from '../planted-survey.ts'

const categories = { kind: 'categories' } as const

function check(rows: readonly PlantedRow[], by = 'plan', within = 'size') {
  const columns = plantedSurvey(rows)
  const cut = (field: string) => bucketField(field, columns.segments[field] ?? [], categories)
  return simpsonCheck(columns, cut(by), [cut(within)], 0.95)
}

function cell(plan: string, size: string, detractors: number, base: number) {
  return groupRows([detractors, 0, base - detractors], { segments: { plan, size } })
}

describe('Simpson’s paradox', () => {
  it('finds a plan that looks worse over all and is better within every size', () => {
    const found = check([
      ...cell('basic', 'small', 30, 300),
      ...cell('pro', 'small', 200, 1000),
      ...cell('basic', 'large', 600, 1000),
      ...cell('pro', 'large', 210, 300),
    ])
    expect(found).toHaveLength(2)
    expect(found[0]).toMatchObject({ bucket: 'basic', within: 'size', kind: 'reversal' })
    expect(found[0]?.overall.estimate).toBeGreaterThan(0.1)
    expect(found[0]?.adjusted.estimate).toBeCloseTo(-0.1, 1)
  })

  it('finds a difference that another field explains', () => {
    const found = check([
      ...cell('basic', 'small', 20, 200),
      ...cell('pro', 'small', 80, 800),
      ...cell('basic', 'large', 480, 800),
      ...cell('pro', 'large', 120, 200),
    ])
    expect(found.map((f) => f.kind)).toEqual(['explained', 'explained'])
  })

  it('finds a difference that another field hides', () => {
    const found = check([
      ...cell('basic', 'small', 240, 800),
      ...cell('pro', 'small', 20, 200),
      ...cell('basic', 'large', 160, 200),
      ...cell('pro', 'large', 380, 800),
    ])
    expect(found[0]?.kind).toBe('masked')
  })

  it('leaves a difference alone that stands within every size', () => {
    const rows = ['small', 'large'].flatMap((size) => [
      ...cell('basic', size, 150, 300),
      ...cell('pro', size, 60, 300),
    ])
    expect(check(rows)).toEqual([])
  })

  it('leaves missing values and strata without a comparison alone', () => {
    expect(check([...cell('basic', 'small', 5, 9), ...cell('pro', 'large', 1, 9)])).toEqual([])
    expect(check([...repeat(20, { group: null, segments: { plan: 'a', size: 'b' } })])).toEqual([])
    const missing = groupRows([5, 5, 5], { segments: { size: 'small', plan: null } })
    expect(check([...missing, ...cell('basic', 'small', 5, 9)])).toEqual([])
  })

  it('is silent in at least 95 of 100 surveys with shuffled scores', () => {
    const random = seededRandom(8)
    let surveys = 0
    for (let run = 0; run < 200; run++) {
      const rows = Array.from({ length: 300 }, () => ({
        group: drawGroup(random, 0.35, 0.4),
        segments: {
          plan: ['basic', 'pro', 'max'][Math.floor(random() * 3)] ?? '',
          size: ['small', 'large'][Math.floor(random() * 2)] ?? '',
        },
      }))
      if (check(rows).length > 0) surveys++
    }
    expect(surveys).toBeLessThanOrEqual(10)
  })
})
