import { describe, expect, it } from 'vitest'
import { type Example, trainEncoder } from '../../../src/training/themes/encoder-trainer.ts'
import { fitLogistic } from '../../../src/training/themes/logistic-regression.ts'

describe('logistic regression', () => {
  it('finds the log odds of a two-by-two table', () => {
    // 30 of 40 against 10 of 40: log odds ratio ln 9, shrunk a little by the ridge.
    const outcomes = [...Array(4000).keys()].map((i) =>
      i % 80 < 40 ? (i % 40 < 30 ? 1 : 0) : i % 40 < 10 ? 1 : 0
    )
    const features = Float32Array.from([...Array(4000).keys()].map((i) => (i % 80 < 40 ? 1 : 0)))
    const { weights, bias } = fitLogistic({
      features,
      outcomes: Uint8Array.from(outcomes),
      count: 4000,
      width: 1,
    })
    expect(weights[0]).toBeCloseTo(Math.log(9), 1)
    expect(bias).toBeCloseTo(-Math.log(3), 1)
  })
})

describe('the encoder trainer', () => {
  const examples = [...Array(40).keys()].map(
    (i): Example => ({
      terms: [i % 2],
      meaning: Float64Array.from([1]),
      head: 0,
      labels: [i % 2],
      weight: 1,
    })
  )
  const settings = {
    termCount: 2,
    meaningLength: 1,
    hidden: 4,
    headSizes: [2],
    epochs: 20,
    rate: 0.2,
    decay: 0,
    termDropout: 0,
    seed: 1,
  }

  it('gives the same weights twice', () => {
    expect(trainEncoder(examples, settings)).toEqual(trainEncoder(examples, settings))
  })
})
