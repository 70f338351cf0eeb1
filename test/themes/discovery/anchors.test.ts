import { describe, expect, it } from 'vitest'
import { createWordBook } from '../../../src/themes/clauses/word-book.ts'
import { chooseAnchors, nearestAnchor } from '../../../src/themes/discovery/anchors.ts'
import { createThemeEncoder } from '../../../src/themes/encoding/theme-encoder.ts'
import { loadThemeResources } from '../load-resources.ts'

const { vectors, scorer, scorerWeights } = loadThemeResources()
const encoder = createThemeEncoder(scorer.encoder, scorerWeights, vectors)(createWordBook(vectors))

/** Clauses of each label, the same number for all but those named. */
function masses(own: Readonly<Record<string, number>>, others = 0): Float64Array {
  return Float64Array.from(encoder.ownLabels, (label) => own[label] ?? others)
}
const named = (anchors: readonly (readonly number[])[]) =>
  anchors.map((anchor) => anchor.map((label) => encoder.ownLabels[label]))

describe('starting points of discovery', () => {
  it('gives labels with enough clauses a point of their own and joins the others to them', () => {
    const anchors = named(
      chooseAnchors(masses({ billing: 40, food: 40, crew: 40 }, 0.1), encoder, {
        least: 10,
        most: 25,
      })
    )
    expect(anchors).toHaveLength(3)
    for (const label of ['billing', 'food', 'crew'])
      expect(anchors.filter((anchor) => anchor.includes(label))).toHaveLength(1)
  })

  it('finds the same points in samples that differ a little', () => {
    const limits = { least: 10, most: 25 }
    const one = chooseAnchors(masses({ billing: 40, food: 31, crew: 52 }, 0.05), encoder, limits)
    const other = chooseAnchors(masses({ billing: 36, food: 35, crew: 47 }, 0.08), encoder, limits)
    expect(named(one)).toEqual(named(other))
  })

  it('never gives more points than asked for, nor one for what is about nothing', () => {
    const anchors = named(chooseAnchors(masses({ '-': 500 }, 30), encoder, { least: 10, most: 8 }))
    expect(anchors.length).toBeGreaterThan(1)
    expect(anchors.length).toBeLessThanOrEqual(8)
    expect(anchors.flat()).not.toContain('-')
  })

  it('finds none where no label has enough clauses', () => {
    expect(chooseAnchors(masses({}, 0), encoder, { least: 10, most: 25 })).toEqual([])
  })

  it('takes the point with most of the probability', () => {
    expect(nearestAnchor([[0, 2], [1]], [0.25, 0.4, 0.25])).toEqual({ index: 0, share: 0.5 })
  })
})
