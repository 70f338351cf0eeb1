import { expect, it } from 'vitest'
import { quoteEnd } from '../../src/analysis/quotes.ts'

it.each([
  ['Cancelled again, and nobody rang', 0, 16, 'Cancelled again'],
  ['Too dear – but fine', 0, 11, 'Too dear'],
  ['Never again!!!', 0, 14, 'Never again!!!'],
  ['ok; , more', 2, 5, '; ,'],
  ['Lovely crew 😀, slow boat', 0, 15, 'Lovely crew 😀'],
])('a quote of %j ends before marks that lead on', (comment, start, end, quote) => {
  expect(comment.slice(start, quoteEnd(comment, { start, end }))).toBe(quote)
})
