import { describe, expect, it } from 'vitest'
import { centreWithin } from '../../../src/insight/numbers/centre-within.ts'
import { compareBenchmark } from '../../../src/insight/numbers/compare-benchmark.ts'
import { contrastThemes } from '../../../src/insight/numbers/contrast-themes.ts'
import { correlateField } from '../../../src/insight/numbers/correlate-fields.ts'
import { bucketField } from '../../../src/insight/segments/bucket-field.ts'
import {
  drawGroup,
  groupRows,
  type PlantedRow,
  plantedSurvey,
  repeat,
  seededRandom,
} from '../planted-survey.ts'

describe('correlation with CLTV, churn, AOV', () => {
  it('finds the planted link with churn, counts the missing, and says correlation', () => {
    const random = seededRandom(1)
    const rows = Array.from({ length: 400 }, (): PlantedRow => {
      const group = drawGroup(random, 0.3, 0.4)
      const churned = random() < (group === 'detractor' ? 0.5 : 0.1)
      return {
        group,
        hasComment: true,
        mentions: random() < (churned ? 0.4 : 0.05) ? [[0, 'negative']] : [],
        segments: { churned: random() < 0.1 ? null : churned ? 'yes' : 'no' },
      }
    })
    const report = correlateField(plantedSurvey(rows), 'churned', { confLevel: 0.95 })
    const [score, strongest] = report.correlations
    expect(score?.pearson?.confHigh).toBeLessThan(-0.2)
    expect(score?.spearman?.estimate).toBeLessThan(-0.2)
    expect((score?.base ?? 0) + (score?.missingCount ?? 0)).toBe(400)
    expect(strongest?.with).toBe('billing')
    expect(strongest?.qValue).toBeLessThan(0.001)
    expect(report.warnings.map((w) => w.code)).toEqual(['correlation-only'])
  })

  it('warns below thirty pairs, counts what it cannot read, and uses scores where given', () => {
    const rows = [5, 8, '12', 'n/a', true, ' ', Number.NaN].map((value, i) => ({
      group: i % 2 === 0 ? ('promoter' as const) : ('detractor' as const),
      segments: { value },
    }))
    const columns = plantedSurvey(rows)
    const report = correlateField(columns, 'value', { confLevel: 0.95, scores: [1, 2, 3, 4, 5] })
    expect(report.correlations[0]?.base).toBe(4)
    expect(report.unreadableCount).toBe(2)
    expect(report.warnings.map((w) => w.code)).toContain('few-pairs')
    expect(report.correlations.at(-1)).toMatchObject({ pearson: null, spearman: null, qValue: 1 })
    expect(() => correlateField(columns, 'nope', { confLevel: 0.95 })).toThrow('field')
  })
})

describe('benchmark vs industry and competitors', () => {
  const counts = { detractors: 20, passives: 40, promoters: 40 }

  it('gives the difference with interval and the caller’s source text', () => {
    const benchmark = { npsPoints: 31, source: 'Trade report 2025, p. 4' }
    const found = compareBenchmark(counts, benchmark, 0.95)
    expect(found.difference.estimate).toBe(-11)
    expect(found.difference.confLow).toBeCloseTo(found.npsPoints.confLow - 31, 10)
    expect(found.benchmark.source).toBe('Trade report 2025, p. 4')
    expect(found.isBenchmarkTakenAsExact).toBe(true)
  })

  it('a benchmark with an error of its own widens the interval', () => {
    const exact = compareBenchmark(counts, { npsPoints: 31, source: 'x' }, 0.95)
    const rough = compareBenchmark(counts, { npsPoints: 31, source: 'x', stdErrorPoints: 5 }, 0.95)
    expect(rough.isBenchmarkTakenAsExact).toBe(false)
    expect(rough.difference.confLow).toBeLessThan(exact.difference.confLow)
  })

  it('refuses figures that cannot be, and figures from nowhere', () => {
    expect(() => compareBenchmark(counts, { npsPoints: 131, source: 'x' }, 0.95)).toThrow('points')
    expect(() => compareBenchmark(counts, { npsPoints: 1, source: ' ' }, 0.95)).toThrow('source')
    const negative = { npsPoints: 1, source: 'x', stdErrorPoints: -1 }
    expect(() => compareBenchmark(counts, negative, 0.95)).toThrow('stdErrorPoints')
  })
})

