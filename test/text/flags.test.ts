import { describe, expect, it } from 'vitest'
import { createCommentReader } from '../../src/text/comment-reader.ts'
import { FLAG_EXAMPLES } from './flag-examples.ts'
import { loadTextResources } from './resources.ts'

const reader = createCommentReader(loadTextResources())
const found = FLAG_EXAMPLES.map(([labels, comment]) => ({
  comment,
  truth: labels.split(' '),
  given: reader.read(comment, 'reason').flags,
}))

describe('flags', () => {
  it.each(['churn-intent', 'request', 'competitor'] as const)(
    '%s has a precision and a recall of at least 0.8 on the labelled examples',
    (flag) => {
      const given = found.filter((row) => row.given.includes(flag))
      const wanted = found.filter((row) => row.truth.includes(flag))
      const missed = wanted.filter((row) => !row.given.includes(flag)).map((row) => row.comment)
      const wrong = given.filter((row) => !row.truth.includes(flag)).map((row) => row.comment)
      const hits = given.length - wrong.length
      expect({ isEnough: hits / given.length >= 0.8, wrong }).toMatchObject({ isEnough: true })
      expect({ isEnough: hits / wanted.length >= 0.8, missed }).toMatchObject({ isEnough: true })
    }
  )

  it('marks a comment that was read only in part', () => {
    expect(reader.read('slow '.repeat(5000), 'reason').flags).toContain('truncated')
  })
})
