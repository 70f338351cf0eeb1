import { describe, expect, it } from 'vitest'
import { principalAxes } from '../../../src/training/word-vectors/principal-axes.ts'
import { chooseVocabulary } from '../../../src/training/word-vectors/vocabulary.ts'

const words = ['the', 'price', 'will', 'sarah', 'grumble', 'x9', 'teh']
const source = {
  words,
  dimensions: 1,
  has: (word: string) => words.includes(word),
  rank: (word: string) => words.indexOf(word) + 1,
  vector: () => [1],
}

function choose(size: number, customer: Record<string, number>) {
  return chooseVocabulary({
    source,
    customer: new Map(Object.entries(customer)),
    general: new Map(),
    own: new Map([['grumble', 1]]),
    isOrdinary: (word) => !['sarah', 'teh'].includes(word),
    isPersonName: (word) => ['sarah', 'will'].includes(word),
    size,
  })
}

describe('the vocabulary of the word vectors', () => {
  it('leaves out names of people unless they are ordinary words too', () => {
    const chosen = choose(10, { sarah: 9, will: 9 })
    expect(chosen).toContain('will')
    expect(chosen).not.toContain('sarah')
  })

  it('takes words of comments from the second occurrence, misspelt or not', () => {
    expect(choose(10, { teh: 2 })).toContain('teh')
    expect(choose(10, { teh: 1 })).not.toContain('teh')
  })

  it('leaves out words with digits', () => {
    expect(choose(10, { x9: 50 })).not.toContain('x9')
  })

  it("keeps the project's own words first when there is little room", () => {
    expect(choose(1, { price: 50 })).toEqual(['grumble'])
  })
})

describe('principal axes', () => {
  it('of a 2 × 2 matrix are its eigenvectors, largest first', () => {
    const { values, vectors } = principalAxes([
      [2, 1],
      [1, 2],
    ])
    expect(values[0]).toBeCloseTo(3, 10)
    expect(values[1]).toBeCloseTo(1, 10)
    expect(vectors[0]?.[0]).toBeCloseTo(Math.SQRT1_2, 10)
    expect(vectors[0]?.[1]).toBeCloseTo(Math.SQRT1_2, 10)
  })
})
