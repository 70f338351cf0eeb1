import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeJsonMistake } from '../../../src/service/request/json-mistake.ts'

const EARLY = 'it ends too early, as if a bracket or quote were left open'
const at = (line: number, column: number) =>
  `the first mistake is in line ${line}, column ${column}`

describe('the place of a mistake in JSON', () => {
  it.each([
    ['{"a": [}', at(1, 8)],
    ['{"a": 1,}', at(1, 9)],
    ['[1, 2,]', at(1, 7)],
    ["{'a': 1}", at(1, 2)],
    ['{"a" 1}', at(1, 6)],
    ['{"a": nope}', at(1, 7)],
    ['{\n  "a": 1\n  "b": 2\n}', at(3, 3)],
    ['{"a": "line\nbreak"}', at(1, 7)],
    ['{"a": "bad \\x escape"}', at(1, 7)],
    ['{"a": 01}', at(1, 8)],
    ['{} {}', at(1, 4)],
    ['[1}', at(1, 3)],
    ['[,1]', at(1, 2)],
    ['{"a":,1}', at(1, 6)],
    ['{,}', at(1, 2)],
    ['[1 2]', at(1, 4)],
    ['{"a": [1, 2', EARLY],
    ['{"a": "never closed', EARLY],
    ['{"a":', EARLY],
  ])('%j: %s', (text, expected) => {
    expect(() => JSON.parse(text)).toThrow()
    expect(describeJsonMistake(text)).toBe(expected)
  })

  it('lies at the end for every JSON text that was cut off', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), (json, n) => {
        const text = json.slice(0, n % json.length)
        fc.pre(text.trim() !== '' && /^[[{"]/.test(json))
        // A number or word that was cut inside is a mistake where it begins.
        fc.pre(!/[-+.eEa-z\\\d]$/.test(text))
        expect(describeJsonMistake(text)).toBe(EARLY)
      }),
      { seed: 1, numRuns: 300 }
    )
  })
})
