import { describe, expect, it } from 'vitest'
import type { ClausePolarity } from '../../../src/domain/reading.ts'
import { compactClauses } from '../../../src/themes/clauses/clause-table.ts'
import { createWordBook } from '../../../src/themes/clauses/word-book.ts'
import { findOwnTopics } from '../../../src/themes/own-topics/find-own-topics.ts'
import { loadThemeResources } from '../load-resources.ts'
import { spoken } from '../readings.ts'

const { vectors } = loadThemeResources()
type Said = readonly [text: string, polarity: ClausePolarity]

const times = (count: number, text: string, polarity: ClausePolarity): readonly Said[] =>
  Array.from({ length: count }, () => [text, polarity] as const)

const MIXED = [...times(30, 'the box arrived', 'positive'), ...times(30, 'no box', 'negative')]
const PAYROLL = times(6, 'payroll wrong again', 'negative')

function topicsOf(
  said: readonly Said[],
  {
    isSure = false,
    phrases = [],
    industryWords = [],
  }: {
    readonly isSure?: boolean
    readonly phrases?: readonly string[]
    readonly industryWords?: readonly string[]
  } = {}
) {
  const book = createWordBook(vectors)
  const clauses = said.flatMap((part, i) => compactClauses(i, spoken(part).reading, book))
  const definitions = [{ id: 'x', label: 'Something', examples: phrases }]
  return findOwnTopics(clauses, () => isSure, book, { definitions, industryWords }).map(
    (stem) => book.stems[stem]
  )
}

describe("topics of a trade's own", () => {
  it('are nouns of several comments that lean to one side', () => {
    expect(topicsOf([...MIXED, ...PAYROLL])).toEqual(['payrol'])
  })

  it('are none that come with praise and blame as all else does', () => {
    const both = PAYROLL.map(([text], i): Said => [text, i % 2 === 0 ? 'negative' : 'positive'])
    expect(topicsOf([...MIXED, ...both])).toEqual([])
  })

  it('are none that a few comments touch', () => {
    expect(topicsOf([...MIXED, ...PAYROLL.slice(0, 3)])).toEqual([])
  })

  it('are none that a large part of the comments speak of', () => {
    expect(topicsOf([...MIXED.slice(0, 16), ...PAYROLL])).toEqual([])
  })

  it('are none whose clauses a built-in theme is sure of', () => {
    expect(topicsOf([...MIXED, ...PAYROLL], { isSure: true })).toEqual([])
  })

  it('are none that a theme in use, or the industry at large, has a word for', () => {
    expect(topicsOf([...MIXED, ...PAYROLL], { phrases: ['payroll run failed'] })).toEqual([])
    expect(topicsOf([...MIXED, ...PAYROLL], { industryWords: ['payroll'] })).toEqual([])
  })

  it('are no everyday words and no names', () => {
    expect(topicsOf([...MIXED, ...times(6, 'phone wrong again', 'negative')])).toEqual([])
    expect(topicsOf([...MIXED, ...times(6, 'the Payroll again', 'negative')])).toEqual([])
    expect(topicsOf([...MIXED, ...times(6, 'front wrong again', 'negative')])).toEqual([])
  })
})
