import { describe, expect, it } from 'vitest'
import { correctionFigures } from '../../../src/insight/corrections/correction-figures.ts'

const COUNTS = {
  reviewedCount: 40,
  correctedCount: 12,
  correctionCount: 15,
  clauseCount: 80,
  clausePolarityChangedCount: 8,
  mentionCount: 50,
  mentionRemovedCount: 5,
  mentionAddedCount: 15,
  mentionPolarityChangedCount: 3,
}

describe('figures of corrections', () => {
  it('are shares with Wilson intervals on their own base', () => {
    const figures = correctionFigures(COUNTS)
    expect(figures.polarityChangedShare).toMatchObject({
      estimate: 0.1,
      base: 80,
      method: 'wilson',
    })
    expect(figures.mentionPrecision).toMatchObject({ estimate: 0.9, base: 50 })
    expect(figures.mentionRecall).toMatchObject({ estimate: 0.75, base: 60 })
    expect(figures.reviewedCount).toBe(40)
  })

  it('are null where nothing was reviewed', () => {
    const none = { ...COUNTS, clauseCount: 0, clausePolarityChangedCount: 0 }
    const figures = correctionFigures({
      ...none,
      mentionCount: 0,
      mentionRemovedCount: 0,
      mentionAddedCount: 0,
    })
    expect([figures.polarityChangedShare, figures.mentionPrecision, figures.mentionRecall]).toEqual(
      [null, null, null]
    )
  })
})
