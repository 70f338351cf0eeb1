import { describe, expect, it } from 'vitest'
import type { Clause, Polarity, ResponseFlag } from '../../src/domain/reading.ts'
import { isScoreCommentDisagreement } from '../../src/text/score-comment-disagreement.ts'

const reading = (polarity: Polarity, valence: number, confidence = 0.9) => ({
  content: 'opinion' as const,
  sentiment: { polarity, valence, confidence },
  clauses: [] as readonly Clause[],
  flags: [] as readonly ResponseFlag[],
})

describe('isScoreCommentDisagreement', () => {
  it.each([
    ['promoter', 'negative', -0.8, true],
    ['detractor', 'positive', 0.8, true],
    ['promoter', 'positive', 0.8, false],
    ['detractor', 'negative', -0.8, false],
    ['passive', 'negative', -0.8, false],
    ['promoter', 'mixed', -0.4, false],
    ['promoter', 'negative', -0.4, false],
    [null, 'negative', -0.8, false],
  ] as const)('%s with a %s comment of %f: %s', (group, polarity, valence, expected) => {
    expect(isScoreCommentDisagreement(group, reading(polarity, valence))).toBe(expected)
  })

  it('does not hold an unsure reading against a score', () => {
    expect(isScoreCommentDisagreement('promoter', reading('negative', -0.8, 0.7))).toBe(false)
  })

  it('does not read what is no opinion', () => {
    const none = { ...reading('negative', -0.8), content: 'none' as const }
    expect(isScoreCommentDisagreement('promoter', none)).toBe(false)
  })

  it('lets one clause on the side of the score agree with it', () => {
    const clause = { valence: -0.2 } as Clause
    const praise = { ...reading('positive', 0.8), clauses: [clause] }
    expect(isScoreCommentDisagreement('detractor', praise)).toBe(false)
    const corrected = { ...reading('positive', 0.8, 1), clauses: [clause] }
    expect(isScoreCommentDisagreement('detractor', corrected)).toBe(true)
  })

  it.each(['churn-intent', 'request', 'competitor'] as const)(
    "does not hold a detractor's %s against the score",
    (flag) => {
      const praise = { ...reading('positive', 0.8), flags: [flag] }
      expect(isScoreCommentDisagreement('detractor', praise)).toBe(false)
      const complaint = { ...reading('negative', -0.8), flags: [flag] }
      expect(isScoreCommentDisagreement('promoter', complaint)).toBe(true)
    }
  )
})
