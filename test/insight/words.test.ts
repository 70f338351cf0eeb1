import { describe, expect, it } from 'vitest'
import { FLAG_WORDS, STATUS_WORDS, warning } from '../../src/insight/words.ts'

describe('the sentences of statuses and flags', () => {
  it('are whole sentences for people', () => {
    for (const sentence of [...Object.values(STATUS_WORDS), ...Object.values(FLAG_WORDS)]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(sentence.length).toBeLessThan(220)
    }
  })
})

describe('warning', () => {
  it('names its figures', () => {
    expect(warning('one-sided-scores', { base: 1, detractors: 0 }).detail).toContain(
      'Of 1 respondent with'
    )
    expect(warning('one-sided-scores', { base: 40, detractors: 2 })).toEqual({
      code: 'one-sided-scores',
      detail:
        'Of 40 respondents with a score, 2 are detractors; effects cannot be adjusted with fewer than 5 on either side.',
    })
  })
})
