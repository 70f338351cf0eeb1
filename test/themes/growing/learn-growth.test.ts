import { describe, expect, it } from 'vitest'
import { InvalidThemeModelError } from '../../../src/domain/errors.ts'
import type { ThemeModel, ThemeOptions } from '../../../src/domain/theme.ts'
import { readThemeModel } from '../../../src/themes/model/theme-model.ts'
import { createThemer } from '../../../src/themes/themer.ts'
import { loadThemeResources } from '../load-resources.ts'
import { spoken } from '../readings.ts'

const themer = createThemer(loadThemeResources())
const TAXONOMY = [
  { id: 'delay', label: 'Delays', examples: ['delayed', 'late arrival'] },
  { id: 'fare', label: 'Fares', examples: ['expensive ticket', 'price'] },
  { id: 'seat', label: 'Seats', examples: ['cramped seat', 'legroom'] },
]

async function themesOf(texts: readonly string[], options: Partial<ThemeOptions> = {}) {
  const session = themer.start({
    taxonomy: TAXONOMY,
    discover: false,
    maxThemes: 5,
    model: null,
    seed: 1,
    ...options,
  })
  for (const text of texts) {
    const { comment, reading } = spoken([text])
    session.add(comment, reading)
  }
  const { mentions, model } = await session.finish()
  return {
    model,
    mentions,
    ids: mentions.map((list) => list.map(({ themeId }) => themeId)),
  }
}

/** Sixty comments in which "zorbo" stands with lateness and "plinth" with fares. */
const WAVE = Array.from({ length: 20 }, (_, i) => [
  `zorbo delayed ${i + 2} hours`,
  `plinth ticket expensive ${i + 2} euros`,
  `cramped seat ${i + 2} no legroom`,
]).flat()

const growthOf = (model: ThemeModel) => readThemeModel(model).growth

describe("a caller's theme", () => {
  it('learns the words of the people who speak of it', async () => {
    const { model } = await themesOf(WAVE)
    const delay = growthOf(model)?.themes.find(({ id }) => id === 'delay')
    const heard = (delay?.terms ?? []).filter(([, weight]) => weight > 0).map(([word]) => word)
    expect(heard).toContain('zorbo')
    expect(heard).not.toContain('plinth')
  })

  it('is surer of a clause that uses a learned word', async () => {
    const confidenceOf = async (model: ThemeModel | null) => {
      const { mentions } = await themesOf(['zorbo was late'], { model })
      return mentions[0]?.find(({ themeId }) => themeId === 'delay')?.confidence ?? 0
    }
    const { model } = await themesOf(WAVE)
    const unlearned = { ...model, growth: { ...growthOf(model), themes: withoutTerms(model) } }
    expect(await confidenceOf(model)).toBeGreaterThan(await confidenceOf(unlearned))
  })

  it('learns nothing from a handful of comments', async () => {
    const { model } = await themesOf(WAVE.slice(0, 12))
    expect(growthOf(model)).toBeNull()
  })
})

function withoutTerms(model: ThemeModel) {
  return growthOf(model)?.themes.map((theme) => ({ ...theme, terms: [] })) ?? []
}

describe('what themes have learned', () => {
  it('gives the same mentions when the model is applied to the same comments', async () => {
    const first = await themesOf(WAVE)
    const saved = JSON.parse(JSON.stringify(first.model)) as ThemeModel
    const again = await themesOf(WAVE, { model: saved })
    expect(JSON.stringify(again.mentions)).toBe(JSON.stringify(first.mentions))
    expect(again.model).toEqual(first.model)
  })

  it('is not learned anew from the comments that a model is applied to', async () => {
    const { model } = await themesOf(WAVE)
    const later = await themesOf(WAVE.slice(0, 30), { model })
    expect(growthOf(later.model)).toEqual(growthOf(model))
  })

  it('is left alone in built-in themes', async () => {
    const { model } = await themesOf(WAVE, { taxonomy: 'auto' })
    expect(growthOf(model)).toBeNull()
  })

  it('must be whole in a model', async () => {
    const { model } = await themesOf(WAVE)
    const damaged = { ...model, growth: { ownShare: 1, themes: [{ id: 'delay' }] } }
    expect(() => readThemeModel(damaged)).toThrow(InvalidThemeModelError)
  })
})
