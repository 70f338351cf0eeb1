import { describe, expect, it } from 'vitest'
import { createTextTables } from '../../../src/text/comment-reader.ts'
import {
  createFilterReader,
  fillInputs,
  filterLength,
  filtersOf,
  MARKS,
  SPAN,
  sumShare,
} from '../../../src/text/sentiment/filters.ts'
import type { Unit } from '../../../src/text/sentiment/units.ts'
import { createRandom } from '../../../src/training/sentiment/regression.ts'
import { loadTextResources } from '../resources.ts'

const resources = loadTextResources()
const tables = createTextTables(resources)
const shape = { filters: 3, dimensions: 5 }
const random = createRandom(5)
const weights = filtersOf(
  shape,
  Float32Array.from({ length: filterLength(shape) }, () => random() / 2 ** 31 - 1)
)
const comment = 'The engineer was NOT late, really lovely bloke :) but zzyzx billing is awful'
const words = tables.tokenize(comment)
const units = tables.unitsOf(words, { from: 0, to: words.tokens.length })

/** Logits as the definition gives them: every filter over every span, pooled by maximum and sum. */
function byDefinition(run: readonly Unit[]): number[] {
  const width = shape.dimensions + MARKS
  const inputs = run.map((unit) => {
    const own = new Float32Array(width)
    fillInputs(unit, resources.vectors, own)
    return own
  })
  const logits = [...weights.outputBiases]
  for (let f = 0; f < shape.filters; f += 1) {
    const hits = run.map((_, i) => {
      let sum = weights.biases[f] ?? 0
      for (let place = 0; place < SPAN; place += 1) {
        const own = inputs[i + place - 1]
        own?.forEach((value, k) => {
          sum += value * (weights.kernels[(f * SPAN + place) * width + k] ?? 0)
        })
      }
      return Math.max(0, sum)
    })
    const total = hits.reduce((sum, hit) => sum + hit, 0) * sumShare(run.length)
    for (const side of [0, 1]) {
      logits[side] =
        (logits[side] ?? 0) +
        Math.max(0, ...hits) * (weights.outputs[side * shape.filters + f] ?? 0) +
        total * (weights.outputs[(2 + side) * shape.filters + f] ?? 0)
    }
  }
  return logits
}

describe('filters', () => {
  it.each([
    [0, units.length],
    [0, 5],
    [4, 9],
    [6, units.length],
    [2, 3],
  ])('read words %d to %d of a comment as if they stood alone', (from, to) => {
    const reader = createFilterReader(weights, resources.vectors)
    const sums = new Float64Array(2)
    reader.prepare(units)
    reader.addTo(sums, { from, to })
    const wanted = byDefinition(units.slice(from, to))
    expect(sums[0]).toBeCloseTo(wanted[0] ?? Number.NaN, 4)
    expect(sums[1]).toBeCloseTo(wanted[1] ?? Number.NaN, 4)
  })

  it('read the same whatever they read before, also a comment longer than their room', () => {
    const fresh = createFilterReader(weights, resources.vectors)
    const used = createFilterReader(weights, resources.vectors)
    used.prepare(Array.from({ length: 60 }, () => units).flat())
    used.prepare(units.slice(3))
    const [first, second] = [fresh, used].map((reader) => {
      const sums = new Float64Array(2)
      reader.prepare(units)
      reader.addTo(sums, { from: 0, to: units.length })
      return [...sums]
    })
    expect(second).toEqual(first)
  })
})