describe('cultural nuance: scale use', () => {
  const centred = (rows: readonly PlantedRow[]) => {
    const columns = plantedSurvey(rows)
    const cut = (field: string) =>
      bucketField(field, columns.segments[field] ?? [], { kind: 'categories' })
    return centreWithin(columns, cut('plan'), cut('country'), { confLevel: 0.95 })
  }

  /** Plans are equal within countries; country `warm` scores higher and buys plan `a` more often. */
  function survey(seed: number): PlantedRow[] {
    const random = seededRandom(seed)
    return Array.from({ length: 300 }, () => {
      const isWarm = random() < 0.5
      const plan = random() < (isWarm ? 0.8 : 0.2) ? 'a' : 'b'
      return {
        group: drawGroup(random, isWarm ? 0.1 : 0.5, isWarm ? 0.7 : 0.2),
        segments: { plan, country: isWarm ? 'warm' : 'cool' },
      }
    })
  }

  it('a difference that is scale use only is gone within countries, raw beside it', () => {
    let covered = 0
    for (let run = 0; run < 200; run++) {
      const [a] = centred(survey(run)).groups
      expect(a?.raw?.estimate).toBeGreaterThan(10)
      if (a?.within && a.within.confLow <= 0 && 0 <= a.within.confHigh) covered++
    }
    expect(covered / 200).toBeGreaterThan(0.91)
    expect(covered / 200).toBeLessThan(0.985)
  })

  it('says when a comparison turns round', () => {
    const at = (plan: string, country: string) => ({ segments: { plan, country } })
    const rows = [
      ...groupRows([2, 0, 10], at('a', 'warm')),
      ...groupRows([0, 0, 4], at('b', 'warm')),
      ...groupRows([4, 0, 0], at('a', 'cool')),
      ...groupRows([10, 0, 2], at('b', 'cool')),
      ...repeat(2, { group: null, segments: { plan: 'a' } }),
      ...repeat(2, { group: 'passive', segments: { plan: 'a' } }),
    ]
    const found = centred(rows)
    expect(found.warnings[0]?.code).toBe('scale-use')
    expect(found.groups[0]?.base).toBe(18)
    expect(found.groups[0]?.within?.base).toBe(32)
  })

  it('has nothing within countries where each buys one plan', () => {
    const rows = [
      ...groupRows([2, 2, 2], { segments: { plan: 'a', country: 'x' } }),
      ...groupRows([2, 2, 2], { segments: { plan: 'b', country: 'y' } }),
    ]
    expect(centred(rows).groups[0]).toMatchObject({ within: null })
    const lone = centred(groupRows([1, 1, 1], { segments: { plan: 'a', country: 'x' } }))
    expect(lone.groups[0]?.raw).toBeNull()
  })
})

describe('theme contrast of promoters and detractors', () => {
  const both = ['promoter', 'detractor'] as const

  it('by hand: log odds with the prior of everybody', () => {
    const rows = [
      ...repeat(3, { group: 'promoter', mentions: [[0, 'positive']] }),
      ...repeat(7, { group: 'promoter', hasComment: true }),
      ...repeat(1, { group: 'detractor', mentions: [[0, 'negative']] }),
      ...repeat(9, { group: 'detractor', hasComment: true }),
    ]
    const [billing] = contrastThemes(plantedSurvey(rows), both, 0.95)
    const prior = (10 * 4.5) / 21
    const odds = (y: number) => (y + prior) / (10 - y + 10 - prior)
    expect(billing?.logOddsRatio.estimate).toBeCloseTo(Math.log(odds(3) / odds(1)), 10)
    expect([billing?.firstCount, billing?.secondCount]).toEqual([3, 1])
  })

  it('finds the planted difference, and false ones at most at the stated rate', () => {
    let finds = 0
    let falseFinds = 0
    for (let run = 0; run < 200; run++) {
      const random = seededRandom(run)
      const rows = Array.from({ length: 300 }, (): PlantedRow => {
        const group = drawGroup(random, 0.4, 0.4)
        return {
          group,
          hasComment: true,
          mentions: [
            ...(random() < (group === 'promoter' ? 0.4 : 0.1) ? [[0, 'positive'] as const] : []),
            ...(random() < 0.2 ? [[1, 'negative'] as const] : []),
            ...(random() < 0.03 ? [[2, 'negative'] as const] : []),
          ],
        }
      })
      const found = contrastThemes(plantedSurvey(rows), both, 0.95)
      if (found[0]?.id === 'billing' && found[0].qValue <= 0.05) finds++
      if (found.slice(1).some((t) => t.qValue <= 0.05)) falseFinds++
    }
    expect(finds / 200).toBeGreaterThan(0.95)
    expect(falseFinds / 200).toBeLessThan(0.09)
  })

  it('swapping the groups turns the sign; passives against promoters works as well', () => {
    const rows = [
      ...repeat(5, {
        group: 'passive',
        mentions: [
          [1, 'neutral'],
          [0, 'neutral'],
        ],
      }),
      ...repeat(5, { group: 'promoter', hasComment: true }),
      ...repeat(2, { group: null, mentions: [[1, 'neutral']] }),
    ]
    const columns = plantedSurvey(rows)
    const one = contrastThemes(columns, ['passive', 'promoter'], 0.95)
    const other = contrastThemes(columns, ['promoter', 'passive'], 0.95)
    const estimate = (list: typeof one) => list.find((t) => t.id === 'speed')?.logOddsRatio.estimate
    expect(estimate(one)).toBeCloseTo(-(estimate(other) ?? 0), 10)
    expect(contrastThemes(columns, both, 0.95)).toEqual([])
    expect(() => contrastThemes(columns, ['passive', 'passive'], 0.95)).toThrow('different')
  })

  it('equally telling themes come by id', () => {
    const rows = [
      ...repeat(5, {
        group: 'promoter',
        mentions: [
          [1, 'positive'],
          [0, 'positive'],
        ],
      }),
      ...repeat(5, { group: 'detractor', hasComment: true }),
    ]
    expect(contrastThemes(plantedSurvey(rows), both, 0.95).map((t) => t.id)).toEqual([
      'billing',
      'speed',
    ])
  })
})
