import { describe, expect, it } from 'vitest'
import type { CommentReading, ContentKind, ResponseFlag } from '../../src/domain/reading.ts'
import { readingWarnings } from '../../src/text/reading-warnings.ts'

const reading = (content: ContentKind, flags: readonly ResponseFlag[] = []): CommentReading => ({
  language: 'en',
  content,
  sentiment: { polarity: 'neutral', valence: 0, confidence: 0.5 },
  clauses: [],
  flags,
})

const many = (count: number, content: ContentKind) =>
  Array.from({ length: count }, () => reading(content))

describe('readingWarnings', () => {
  it('says nothing of English comments and of blanks', () => {
    expect(readingWarnings([...many(20, 'opinion'), ...many(50, 'none')])).toEqual([])
  })

  it('warns from one comment in twenty in another language on', () => {
    const readings = [...many(19, 'opinion'), ...many(1, 'unsupported-language')]
    expect(readingWarnings(readings)).toEqual([
      {
        code: 'unsupported-language',
        detail: '1 of 20 comments are not in English; their scores count, their comments do not',
      },
    ])
    expect(readingWarnings([...many(20, 'opinion'), ...readings])).toEqual([])
  })

  it('counts comments that were cut', () => {
    expect(readingWarnings([reading('opinion', ['truncated'])])[0]?.code).toBe('truncated-comments')
  })
})
