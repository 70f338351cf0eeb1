import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalOrder } from '../../src/analysis/canonical-order.ts'
import type { SurveyResponse } from '../../src/domain/response.ts'

const response = fc.record({
  id: fc.string({ maxLength: 4 }),
  comment: fc.string({ maxLength: 6, unit: 'grapheme' }),
  score: fc.integer({ min: 0, max: 10 }),
  segments: fc.dictionary(fc.constantFrom('plan', 'region'), fc.constantFrom('a', 'b', 1)),
})

const inOrder = (responses: readonly SurveyResponse[]) =>
  canonicalOrder(responses).map((position) => JSON.stringify(responses[position]))

describe('canonicalOrder', () => {
  it('is the same for every order of the responses', () => {
    fc.assert(
      fc.property(fc.array(response), fc.infiniteStream(fc.nat()), (responses, keys) => {
        const shuffled = responses
          .map((value) => ({ value, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ value }) => value)
        // Fields of segments may come in another order in the text, so both are compared parsed.
        expect(inOrder(shuffled).map((text) => JSON.parse(text))).toEqual(
          inOrder(responses).map((text) => JSON.parse(text))
        )
      })
    )
  })

  it('does not depend on the order in which segment fields are written', () => {
    const a = { id: 'a', comment: 'ok', segments: { plan: 'basic', region: 'North' } }
    const b = { id: 'b', comment: 'ok', segments: { region: 'North', plan: 'basic' } }
    expect(canonicalOrder([b, a])).toEqual([1, 0])
  })

  it('puts ids last, so that renaming responses moves none past another comment', () => {
    const responses = [
      { id: 'z', comment: 'a' },
      { id: 'a', comment: 'b' },
    ]
    expect(canonicalOrder(responses)).toEqual([0, 1])
  })
})
