import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { createCommentReader } from '../../src/text/comment-reader.ts'
import { areaUnderCurve, type Class } from '../quality/sentiment-metrics.ts'
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

  it('ranks promoters of a provider that it never saw above detractors: AUC at least 0.93', () => {
    const text = readFileSync(new URL('../../corpora/northlink/data.csv', import.meta.url), 'utf8')
    const { data } = Papa.parse<Record<string, string>>(text, { header: true })
    const judged = data.flatMap((row) => {
      const comment = row['Why did you give that score?'] ?? ''
      const score = Number(row['Recommend score'] || Number.NaN)
      if (comment.trim() === '' || !(score <= 6 || score >= 9)) return []
      const truth: Class = score >= 9 ? 2 : 0
      const { valence, confidence } = reader.read(comment, 'reason').sentiment
      return [{ truth, given: truth, valence, confidence }]
    })
    expect(judged.length).toBeGreaterThan(250)
    expect(areaUnderCurve(judged)).toBeGreaterThanOrEqual(0.93)
  })

  it('leaves explanations out when nobody asks, and nothing else', () => {
    const comment = 'Driver was polite but the parcel was soaked'
    const [whole, brief] = [true, false].map((withExplanations) =>
      reader.read(comment, 'reason', { withExplanations })
    )
    expect(whole?.clauses.every(({ explanations }) => explanations.length > 0)).toBe(true)
    expect(brief?.clauses.every(({ explanations }) => explanations.length === 0)).toBe(true)
    const without = whole?.clauses.map((clause) => ({ ...clause, explanations: [] }))
    expect(brief).toEqual({ ...whole, clauses: without })
  })
})
