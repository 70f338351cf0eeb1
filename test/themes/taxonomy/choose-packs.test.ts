import { describe, expect, it } from 'vitest'
import { choosePacks } from '../../../src/themes/taxonomy/choose-packs.ts'

const PACKS = ['general', 'telecom', 'telecom', 'retail', 'retail']
const definitions = PACKS.map((pack, i) => ({ id: `theme-${i}`, label: `Theme ${i}`, pack }))

/** So many clauses whose first theme is the one given. */
const clauses = (theme: number, count: number) =>
  Array.from({ length: count }, () => [{ theme, confidence: 0.5 }])

describe('the packs that comments point to', () => {
  it('lead the other packs even where most of what is said is general', () => {
    const matches = [...clauses(0, 500), ...clauses(1, 25), ...clauses(3, 8)]
    expect(choosePacks(definitions, matches, null).packs).toEqual(['telecom'])
  })

  it('are none where two packs are level by chance', () => {
    const { packs, warnings } = choosePacks(
      definitions,
      [...clauses(0, 500), ...clauses(1, 12), ...clauses(3, 9)],
      null
    )
    expect(packs).toEqual([])
    expect(warnings[0]?.detail).toMatch(/^No industry pack fits these comments clearly/)
  })

  it('are two where both carry much of what is said', () => {
    const matches = [...clauses(0, 40), ...clauses(1, 30), ...clauses(3, 28)]
    expect(choosePacks(definitions, matches, null).packs).toEqual(['telecom', 'retail'])
  })
})
