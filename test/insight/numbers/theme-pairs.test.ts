import { describe, expect, it } from 'vitest'
import { themePairs } from '../../../src/insight/numbers/theme-pairs.ts'
import { type PlantedRow, plantedSurvey, repeat, seededRandom } from '../planted-survey.ts'

const THEMES = ['failure', 'support', 'price', 'app']

/** Failures lead to support calls by `link`; price and app come as they come. */
function survey(seed: number, link: number): PlantedRow[] {
  const random = seededRandom(seed)
  return Array.from({ length: 500 }, () => {
    const hasFailure = random() < 0.2
    const hasSupport = random() < (hasFailure ? link : 0.2)
    const others = [2, 3].filter(() => random() < 0.25)
    return {
      group: 'passive',
      hasComment: true,
      mentions: [...(hasFailure ? [0] : []), ...(hasSupport ? [1] : []), ...others].map(
        (theme) => [theme, 'negative'] as const
      ),
    }
  })
}

describe('journey chain: failed system, then support', () => {
  it('the planted pair comes first with its lift', () => {
    const [first, second] = themePairs(plantedSurvey(survey(1, 0.6), THEMES), 0.95)
    expect([first?.first, first?.second]).toEqual(['failure', 'support'])
    expect(first?.lift.confLow).toBeGreaterThan(1.5)
    expect(first?.qValue).toBeLessThan(0.001)
    expect(second?.qValue).toBeGreaterThan(0.01)
  })

  it('by hand: 10 together of 20 and 25 in 100 comments is a lift of 2', () => {
    const rows = [
      ...repeat(10, {
        mentions: [
          [0, 'negative'],
          [1, 'negative'],
        ],
      }),
      ...repeat(10, { mentions: [[0, 'neutral']] }),
      ...repeat(15, { mentions: [[1, 'positive']] }),
      ...repeat(65, { hasComment: true }),
      ...repeat(9, { group: 'passive' }),
    ]
    const [pair] = themePairs(plantedSurvey(rows, THEMES), 0.95)
    expect(pair?.lift.estimate).toBeCloseTo(2, 10)
    expect(pair?.lift.base).toBe(100)
    expect(pair?.togetherCount).toBe(10)
  })

  it('finds a pair in at most about 5 % of surveys without one; lifts cover 1', () => {
    let found = 0
    let [covered, pairs] = [0, 0]
    for (let run = 0; run < 200; run++) {
      const all = themePairs(plantedSurvey(survey(50 + run, 0.2), THEMES), 0.95)
      if (all.some((pair) => pair.qValue <= 0.05)) found++
      pairs += all.length
      covered += all.filter(({ lift }) => lift.confLow <= 1 && 1 <= lift.confHigh).length
    }
    expect(found / 200).toBeLessThan(0.09)
    expect(covered / pairs).toBeGreaterThan(0.93)
    expect(covered / pairs).toBeLessThan(0.97)
  })

  it('passes over rare pairs and themes that everybody raises; equal pairs come by id', () => {
    const rows = [
      ...repeat(4, {
        mentions: [
          [0, 'negative'],
          [1, 'negative'],
        ],
      }),
      ...repeat(6, {
        mentions: [
          [2, 'negative'],
          [3, 'negative'],
        ],
      }),
    ]
    const found = themePairs(plantedSurvey(rows, THEMES), 0.95)
    expect(found.map((p) => [p.first, p.second])).toEqual([['price', 'app']])
    const all = repeat(9, {
      mentions: [
        [0, 'negative'],
        [1, 'negative'],
      ],
    })
    expect(themePairs(plantedSurvey(all, THEMES), 0.95)).toEqual([])
    const three = [
      ...repeat(6, {
        mentions: [
          [0, 'negative'],
          [1, 'negative'],
          [2, 'negative'],
        ],
      }),
      ...repeat(6, { hasComment: true }),
    ]
    expect(themePairs(plantedSurvey(three, THEMES), 0.95).map((p) => p.second)).toEqual([
      'price',
      'support',
      'price',
    ])
  })
})
