import { describe, expect, it } from 'vitest'
import { createThemeEncoder } from '../../../src/themes/encoding/theme-encoder.ts'
import { createKnownSpaces } from '../../../src/themes/matching/known-spaces.ts'
import { buildThemeSpace } from '../../../src/themes/matching/theme-space.ts'
import { readTaxonomy } from '../../../src/themes/taxonomy/read-taxonomy.ts'
import { loadThemeResources } from '../load-resources.ts'

const { themesTsv, seedsTsv, vectors, scorer, scorerWeights } = loadThemeResources()
const themes = readTaxonomy(themesTsv, seedsTsv)
const encoderFor = createThemeEncoder(scorer.encoder, scorerWeights, vectors)

describe('built-in themes shared by sessions', () => {
  it('gives every book the same first words, which one session cannot change for the next', () => {
    const spaces = createKnownSpaces(themes, vectors, encoderFor)
    const first = spaces.newBook()
    const { length } = first.words
    const word = first.wordOf('zebracrossing')
    expect(word.id).toBe(length)
    const second = spaces.newBook()
    expect(second.words).toHaveLength(length)
    expect(second.wordOf('lollipop').id).toBe(length)
    expect(second.wordOf('refund')).toEqual(first.wordOf('refund'))
  })

  it('compiles themes as with a book of their own, and only once', () => {
    const spaces = createKnownSpaces(themes, vectors, encoderFor)
    const chosen = themes.slice(1)
    const book = spaces.newBook()
    const { length } = book.words
    const built = buildThemeSpace(chosen, {
      book,
      vectors,
      encoder: encoderFor(book),
      isKnown: true,
    })
    const { sharedWords, ...space } = spaces.spaceOf(chosen)
    expect(space).toEqual(built)
    expect(sharedWords).toBe(length)
    expect(book.words).toHaveLength(length)
    expect(spaces.spaceOf([...chosen])).toBe(spaces.spaceOf(chosen))
  })
})
