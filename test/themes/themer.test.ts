import { describe, expect, it } from 'vitest'
import type { ThemeOptions } from '../../src/domain/theme.ts'
import { editThemeModel } from '../../src/themes/model/theme-edit.ts'
import { createThemer } from '../../src/themes/themer.ts'
import { loadThemeResources } from './load-resources.ts'
import { type SpokenClause, spoken } from './readings.ts'

const themer = createThemer(loadThemeResources())
const DEFAULTS: ThemeOptions = {
  taxonomy: 'auto',
  discover: true,
  maxThemes: 25,
  model: null,
  seed: 1,
}

async function themesOf(
  comments: readonly (readonly SpokenClause[])[],
  options: Partial<ThemeOptions> = {}
) {
  const session = themer.start({ ...DEFAULTS, ...options })
  for (const parts of comments) {
    const { comment, reading } = spoken(...parts)
    session.add(comment, reading)
  }
  return session.finish()
}

describe('known themes', () => {
  it.each([
    ['waited three weeks for a reply to my ticket', 'support-speed'],
    ['internet keeps dropping out, constant outages', 'reliability'],
    ['way too expensive', 'price'],
    ['the receptionist was rude', 'staff-manner'],
    ['my refund never arrived', 'refunds'],
    ['parcel left on the doorstep by the courier', 'delivery'],
  ])('%s → %s', async (text, id) => {
    const { mentions } = await themesOf([[[text]]])
    expect(mentions[0]?.map((mention) => mention.themeId)).toContain(id)
  })

  it('carry polarity and offsets of the clause that mentions them', async () => {
    const { mentions } = await themesOf([
      [
        ['support took weeks to answer', 'negative'],
        ['but the price is great', 'positive'],
      ],
    ])
    const price = mentions[0]?.find((mention) => mention.themeId === 'price')
    expect(price).toMatchObject({ start: 29, end: 51, polarity: 'positive' })
  })
})

describe('what fits no theme', () => {
  it('is counted under other, never dropped', async () => {
    const { mentions, themes } = await themesOf([[['xylophone zebra quartz']]])
    expect(mentions[0]?.map((mention) => mention.themeId)).toEqual(['other'])
    expect(themes.at(-1)).toMatchObject({ id: 'other', source: 'other' })
  })

  it('a response without a comment mentions nothing', async () => {
    const { mentions } = await themesOf([[]])
    expect(mentions).toEqual([[]])
  })
})

describe("the caller's own taxonomy", () => {
  it('links clauses to themes of any domain from a label and a few phrases', async () => {
    const taxonomy = [
      { id: 'piste', label: 'Slopes', examples: ['icy runs', 'grooming', 'ski piste'] },
      { id: 'lift', label: 'Lifts', examples: ['chairlift queue', 'gondola broke down'] },
    ]
    const { mentions } = await themesOf(
      [[['the skiing runs were icy']], [['forty minutes in the gondola queue']]],
      { taxonomy, discover: false }
    )
    expect(mentions.map((list) => list.map((mention) => mention.themeId))).toEqual([
      ['piste'],
      ['lift'],
    ])
  })

  it('refuses a taxonomy that does not exist', () => {
    expect(() => themer.start({ ...DEFAULTS, taxonomy: 'fishing' })).toThrow(
      /expected a taxonomy of .*telecom.*got "fishing"/
    )
  })
})

describe('the same comments', () => {
  it('give the same assignment twice', async () => {
    const comments = ['slow wifi', 'rude staff', 'nice biscuits', 'biscuits again'].map(
      (text): readonly SpokenClause[] => [[text]]
    )
    expect(await themesOf(comments)).toEqual(await themesOf(comments))
  })
})

