import { describe, expect, it } from 'vitest'
import { compactClauses } from '../../../src/themes/clauses/clause-table.ts'
import { createWordBook } from '../../../src/themes/clauses/word-book.ts'
import { createThemeEncoder } from '../../../src/themes/encoding/theme-encoder.ts'
import { matchClauses } from '../../../src/themes/matching/match-clauses.ts'
import { FEATURE_NAMES } from '../../../src/themes/matching/match-scorer.ts'
import { buildThemeSpace } from '../../../src/themes/matching/theme-space.ts'
import { loadThemeResources } from '../load-resources.ts'
import { spoken } from '../readings.ts'

const { vectors, scorer, scorerWeights } = loadThemeResources()

/** Matches one clause with weights that give every theme the same probability. */
function matchesAt(probability: number, threshold: number) {
  const book = createWordBook(vectors)
  const encoder = createThemeEncoder(scorer.encoder, scorerWeights, vectors)(book)
  const space = buildThemeSpace([{ id: 'x', label: 'Zither' }], {
    book,
    vectors,
    encoder,
    isKnown: false,
  })
  const weights = {
    weights: FEATURE_NAMES.map(() => 0),
    bias: Math.log(probability / (1 - probability)),
    threshold,
  }
  const clauses = compactClauses(0, spoken(['nothing much']).reading, book)
  return matchClauses(clauses, { space, book, vectors, encoder, weights })[0]?.length
}

describe('a comment in which no theme reaches the threshold', () => {
  it('keeps its surest near miss', () => {
    expect(matchesAt(0.12, 0.17)).toBe(1)
    expect(matchesAt(0.2, 0.35)).toBe(1)
  })

  it('keeps none below half the threshold, or below one in ten', () => {
    expect(matchesAt(0.16, 0.35)).toBe(0)
    expect(matchesAt(0.09, 0.17)).toBe(0)
  })
})
