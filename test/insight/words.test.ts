import { describe, expect, it } from 'vitest'
import {
  FLAG_WORDS,
  METHOD_WORDS,
  STATUS_WORDS,
  WARNING_WORDS,
  type WarningCode,
  warning,
} from '../../src/insight/words.ts'

describe('the sentences of statuses, flags, warnings and methods', () => {
  it('are whole sentences for people', () => {
    const tables = [STATUS_WORDS, FLAG_WORDS, WARNING_WORDS, METHOD_WORDS]
    for (const sentence of tables.flatMap((table) => Object.values<string>(table))) {
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(sentence.length).toBeLessThan(220)
    }
  })
})

describe('warning', () => {
  it('has a sentence for every code that is written for people', () => {
    for (const code of Object.keys(WARNING_WORDS) as WarningCode[]) {
      expect(warning(code, { grouped: 2 }).detail).toMatch(/^["A-Z\d].*\.$|^undefined .*\.$/)
    }
    expect(warning('too-many-themes', { grouped: 1 }).detail).toContain(
      'one less mentioned theme was'
    )
  })

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
