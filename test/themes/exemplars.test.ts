import { describe, expect, it } from 'vitest'
import { compactClauses } from '../../src/themes/clauses/clause-table.ts'
import { createWordBook } from '../../src/themes/clauses/word-book.ts'
import { fitToLabel } from '../../src/themes/encoding/label-fit.ts'
import { createThemeEncoder } from '../../src/themes/encoding/theme-encoder.ts'
import { rankExemplars } from '../../src/themes/exemplars.ts'
import { loadThemeResources } from './load-resources.ts'
import { type SpokenClause, spoken } from './readings.ts'

const resources = loadThemeResources()

/** Quotes of one theme, best first. `confidences`: of each comment's last clause, which mentions the theme. */
function quotesOf(
  comments: readonly (readonly SpokenClause[])[],
  confidences: readonly number[] = comments.map(() => 0.7),
  label?: string
): string[] {
  const book = createWordBook(resources.vectors)
  const texts = comments.map((parts) => spoken(...parts))
  const found = texts.flatMap(({ reading }, index) => {
    const clause = compactClauses(index, reading, book).at(-1)
    if (!clause) return []
    const { start, end, polarity, valence } = clause
    const confidence = confidences[index] ?? 0
    return [{ clause, mention: { themeId: 't', start, end, polarity, valence, confidence } }]
  })
  const encoder = createThemeEncoder(
    resources.scorer.encoder,
    resources.scorerWeights,
    resources.vectors
  )(book)
  const name =
    label === undefined ? undefined : { label, fitOf: fitToLabel(label, { book, encoder }) }
  return rankExemplars(found, book, name).map(
    ({ comment, start, end }) => texts[comment]?.comment.slice(start, end) ?? ''
  )
}

describe('quotes of a theme', () => {
  it('stand alone: what goes on with the words before comes later', () => {
    const quotes = quotesOf([
      [['The tariff doubled'], ['and the engineer never turned up on Monday']],
      [['My engineer never turned up on Thursday afternoon']],
    ])
    expect(quotes).toEqual([
      'My engineer never turned up on Thursday afternoon',
      'and the engineer never turned up on Monday',
    ])
  })

  it('are sure before they are loud', () => {
    const loud = [['Shouted at the ceiling when the van drove past'] as const]
    const sure = [['Appointment moved a second time without a word', 'neutral'] as const]
    expect(quotesOf([loud, sure], [0.5, 0.65])[0]).toBe(sure[0]?.[0])
  })

  it('do not say the same thing twice', () => {
    const quotes = quotesOf([
      [['Engineer never turned up']],
      [['The engineer never turned up']],
      [['Parcel left in the rain']],
    ])
    expect(quotes).toHaveLength(2)
  })

  it('do not stop where a reader waits for more', () => {
    const quotes = quotesOf([[['Third account manager who']], [['Third account manager gone']]])
    expect(quotes[0]).toBe('Third account manager gone')
  })
})

describe('quotes of a named theme', () => {
  const stray = [['Drove to the seaside on Sunday morning']] as const
  const refund = [['My money never came back from them']] as const

  it('are about what the name says, also in other words', () => {
    expect(quotesOf([stray, refund])[0]).toBe(stray[0][0])
    expect(quotesOf([stray, refund], [0.7, 0.7], 'Refunds and compensation')[0]).toBe(refund[0][0])
  })

  it('show both halves of it before one half twice', () => {
    const quotes = quotesOf(
      [
        [['Tasty soup and lamb on the plate']],
        [['Delicious curry and fresh bread too']],
        [['Loud music and traffic all night long']],
      ],
      [0.7, 0.7, 0.6],
      'Food and noise'
    )
    expect(quotes.slice(0, 2)).toContain('Loud music and traffic all night long')
  })
})
