import { describe, expect, it } from 'vitest'
import { rateField } from '../../../src/insight/numbers/rate-field.ts'
import { type PlantedRow, plantedSurvey } from '../planted-survey.ts'

const LEVELS = { confLevel: 0.95, minBase: 5 }

describe('shares of a rated question', () => {
  const values = Array.from({ length: 44 }, (_, i) => (i >= 40 ? null : i < 10 ? 2 : 4))
  const rows = values.map(
    (_, i): PlantedRow => ({
      hasComment: i !== 39,
      mentions: i < 8 || i >= 36 ? [[0, 'negative']] : i < 12 ? [[1, 'neutral']] : [],
    })
  )
  const columns = plantedSurvey(rows)

  it('counts answers within the range, over all and per theme', () => {
    const found = rateField(columns, { field: 'q7', values, range: { atMost: 2 } }, LEVELS)
    expect(found.share).toMatchObject({ estimate: 0.25, base: 40 })
    expect(found.missingCount).toBe(4)
    expect(found.themes.map(({ id }) => id)).toEqual(['billing'])
    expect(found.themes[0]?.share).toMatchObject({ base: 12, estimate: 8 / 12 })
    expect(found.themes[0]?.shareDifference.estimate).toBeCloseTo(8 / 12 - 2 / 28, 12)
    const both = { field: 'q7', values, range: { atLeast: 3, atMost: 5 } }
    expect(rateField(columns, both, LEVELS).share?.estimate).toBe(0.75)
  })

  it('shows rarer themes when asked, nothing where nobody answered, and refuses odd ranges', () => {
    const all = rateField(
      columns,
      { field: 'q', values, range: { atMost: 2 } },
      { ...LEVELS, minBase: 1 }
    )
    expect(all.themes).toHaveLength(2)
    const nobody = values.map(() => null)
    expect(
      rateField(columns, { field: 'q', values: nobody, range: { atMost: 2 } }, LEVELS)
    ).toMatchObject({ share: null, themes: [] })
    const rate = (range: object) => () => rateField(columns, { field: 'q', values, range }, LEVELS)
    expect(rate({})).toThrow('at least one end')
    expect(rate({ atLeast: 5, atMost: 4 })).toThrow('not above the upper')
  })
})