describe('a topic that no built-in theme has a word for', () => {
  const wave: readonly (readonly SpokenClause[])[] = [
    ...Array.from({ length: 30 }, (): readonly SpokenClause[] => [
      ['way too expensive', 'negative'],
    ]),
    ...Array.from({ length: 40 }, (): readonly SpokenClause[] => [['lovely staff', 'positive']]),
    ...[
      'zither untuned',
      'that zither hums',
      'zither unplayable',
      'zither strings',
      'zither lid',
    ].map((text): readonly SpokenClause[] => [[text, 'negative']]),
  ]

  it('is found beside them, and takes the place of faint tags', async () => {
    const { themes, mentions } = await themesOf(wave)
    const topic = themes.find(({ source }) => source === 'discovered')
    expect(topic).toMatchObject({ label: 'Zither feedback', negativeLabel: 'Zither problems' })
    const found = mentions.slice(-5).map((own) => own.map(({ themeId }) => themeId))
    expect(found).toEqual(Array.from({ length: 5 }, () => [topic?.id]))
  })

  it('is linked again by the model, in comments that were not there', async () => {
    const { model } = await themesOf(wave)
    const { mentions } = await themesOf([[['the zither arrived cracked']]], { model })
    expect(mentions[0]?.map(({ themeId }) => themeId)).toEqual(['found-zither'])
  })

  it('is no word of the industry at large', async () => {
    const hotel = ['the hotel', 'that hotel again', 'hotel and hotel', 'my hotel'].flatMap((text) =>
      Array.from({ length: 4 }, (): readonly SpokenClause[] => [[text, 'neutral']])
    )
    const { themes, warnings } = await themesOf([...wave.slice(0, 70), ...hotel])
    expect(warnings[0]?.detail).toContain('hospitality')
    expect(themes.filter(({ source }) => source === 'discovered')).toEqual([])
  })

  it('leaves a clause to the theme that is sure of it', async () => {
    const { mentions } = await themesOf([...wave, [['zither way too expensive', 'negative']]])
    expect(mentions.at(-1)?.map(({ themeId }) => themeId)).toContain('price')
  })
})

describe('a saved model', () => {
  const wave = [
    'the vending machine ate my coins',
    'vending machine empty',
    'vending machine broken',
    'that vending machine again',
  ].flatMap((text): readonly (readonly SpokenClause[])[] => [
    [[text]],
    [[`${text} downstairs`]],
    [[`the ${text} today`]],
  ])

  it('gives the comments it was made from the same themes without discovery', async () => {
    const first = await themesOf(wave, { taxonomy: 'none' })
    const again = await themesOf(wave, { taxonomy: 'none', model: first.model })
    expect(again.mentions).toEqual(first.mentions)
    expect(again.model).toEqual(first.model)
  })

  it('re-tags comments after an edit, and an edit survives re-discovery', async () => {
    const first = await themesOf(wave, { taxonomy: 'none' })
    const id = first.themes[0]?.id ?? ''
    const edited = editThemeModel(first.model, { op: 'rename', themeId: id, label: 'Snacks' })
    const applied = await themesOf(wave, { taxonomy: 'none', model: edited })
    expect(applied.themes.find((theme) => theme.id === id)?.label).toBe('Snacks')
    const renewed = await themesOf(wave, { taxonomy: 'none', previous: edited })
    expect(renewed.themes.find((theme) => theme.id === id)?.label).toBe('Snacks')
  })

  it('finds the mentions of a theme that a person adds', async () => {
    const first = await themesOf(wave, { taxonomy: 'none' })
    const added = editThemeModel(first.model, {
      op: 'add',
      theme: {
        id: 'vending',
        label: 'Vending machines',
        examples: ['vending machine', 'snack machine broken'],
      },
    })
    const { mentions } = await themesOf(wave, { taxonomy: 'none', model: added })
    expect(mentions.flat().some((mention) => mention.themeId === 'vending')).toBe(true)
  })
})

describe('the themes that a model can link to', () => {
  it('are those of its taxonomy, found ones and added ones', async () => {
    const { model } = await themer
      .start({ taxonomy: 'auto', discover: false, maxThemes: 5, model: null, seed: 1 })
      .finish()
    const added = editThemeModel(model, { op: 'add', theme: { id: 'parking', label: 'Parking' } })
    const ids = themer.themeIds?.(added) ?? []
    expect(ids).toContain('support-speed')
    expect(ids).toContain('parking')
    expect(themer.themeIds?.(model)).not.toContain('parking')
    expect(ids).not.toContain('other')
  })
})
