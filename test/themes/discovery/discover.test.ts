import { describe, expect, it } from 'vitest'
import { compactClauses } from '../../../src/themes/clauses/clause-table.ts'
import { joinClauses } from '../../../src/themes/clauses/join-clauses.ts'
import { createWordBook } from '../../../src/themes/clauses/word-book.ts'
import { discoverProfiles } from '../../../src/themes/discovery/discover-clusters.ts'
import { kMeans } from '../../../src/themes/discovery/k-means.ts'
import { latentDirections } from '../../../src/themes/discovery/latent-directions.ts'
import { matchProfiles } from '../../../src/themes/discovery/match-profiles.ts'
import { packRows } from '../../../src/themes/discovery/sparse-rows.ts'
import { plainProducts } from '../../../src/themes/encoding/row-products.ts'
import { createThemeEncoder } from '../../../src/themes/encoding/theme-encoder.ts'
import { nameClusters } from '../../../src/themes/naming/name-clusters.ts'
import { loadThemeResources } from '../load-resources.ts'
import { type SpokenClause, spoken } from '../readings.ts'

const { vectors, scorer, scorerWeights } = loadThemeResources()
const encoderFor = createThemeEncoder(scorer.encoder, scorerWeights, vectors)

function clausesOf(comments: readonly (readonly SpokenClause[])[]) {
  const book = createWordBook(vectors)
  const clauses = comments.flatMap((parts, i) => compactClauses(i, spoken(...parts).reading, book))
  return { book, clauses }
}

const PARKING = [
  'parking garage full again',
  'no parking garage tickets',
  'parking garage too narrow',
  'parking garage barrier stuck',
  'the parking garage was closed',
]
const NOISE = [
  'noisy lift music upstairs',
  'lift music all night',
  'awful lift music',
  'turn the lift music down',
  'lift music far too loud',
]

describe('discovery', () => {
  const { book, clauses } = clausesOf(
    [...PARKING, ...NOISE].map((text): readonly SpokenClause[] => [[text]])
  )
  const context = {
    book,
    vectors,
    encoder: encoderFor(book),
    seed: 1,
    maxClusters: 5,
    minClauses: 3,
  }
  const set = discoverProfiles(clauses, context)
  const matches = matchProfiles(clauses, set, context)

  it('puts comments about the same thing together and others apart', () => {
    const labels = matches.map((match) => match?.profile ?? -1)
    expect(new Set(labels.slice(0, 5)).size).toBe(1)
    expect(new Set(labels.slice(5)).size).toBe(1)
    expect(labels[0]).not.toBe(labels[5])
  })

  it('names themes by phrases of their own clauses, each name once', async () => {
    const members = set.profiles.map((_, c) =>
      clauses.filter((_clause, i) => matches[i]?.profile === c)
    )
    const names = await nameClusters(members, set.profiles, {
      ...context,
      landmarks: new Map(),
    })
    const labels = names.map((name) => name?.label ?? '')
    expect(labels.some((label) => /parking garage/i.test(label))).toBe(true)
    expect(labels.some((label) => /lift music/i.test(label))).toBe(true)
    expect(new Set(labels).size).toBe(labels.length)
  })

  it.each([
    [
      'puts two things of a kind side by side where no phrase is shared',
      'modem',
      'Router and modem',
    ],
    ['never couples things that have nothing to do with each other', 'mill', 'Router feedback'],
  ])('%s', async (_, second, label) => {
    const said: readonly SpokenClause[] = [
      [`tonight: router out, ${second} gone`, 'negative'],
      [`${second} is up, odd router`, 'positive'],
      ['router had to go tonight', 'negative'],
      [`my ${second}, oh my`, 'negative'],
      ['the tall router won', 'positive'],
      [`router was off, ${second} was not`, 'positive'],
      ['tonight it is on', 'neutral'],
    ]
    const { book: other, clauses: mixed } = clausesOf(said.map((clause) => [clause]))
    const terms = ['tonight', 'router', second].map(
      (form) => [other.stems[other.wordOf(form).stemId] ?? '', 2] as const
    )
    const profile = { ...set.profiles[0], terms } as (typeof set.profiles)[number]
    const [name] = await nameClusters([mixed], [profile], {
      ...context,
      book: other,
      encoder: encoderFor(other),
      landmarks: new Map(),
    })
    expect(name?.label).toBe(label)
  })

  it('leaves out what is far from the clauses that a theme was found in', () => {
    const { book: other, clauses: strange } = clausesOf([[['invoice arrived twice in march']]])
    const match = matchProfiles(strange, set, {
      ...context,
      book: other,
      encoder: encoderFor(other),
    })
    expect(match).toEqual([undefined])
  })

  it('takes in what is clearly nearer to one theme, and still leaves out what is far', () => {
    const { book: other, clauses: strange } = clausesOf([[['invoice arrived twice in march']]])
    const strict = { ...set, profiles: set.profiles.map((own) => ({ ...own, minScore: 99 })) }
    expect(matchProfiles(clauses, strict, context).some((match) => match !== undefined)).toBe(false)
    const near = matchProfiles(clauses, strict, context, 'near').map((match) => match?.profile)
    expect(near).toEqual(matches.map((match) => match?.profile))
    const elsewhere = { ...context, book: other, encoder: encoderFor(other) }
    expect(matchProfiles(strange, strict, elsewhere, 'near')).toEqual([undefined])
  })

  it('applies themes of models that were saved without landmarks', () => {
    const profiles = set.profiles.map(({ landmarks: _, ...old }) => ({ ...old, minScore: -5 }))
    const labels = matchProfiles(clauses, { ...set, profiles }, context).map((m) => m?.profile)
    expect(labels.slice(0, 5)).toEqual(matches.slice(0, 5).map((m) => m?.profile))
  })

  it('finds nothing in too few comments', () => {
    expect(discoverProfiles(clauses.slice(0, 4), context).profiles).toEqual([])
  })
})

describe('clauses of one comment', () => {
  it('are read together while short and of one mind', () => {
    const { clauses } = clausesOf([
      [['card declined'], ['what can I do']],
      [
        ['good food', 'positive'],
        ['bad music', 'negative'],
      ],
    ])
    expect(joinClauses(clauses).map((unit) => unit.members.length)).toEqual([2, 1, 1])
  })
})

describe('k-means', () => {
  it('separates two directions', () => {
    const values = Float32Array.from([1, 0, 0.98, 0.2, 0, 1, 0.2, 0.98])
    const { labels } = kMeans(
      { values, count: 4, dimensions: 2 },
      { k: 2, seed: 1, maxRounds: 10, products: plainProducts }
    )
    expect(labels[0]).toBe(labels[1])
    expect(labels[2]).toBe(labels[3])
    expect(labels[0]).not.toBe(labels[2])
  })
})

describe('latent directions', () => {
  it('keep the lengths of a matrix whose rank they cover', () => {
    const rows = packRows(
      [
        [[0, 3]],
        [[1, 4]],
        [
          [0, 1],
          [1, 1],
        ],
      ],
      2
    )
    const { values, dimensions } = latentDirections(rows, { dimensions: 2, seed: 1 })
    const lengths = [0, 1, 2].map((i) =>
      Math.hypot(...values.slice(i * dimensions, (i + 1) * dimensions))
    )
    expect(lengths[0]).toBeCloseTo(3, 4)
    expect(lengths[1]).toBeCloseTo(4, 4)
    expect(lengths[2]).toBeCloseTo(Math.SQRT2, 4)
  })
})
