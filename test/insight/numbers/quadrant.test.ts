import { describe, expect, it } from 'vitest'
import type { ThemeFigures } from '../../../src/domain/driver.ts'
import { bandLabel } from '../../../src/insight/numbers/band-label.ts'
import { quadrants } from '../../../src/insight/numbers/quadrant.ts'

const effect = (estimate: number) => ({
  estimate,
  confLow: estimate - 0.02,
  confHigh: estimate + 0.02,
})

/** A ranked theme with effects in shares and counts of complaint and praise. */
function theme(
  id: string,
  [detractors, promoters, bad, good]: readonly number[],
  status = 'ranked'
) {
  return {
    id,
    label: id,
    status,
    negativeCount: bad,
    positiveCount: good,
    effect: { onDetractorShare: effect(detractors ?? 0), onPromoterShare: effect(promoters ?? 0) },
  } as unknown as ThemeFigures & { id: string; label: string }
}

describe('importance against performance', () => {
  it('puts every ranked theme into one quadrant', () => {
    const found = quadrants([
      theme('billing', [0.1, 0.01, 18, 2]),
      theme('staff', [0.01, 0.09, 3, 17]),
      theme('website', [0.01, 0.0, 9, 1]),
      theme('design', [0.005, -0.01, 2, 8]),
      theme('rare', [0.3, 0.3, 2, 1], 'insufficient'),
      theme('untold', [0.3, 0.3, 0, 0]),
    ])
    expect(found.themes.map(({ id, quadrant }) => [id, quadrant])).toEqual([
      ['billing', 'mend'],
      ['staff', 'keep'],
      ['design', 'calm'],
      ['website', 'watch'],
    ])
    expect(found.themes.map(({ isSure }) => isSure)).toEqual([true, true, false, false])
    expect(found.performanceLine).toBeCloseTo(28 / 60, 12)
    expect(found.importanceLine).toBeCloseTo((0.1 + 0.09 + 0.01 + 0.01) / 4, 12)
  })

  it('has no lines without ranked themes', () => {
    expect(quadrants([])).toEqual({ importanceLine: 0, performanceLine: 0, themes: [] })
  })
})

describe('words for an NPS', () => {
  const bands = [
    { from: 50, label: 'excellent' },
    { from: 0, label: 'good' },
  ]

  it('come from the caller only', () => {
    expect([50, 49.9, 0, -1].map((nps) => bandLabel(nps, bands))).toEqual([
      'excellent',
      'good',
      'good',
      null,
    ])
    expect(bandLabel(70, [])).toBeNull()
    expect(bandLabel(null, bands)).toBeNull()
  })

  it('are refused when they overlap or lie off the scale', () => {
    expect(() => bandLabel(1, [...bands, { from: 0, label: 'fine' }])).toThrow('different points')
    expect(() => bandLabel(1, [{ from: 101, label: 'more' }])).toThrow('-100 to 100')
  })
})
