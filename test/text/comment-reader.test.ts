import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCommentReader } from '../../src/text/comment-reader.ts'
import { loadTextResources } from './resources.ts'

const reader = createCommentReader(loadTextResources())
const polarityOf = (comment: string) => reader.read(comment, 'reason').sentiment.polarity

describe('the comment reader', () => {
  it.each([
    ['No problems ever', 'positive'],
    ['All good. No complaints.', 'positive'],
    ['Very clean, no problem', 'positive'],
    ['could not be happier', 'positive'],
    ['Kindly improve your performance', 'negative'],
    ['I waited 3 weeks for a reply', 'negative'],
    ['the app keeps crashing', 'negative'],
    ['support was slow but the product is great', 'mixed'],
  ])('reads %j as %s', (comment, polarity) => {
    expect(polarityOf(comment)).toBe(polarity)
  })

  it('gives clauses that slice back and follow one another, whatever the characters', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '👍🏽',
        '👨‍👩‍👧',
        'é',
        'שלום',
        '&amp;',
        '&#39;',
        '\n- ',
        ' but ',
        ', ',
        '…',
        '\u200f',
        '\u00a0',
        'não',
        '__proto__',
        'constructor'
      )
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const comment = pieces.join(' ')
        let before = 0
        for (const clause of reader.read(comment, 'reason').clauses) {
          expect(clause.start).toBeGreaterThanOrEqual(before)
          expect(clause.end).toBeGreaterThan(clause.start)
          expect(clause.end).toBeLessThanOrEqual(comment.length)
          expect(clause.tokens[0]?.start).toBe(clause.start)
          expect(clause.tokens.at(-1)?.end).toBe(clause.end)
          before = clause.end
        }
      }),
      { numRuns: 300, seed: 1 }
    )
  })
})
