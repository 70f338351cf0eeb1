import { describe, expect, it } from 'vitest'
import { editWords, themeIdOf } from '../../../src/dashboard/parts/edit-words.ts'
import { editEffect } from '../../../src/dashboard/state/edit-effect.ts'
import type { AnalysedTheme } from '../../../src/http/client-types.ts'

function theme(id: string, points: number, more: Partial<AnalysedTheme> = {}): AnalysedTheme {
  const onDetractorShare = { estimate: points / 100 }
  return {
    id,
    label: id,
    rank: 1,
    mentionCount: 10,
    effect: { onDetractorShare },
    ...more,
  } as AnalysedTheme
}

describe('what an edit changes', () => {
  const before = [theme('price', 2), theme('billing', 1), theme('app', 0.5), theme('staff', 3)]

  it('begins with the themes that it speaks of, gone or new', () => {
    const after = [theme('price', 3, { mentionCount: 18 }), theme('app', 0.1), theme('staff', 3)]
    const { shifts, otherCount } = editEffect(before, after, ['price', 'billing'])
    expect(shifts.map(({ id }) => id)).toEqual(['price', 'billing', 'app'])
    expect(shifts[1]).toMatchObject({ after: null })
    expect(otherCount).toBe(0)
  })

  it('counts changes that nobody would see, and does not show them', () => {
    const after = before.map((one) => (one.id === 'app' ? theme('app', 0.502) : one))
    expect(editEffect(before, after, [])).toEqual({ shifts: [], otherCount: 1 })
  })

  it('is nothing when no figure changes', () => {
    expect(editEffect(before, before, ['price'])).toEqual({ shifts: [], otherCount: 0 })
  })
})

describe('an edit in words', () => {
  it('names themes by their labels', () => {
    const label = (id: string) => id.toUpperCase()
    const merge = { op: 'merge' as const, themeIds: ['a', 'b'], into: 'c' }
    expect(editWords(merge, label)).toBe('“A”, “B” merged into “C”')
  })

  it('gives a new theme an id that nobody has', () => {
    expect(themeIdOf('Größe & Co.', new Set())).toBe('own-gro-e-co')
    expect(themeIdOf('Staff', new Set(['own-staff']))).toBe('own-staff-2')
    expect(themeIdOf('价格', new Set())).toBe('own-theme')
  })
})
