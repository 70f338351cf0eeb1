import { describe, expect, it } from 'vitest'
import { effectiveBase, equalGroupWeights, populationWeights } from '../../src/stats/weights.ts'

describe('equalGroupWeights', () => {
  it('lets an account with two answers weigh as much as one with one', () => {
    expect(equalGroupWeights(['a', 'a', 'b'])).toEqual([0.75, 0.75, 1.5])
  })

  it('lets a response without an account stand alone', () => {
    const weights = equalGroupWeights(['a', 'a', null, null])
    expect(weights[0]! + weights[1]!).toBeCloseTo(weights[2]!, 12)
    expect(weights[2]).toBe(weights[3])
    expect(equalGroupWeights([])).toEqual([])
  })
})

describe('populationWeights', () => {
  it('gives groups the shares of the population', () => {
    const { weights, missing } = populationWeights(['x', 'x', 'x', 'y'], { x: 1, y: 1 })
    expect(weights).toEqual([2 / 3, 2 / 3, 2 / 3, 2])
    expect(missing).toEqual([])
  })

  it('names groups that nobody answered from and gives no weight to strangers', () => {
    const { weights, missing } = populationWeights(['x', 'z', null], { x: 0.5, y: 0.5, w: 0 })
    expect(weights).toEqual([3, 0, 0])
    expect(missing).toEqual(['y'])
  })

  it('refuses negative shares and a population nobody answered from', () => {
    expect(() => populationWeights(['x'], { x: -1 })).toThrow('share of "x": expected at least 0')
    expect(() => populationWeights(['x'], { y: 1 })).toThrow('expected a group that answered')
  })
})

describe('effectiveBase', () => {
  it('is the number of responses when all weigh the same, and less otherwise', () => {
    expect(effectiveBase([2, 2, 2])).toBeCloseTo(3, 12)
    expect(effectiveBase([0.75, 0.75, 1.5])).toBeCloseTo(8 / 3, 12)
    expect(effectiveBase([0, 0, 1])).toBe(1)
    expect(effectiveBase([])).toBe(0)
  })
})
