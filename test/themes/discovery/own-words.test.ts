import { describe, expect, it } from 'vitest'
import { compactClauses } from '../../../src/themes/clauses/clause-table.ts'
import { createWordBook } from '../../../src/themes/clauses/word-book.ts'
import { discoverProfiles } from '../../../src/themes/discovery/discover-clusters.ts'
import { matchProfiles } from '../../../src/themes/discovery/match-profiles.ts'
import { ownWords } from '../../../src/themes/discovery/own-words.ts'
import { createThemeEncoder } from '../../../src/themes/encoding/theme-encoder.ts'
import { loadThemeResources } from '../load-resources.ts'
import { spoken } from '../readings.ts'

const { vectors, scorer, scorerWeights } = loadThemeResources()

function surveyOf(texts: readonly string[]) {
  const book = createWordBook(vectors)
  const clauses = texts.flatMap((text, i) => compactClauses(i, spoken([text]).reading, book))
  const encoder = createThemeEncoder(scorer.encoder, scorerWeights, vectors)(book)
  return { clauses, context: { book, vectors, encoder } }
}

const PENGUINS = [
  'the penguins',
  'penguins!',
  'a penguin',
  'loved the penguins',
  'baby penguins',
  'the penguin parade',
]
const OTHERS = [
  'price too high',
  'the price',
  'high prices',
  'price of food',
  'rude staff',
  'friendly staff',
  'staff were lovely',
  'the staff',
  'parking full',
  'no parking',
  'parking too far',
  'car parking',
]

describe("a word of the survey's own", () => {
  const { clauses, context } = surveyOf([...PENGUINS, ...OTHERS])

  it('is one that many short answers share and the encoder has no label for', () => {
    const words = ownWords(clauses, context, 3).map((stem) => context.book.stems[stem])
    expect(words).toEqual(['penguin'])
  })

  it('is none of few clauses, nor of long ones', () => {
    const few = surveyOf([...PENGUINS.slice(0, 3), ...OTHERS])
    expect(ownWords(few.clauses, few.context, 3)).toEqual([])
    const wordy = PENGUINS.map((text) => `${text} stood beside the lake by our blue tent`)
    const long = surveyOf([...wordy, ...OTHERS])
    expect(ownWords(long.clauses, long.context, 3)).toEqual([])
  })

  it('gathers all that say it in one theme', () => {
    const set = discoverProfiles(clauses, {
      ...context,
      seed: 1,
      maxClusters: 25,
      minClauses: 3,
      isAnchored: true,
    })
    const found = matchProfiles(clauses, set, context).map((match) => match?.profile)
    expect(new Set(found.slice(0, PENGUINS.length)).size).toBe(1)
    expect(set.profiles[found[0] ?? -1]?.ownWord).toBe('penguin')
    expect(found.slice(PENGUINS.length)).not.toContain(found[0])
  })
})
