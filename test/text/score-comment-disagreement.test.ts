import { describe, expect, it } from 'vitest'
import type { Polarity } from '../../src/domain/reading.ts'
import { isScoreCommentDisagreement } from '../../src/text/score-comment-disagreement.ts'

const reading = (polarity: Polarity, valence: number, confidence = 0.9) => ({
  content: 'opinion' as const,
  sentiment: { polarity, valence, confidence },
})

describe('isScoreCommentDisagreement', () => {
  it.each([
    ['promoter', 'negative', -0.8, true],
    ['detractor', 'positive', 0.8, true],
    ['promoter', 'positive', 0.8, false],
    ['detractor', 'negative', -0.8, false],
    ['passive', 'negative', -0.8, false],
    ['promoter', 'mixed', -0.4, false],
    ['promoter', 'negative', -0.1, false],
    [null, 'negative', -0.8, false],
  ] as const)('%s with a %s comment of %f: %s', (group, polarity, valence, expected) => {
    expect(isScoreCommentDisagreement(group, reading(polarity, valence))).toBe(expected)
  })

  it('does not hold an unsure reading against a score', () => {
    expect(isScoreCommentDisagreement('promoter', reading('negative', -0.8, 0.6))).toBe(false)
  })

  it('does not read what is no opinion', () => {
    const none = { ...reading('negative', -0.8), content: 'none' as const }
    expect(isScoreCommentDisagreement('promoter', none)).toBe(false)
  })
})
