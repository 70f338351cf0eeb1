import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exp, log, log1p } from '../../src/stats/portable-math.ts'

function near(value: number, expected: number, relative: number): true {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.abs(expected))
  return true
}

describe('functions with the same bits on every engine', () => {
  it('agree with those of this engine', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) =>
        near(exp(x), Math.exp(x), 5e-16)
      ),
      { seed: 1, numRuns: 2_000 }
    )
    fc.assert(
      fc.property(fc.double({ min: 5e-324, max: 1e300, noNaN: true }), (x) =>
        near(log(x), Math.log(x), 5e-16)
      ),
      { seed: 2, numRuns: 2_000 }
    )
    fc.assert(
      fc.property(fc.double({ min: -0.999, max: 1e6, noNaN: true }), (x) =>
        near(log1p(x), Math.log1p(x), 3e-15)
      ),
      { seed: 3, numRuns: 2_000 }
    )
  })

  it('have the usual limits', () => {
    expect([log(0), log(1), log(-1), log(Number.POSITIVE_INFINITY)]).toEqual([
      Number.NEGATIVE_INFINITY,
      0,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ])
    expect([exp(0), exp(-1_000), exp(1_000)]).toEqual([1, 0, Number.POSITIVE_INFINITY])
    expect([exp(-740), exp(Number.NaN)]).toEqual([4.2e-322, Number.NaN])
    near(exp(709.5), Number.MAX_VALUE * 0.753736, 1e-6)
    expect([log1p(0), log1p(1e-20), log1p(-1)]).toEqual([0, 1e-20, Number.NEGATIVE_INFINITY])
    expect(log1p(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
  })

  it('stand where figures are computed, instead of those that engines differ in', () => {
    const root = new URL('../../src/', import.meta.url)
    const files = ['stats', 'insight', 'themes'].flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('portable-math.ts'))
        .map((file) => `${folder}/${file}`)
    )
    const using = files.filter((file) =>
      /\bMath\.(exp|log|log1p|expm1|log2|log10)\(/.test(readFileSync(new URL(file, root), 'utf8'))
    )
    expect(using).toEqual([])
  })
})
