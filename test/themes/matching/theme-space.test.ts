import { describe, expect, it } from 'vitest'
import { createWordBook } from '../../../src/themes/clauses/word-book.ts'
import { createThemeEncoder } from '../../../src/themes/encoding/theme-encoder.ts'
import { buildThemeSpace } from '../../../src/themes/matching/theme-space.ts'
import { loadThemeResources } from '../load-resources.ts'

const { vectors, scorer, scorerWeights } = loadThemeResources()
const encoderFor = createThemeEncoder(scorer.encoder, scorerWeights, vectors)

function compile(examples: readonly string[]) {
  const book = createWordBook(vectors)
  const theme = { id: 'x', label: 'Zither', examples }
  const space = buildThemeSpace([theme], {
    book,
    vectors,
    encoder: encoderFor(book),
    isKnown: false,
  })
  const strengthOf = (form: string) => space.seedStrength.get(book.wordOf(form).stemId)?.[0] ?? 0
  const phrases = [...space.phrases.values()]
    .flat()
    .map(({ stems }) => stems.map((stem) => book.stems[stem]).join(' '))
  return { strengthOf, phrases }
}

describe('seeds of a theme', () => {
  it('of several words stay a phrase where one telling word is left', () => {
    expect(compile(['weeks to get']).phrases).toContain('week to get')
  })

  it('make no seed of words that fit every topic', () => {
    const { strengthOf } = compile(['days without a reply', 'days of silence'])
    expect(strengthOf('days')).toBe(0)
    expect(strengthOf('reply')).toBeGreaterThan(0)
  })

  it('leave a word that stands in phrases only weaker than one that stands alone, however many there are', () => {
    const often = compile([
      'cancel my contract',
      'cancel the subscription',
      'cancel the policy',
      'cancel the plan',
      'cancel the membership',
    ])
    expect(often.strengthOf('cancel')).toBeLessThan(0.61)
    expect(compile(['cancel']).strengthOf('cancel')).toBeGreaterThan(0.7)
  })
})

describe('stems of words', () => {
  it.each([
    ['rang', 'ring', 'range'],
    ['broke', 'break', 'broker'],
    ['lasts', 'lasts', 'last'],
    ['training', 'trained', 'trains'],
  ])('%s goes with %s and not with %s', (form, own, other) => {
    const book = createWordBook(vectors)
    expect(book.wordOf(form).stemId).toBe(book.wordOf(own).stemId)
    expect(book.wordOf(form).stemId).not.toBe(book.wordOf(other).stemId)
  })
})
