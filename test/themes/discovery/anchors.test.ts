import { describe, expect, it } from 'vitest'
import { createWordBook } from '../../../src/themes/clauses/word-book.ts'
import {
  belongsTo,
  MIN_ANCHOR_SHARE,
  nearestAnchor,
  reachOf,
  settleAnchors,
} from '../../../src/themes/discovery/anchors.ts'
import { createThemeEncoder } from '../../../src/themes/encoding/theme-encoder.ts'
import { loadThemeResources } from '../load-resources.ts'

const { vectors, scorer, scorerWeights } = loadThemeResources()
const encoder = createThemeEncoder(scorer.encoder, scorerWeights, vectors)(createWordBook(vectors))

/** So many clauses of each label, each with this probability of it. */
function clausesOf(counts: Readonly<Record<string, number>>, probability = 0.6): Float64Array[] {
  return Object.entries(counts).flatMap(([name, count]) =>
    Array.from({ length: count }, () =>
      Float64Array.from(encoder.ownLabels, (label) =>
        label === name ? probability : (1 - probability) / encoder.ownLabels.length
      )
    )
  )
}
const named = (anchors: readonly (readonly number[])[]) =>
  anchors.map((anchor) => anchor.map((label) => encoder.ownLabels[label]).sort())
const LIMITS = { least: 5, most: 25 }

describe('starting points of discovery', () => {
  it('are the labels with enough clauses', () => {
    const rows = clausesOf({ billing: 20, crew: 20, wifi: 20, packaging: 2 })
    expect(named(settleAnchors(rows, encoder, LIMITS))).toEqual([['billing'], ['crew'], ['wifi']])
  })

  it('do not take in a small label, even one that is spoken of alike', () => {
    const anchors = named(settleAnchors(clausesOf({ food: 250, menu: 3 }), encoder, LIMITS))
    expect(anchors).toEqual([['food']])
  })

  it('are none that no two clauses are sure of', () => {
    const rows = [...clausesOf({ food: 20 }), ...clausesOf({ crew: 20 }, 0.2)]
    expect(named(settleAnchors(rows, encoder, LIMITS))).toEqual([['food']])
  })

  it('are the same in samples that differ a little', () => {
    const one = settleAnchors(clausesOf({ billing: 40, food: 31, crew: 5 }), encoder, LIMITS)
    const other = settleAnchors(clausesOf({ billing: 36, food: 35, crew: 9 }), encoder, LIMITS)
    expect(named(one)).toEqual(named(other))
  })

  it('are never more than asked for, and a large one is joined with another, not given up', () => {
    const rows = clausesOf({ billing: 40, food: 30, crew: 20, '-': 500 })
    const anchors = named(settleAnchors(rows, encoder, { least: 5, most: 2 }))
    expect(anchors).toHaveLength(2)
    expect(anchors.flat()).not.toContain('-')
    const few = named(settleAnchors(rows.slice(0, 90), encoder, { least: 5, most: 2 })).flat()
    expect(few).toEqual(expect.arrayContaining(['billing', 'crew', 'food']))
  })

  it('are branches of labels where few are asked for, the same for any clauses', () => {
    const of = (name: string, most: number) =>
      named(settleAnchors(clausesOf({ [name]: 20 }), encoder, { least: 5, most }))[0] ?? []
    expect(of('food', 25)).toEqual(['food'])
    expect(of('food', 8)).toContain('menu')
    expect(of('menu', 8)).toEqual(of('food', 8))
  })

  it('are none where no label has enough clauses', () => {
    expect(settleAnchors(clausesOf({ billing: 3, crew: 2 }), encoder, LIMITS)).toEqual([])
  })
})

describe('the starting point of a clause', () => {
  it('is the one with its likeliest label, even if another has more in sum', () => {
    const reading = nearestAnchor([[0, 2], [1]], [0.25, 0.3, 0.25])
    expect(reading).toEqual({ index: 1, share: 0.3, isFavourite: true })
  })

  it('is else the one with most of the probability', () => {
    const reading = nearestAnchor([[0, 2], [1]], [0.25, 0.1, 0.2, 0.45])
    expect(reading).toEqual({ index: 0, share: 0.45, isFavourite: false })
  })

  it('holds a favourite however faint, and others from the given share', () => {
    expect(belongsTo({ index: 0, share: 0.04, isFavourite: true }, 0.15)).toBe(true)
    expect(belongsTo({ index: 0, share: 0.14, isFavourite: false }, 0.15)).toBe(false)
    expect(belongsTo({ index: -1, share: 0, isFavourite: false }, 0)).toBe(false)
  })
})

describe('how faint a clause may be', () => {
  const reachFor = (count: number, share: number, clausesOfComment = 1) =>
    reachOf(
      Array.from({ length: count }, (_, i) => ({
        index: 0,
        share: i % clausesOfComment === 0 ? share : 0.01,
        isFavourite: false,
      })),
      Array.from({ length: count }, (_, i) => Math.floor(i / clausesOfComment))
    )

  it('is relaxed as far as most comments need, within limits', () => {
    expect(reachFor(400, 0.3)).toBe(MIN_ANCHOR_SHARE)
    expect(reachFor(400, 0.1)).toBe(0.1)
    expect(reachFor(400, 0.001)).toBe(0.02)
  })

  it('asks for one clause of a comment, not for all', () => {
    expect(reachFor(400, 0.1, 2)).toBe(0.1)
  })

  it('is not relaxed for few clauses', () => {
    expect(reachFor(100, 0.1)).toBe(MIN_ANCHOR_SHARE)
  })
})
