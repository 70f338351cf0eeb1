import { describe, expect, it } from 'vitest'
import {
  flagWords,
  reasonSentence,
  responseFlagWords,
  statusWords,
  togetherSentence,
} from '../../src/dashboard/words.ts'
import type { AnalysedTheme, Analysis, SummaryFigures } from '../../src/http/client-types.ts'
import { ANALYSIS_EXAMPLE } from '../../src/http/schemas/examples.ts'

const summary = ANALYSIS_EXAMPLE.summary as unknown as SummaryFigures
const theme = ANALYSIS_EXAMPLE.themes[0] as unknown as AnalysedTheme

describe('a reason in a sentence', () => {
  it('is made of the figures and names what was held fixed', () => {
    expect(reasonSentence(theme, summary)).toBe(
      '55 people complain about it; of all who mention it 81% are detractors, against 41% overall. With the other themes held fixed, the complaints go with 7.1 points of detractor share (95% interval +4.8 to +9.4).'
    )
  })

  it('says so when zero is not ruled out', () => {
    const effects = theme.effect
    if (!effects) throw new Error('the example has an effect')
    const onDetractorShare = { ...effects.onDetractorShare, confLow: -0.01 }
    const unsure = { ...theme, effect: { ...effects, onDetractorShare } }
    expect(reasonSentence(unsure, summary)).toContain('zero is not ruled out')
  })

  it('claims no effect where none was estimated', () => {
    expect(reasonSentence({ ...theme, effect: null, negativeCount: 1 }, summary)).toBe(
      '1 person complains about it; of all who mention it 81% are detractors, against 41% overall.'
    )
  })
})

describe('what the first themes do together', () => {
  const joint = (count: number) => ({
    themeIds: Array.from({ length: count }, (_, i) => `t${i}`),
    onDetractorShare: { estimate: count / 100, confLow: 0.005, confHigh: 0.1 },
  })
  const analysis = (drivers: object) => ({ ...ANALYSIS_EXAMPLE, drivers }) as unknown as Analysis

  it('comes from the service, not from adding up', () => {
    const drivers = { joint: [joint(1), joint(2), joint(3)] }
    expect(togetherSentence(analysis(drivers), 3)).toContain(
      '+3.0 points of detractor share (+0.5 to +10.0)'
    )
  })

  it('is left out where the service says nothing', () => {
    expect(togetherSentence(analysis({}), 3)).toBeNull()
    expect(togetherSentence(analysis({ joint: [joint(1)] }), 1)).toBeNull()
  })
})

describe('states in plain words', () => {
  it('name the number of mentions that is needed', () => {
    expect(statusWords('insufficient', 25).long).toContain('25 people')
  })

  it('show unknown flags as they are', () => {
    expect(flagWords('new-flag')).toEqual({ short: 'new-flag', long: 'new-flag' })
    expect(responseFlagWords('new-flag')).toBe('new-flag')
  })
})

describe('what fits no theme', () => {
  it('is called that, not too rare', () => {
    expect(statusWords('other', 10).short).toBe('Fits no theme')
    expect(statusWords('insufficient', 10).short).toBe('Too few mentions')
  })
})
