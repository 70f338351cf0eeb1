import { describe, expect, it } from 'vitest'
import { compactClauses } from '../../../src/themes/clauses/clause-table.ts'
import { createWordBook } from '../../../src/themes/clauses/word-book.ts'
import { choosePacks, themesOfPacks } from '../../../src/themes/taxonomy/choose-packs.ts'
import { loadThemeResources } from '../load-resources.ts'
import { spoken } from '../readings.ts'

const { vectors } = loadThemeResources()
const words = [
  { pack: 'telecom', phrase: 'router' },
  { pack: 'telecom', phrase: 'phone line' },
  { pack: 'hospitality', phrase: 'breakfast' },
]

function packsOf(comments: readonly string[]) {
  const book = createWordBook(vectors)
  const clauses = comments.flatMap((text, i) => compactClauses(i, spoken([text]).reading, book))
  return choosePacks({ clauses, book, words }, null)
}
const times = (count: number, text: string) => Array.from({ length: count }, () => text)

describe('the packs that comments point to', () => {
  it('are those whose industry enough comments speak of, even where most of what is said is general', () => {
    const { packs } = packsOf([...times(50, 'too expensive'), ...times(7, 'the routers are slow')])
    expect(packs).toEqual(['telecom'])
  })

  it('are none where an industry is touched in passing', () => {
    const { packs, warnings } = packsOf([
      ...times(90, 'too expensive'),
      ...times(6, 'the router is slow'),
    ])
    expect(packs).toEqual([])
    expect(warnings[0]?.detail).toMatch(/^No industry pack fits these comments clearly/)
  })

  it('are none where few comments speak of it, whatever their share', () => {
    expect(packsOf([...times(10, 'too expensive'), ...times(3, 'a slow router')]).packs).toEqual([])
  })

  it('are several where several carry much of what is said', () => {
    const { packs } = packsOf([...times(20, 'a slow router'), ...times(15, 'a cold breakfast')])
    expect(packs).toEqual(['telecom', 'hospitality'])
  })

  it('leave out one that is rare beside another', () => {
    const { packs } = packsOf([...times(50, 'a slow router'), ...times(15, 'a cold breakfast')])
    expect(packs).toEqual(['telecom'])
  })

  it('know phrases only as a whole', () => {
    expect(packsOf(times(20, 'the phone is in line with the advert')).packs).toEqual([])
    expect(packsOf(times(20, 'my phone line crackles')).packs).toEqual(['telecom'])
  })

  it('are those asked for, whatever the comments say', () => {
    const book = createWordBook(vectors)
    expect(choosePacks({ clauses: [], book, words }, ['retail'])).toEqual({
      packs: ['retail'],
      warnings: [],
    })
  })
})

describe('the themes of packs', () => {
  it('are the general ones, those of the packs, and all that belong to none', () => {
    const definitions = ['general', 'telecom', 'retail', undefined].map((pack, i) => ({
      id: `theme-${i}`,
      label: `Theme ${i}`,
      ...(pack === undefined ? {} : { pack }),
    }))
    expect(themesOfPacks(definitions, ['retail']).map(({ id }) => id)).toEqual([
      'theme-0',
      'theme-2',
      'theme-3',
    ])
  })
})
