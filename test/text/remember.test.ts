import { describe, expect, it } from 'vitest'
import { remember } from '../../src/text/tokens/remember.ts'

describe('remember', () => {
  it('works out a short word once', () => {
    const asked: string[] = []
    const lower = remember((word) => {
      asked.push(word)
      return word.toLowerCase()
    })
    expect([lower('Late'), lower('Late')]).toEqual(['late', 'late'])
    expect(asked).toEqual(['Late'])
  })

  it('forgets, so that memory stays bounded, and still answers the same', () => {
    const asked: string[] = []
    const length = remember((word) => {
      asked.push(word)
      return word.length
    })
    for (let i = 0; i < 20_001; i += 1) length(`w${i}`)
    expect(length('w0')).toBe(2)
    expect(asked.filter((word) => word === 'w0')).toHaveLength(2)
  })

  it('keeps long words as copies, and not at all from 41 letters on', () => {
    const asked: string[] = []
    const length = remember((word) => {
      asked.push(word)
      return word.length
    })
    const long = 'x'.repeat(41)
    expect([length('disappointingly'), length('disappointingly')]).toEqual([15, 15])
    expect([length(long), length(long)]).toEqual([41, 41])
    expect(asked).toEqual(['disappointingly', long, long])
  })
})
