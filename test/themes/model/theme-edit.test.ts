import { describe, expect, it } from 'vitest'
import type { FoundTheme } from '../../../src/domain/theme.ts'
import { carryOverModel } from '../../../src/themes/model/carry-over.ts'
import { applyEdits, editThemeModel, undoThemeEdit } from '../../../src/themes/model/theme-edit.ts'
import {
  readThemeModel,
  type SavedTheme,
  saveThemeModel,
  type ThemeModelBody,
} from '../../../src/themes/model/theme-model.ts'

function discovered(id: string, terms: SavedTheme['terms']): SavedTheme {
  return { id, label: id, isAffectOnly: false, terms, meaning: [1, 0], minScore: 0 }
}

function body(changes: Partial<ThemeModelBody> = {}): ThemeModelBody {
  return {
    madeBy: 'test',
    taxonomy: 'auto',
    packs: [],
    discovered: [discovered('found-parking', [['park', 2]])],
    commonMeaning: [0, 0],
    growth: null,
    edits: [],
    ...changes,
  }
}

const model = saveThemeModel(body())

function theme(id: string): FoundTheme {
  return {
    id,
    label: id,
    negativeLabel: id,
    positiveLabel: id,
    parentId: null,
    source: 'known',
    isAffectOnly: false,
  }
}

const known = new Map(['price', 'billing', 'food'].map((id) => [id, theme(id)]))
const own = [
  { theme: theme('price'), confidence: 0.4 },
  { theme: theme('billing'), confidence: 0.9 },
]

describe('a theme model', () => {
  it('has an id that follows from what it holds', () => {
    expect(saveThemeModel(body()).id).toBe(model.id)
    expect(saveThemeModel(body({ packs: ['telecom'] })).id).not.toBe(model.id)
  })

  it('survives JSON', () => {
    expect(readThemeModel(JSON.parse(JSON.stringify(model)))).toEqual(model)
  })

  it('of version 0 is brought up to date', () => {
    const { packs: _packs, edits: _edits, growth: _growth, ...old } = model
    expect(readThemeModel({ ...old, formatVersion: 0 })).toMatchObject({
      formatVersion: 2,
      growth: null,
      packs: [],
      edits: [],
    })
  })

  it.each([
    [{ ...model, formatVersion: 9 }, /expected formatVersion 0 to 2, got 9/],
    [{ ...model, format: 'other' }, /expected the format/],
    [{ ...model, discovered: 'all' }, /expected a list in "discovered"/],
    [{ ...model, discovered: [{ id: 'x' }] }, /expected id, label, terms/],
  ])('that cannot be read is refused: %#', (damaged, message) => {
    expect(() => readThemeModel(damaged as typeof model)).toThrow(message)
  })
})

describe('edits', () => {
  const price = { op: 'rename', themeId: 'price', label: 'Cost' } as const

  it('leave the model they were made on unchanged, and can be undone', () => {
    const edited = editThemeModel(model, price)
    expect(model.edits).toEqual([])
    expect(edited.id).not.toBe(model.id)
    expect(undoThemeEdit(edited)).toEqual(model)
    expect(undoThemeEdit(model)).toEqual(model)
  })

  it('rename a theme in all its labels', () => {
    const links = applyEdits([price], { own, added: [] }, known)
    expect(links[0]?.theme).toMatchObject({ id: 'price', label: 'Cost', negativeLabel: 'Cost' })
  })

  it('merge mentions, the surest of which stays', () => {
    const merge = { op: 'merge', themeIds: ['price'], into: 'billing' } as const
    const links = applyEdits([merge], { own, added: [] }, known)
    expect(links.map(({ theme: { id }, confidence }) => [id, confidence])).toEqual([
      ['billing', 0.9],
    ])
  })

  it('let a renamed theme keep its name when mentions are merged into it', () => {
    const rename = { op: 'rename', themeId: 'price', label: 'Cost' } as const
    const merge = { op: 'merge', themeIds: ['billing'], into: 'price' } as const
    const links = applyEdits([rename, merge], { own, added: [] }, known)
    expect(links.map((link) => link.theme.label)).toEqual(['Cost'])
  })

  it('exclude a theme', () => {
    const links = applyEdits([{ op: 'exclude', themeId: 'billing' }], { own, added: [] }, known)
    expect(links.map((link) => link.theme.id)).toEqual(['price'])
  })

  it('split a theme into the parts that a clause fits, and leave the rest', () => {
    const split = { op: 'split', themeId: 'price', into: [{ id: 'fees', label: 'Fees' }] } as const
    const added = [{ theme: theme('fees'), confidence: 0.8 }]
    expect(applyEdits([split], { own, added }, known).map((link) => link.theme.id)).toEqual([
      'fees',
      'billing',
    ])
    expect(applyEdits([split], { own, added: [] }, known).map((link) => link.theme.id)).toEqual([
      'price',
      'billing',
    ])
  })

  it('move a theme under a parent', () => {
    const move = { op: 'move', themeId: 'price', parentId: 'food' } as const
    expect(applyEdits([move], { own, added: [] }, known)[0]?.theme.parentId).toBe('food')
  })

  it('that contradict themselves are refused', () => {
    expect(() =>
      editThemeModel(model, { op: 'merge', themeIds: ['price'], into: 'price' })
    ).toThrow(/other than the one/)
    expect(() => editThemeModel(model, { op: 'split', themeId: 'price', into: [] })).toThrow(
      /at least one/
    )
    expect(() =>
      editThemeModel(model, { op: 'add', theme: { id: 'found-parking', label: 'P' } })
    ).toThrow(/new id/)
    expect(() => editThemeModel(model, { op: 'move', themeId: 'a', parentId: 'a' })).toThrow(
      /parent other/
    )
  })
})

describe('re-discovery', () => {
  const fresh = saveThemeModel(
    body({
      discovered: [
        discovered('found-car-park', [['park', 2.1]]),
        discovered('found-noise', [['nois', 3]]),
      ],
    })
  )

  it('keeps the id of a theme that says the same, and gives a new theme its own', () => {
    const ids = carryOverModel(model, fresh).discovered.map(({ id }) => id)
    expect(ids).toEqual(['found-parking', 'found-noise'])
  })

  it('takes edits over', () => {
    const edited = editThemeModel(model, {
      op: 'rename',
      themeId: 'found-parking',
      label: 'Car park',
    })
    expect(carryOverModel(edited, fresh).edits).toEqual(edited.edits)
  })

  it('keeps a pinned theme that was not found again', () => {
    const pinned = editThemeModel(model, { op: 'pin', themeId: 'found-parking' })
    const without = saveThemeModel(body({ discovered: [] }))
    expect(carryOverModel(pinned, without).discovered.map(({ id }) => id)).toEqual([
      'found-parking',
    ])
    expect(carryOverModel(model, without).discovered).toEqual([])
  })
})
