import { describe, expect, it } from 'vitest'
import type { ThemeEffects } from '../../src/domain/effect.ts'
import type { FoundTheme } from '../../src/domain/theme.ts'
import { displayLabel, tellingPolarity } from '../../src/themes/display-label.ts'

const supportSpeed: FoundTheme = {
  id: 'support-speed',
  label: 'Speed of support',
  negativeLabel: 'Slow support',
  positiveLabel: 'Fast support',
  parentId: 'support',
  source: 'known',
  isAffectOnly: false,
}

function effectOf(estimate: number): ThemeEffects {
  const figure = {
    estimate,
    confLow: estimate - 0.01,
    confHigh: estimate + 0.01,
    confLevel: 0.95,
    method: 'test',
    base: 100,
    pValue: 0.5,
    qValue: 0.5,
  }
  return {
    onDetractorShare: figure,
    onPromoterShare: figure,
    onNpsPoints: figure,
    leaveOut: { npsPoints: 0, detractorShare: 0 },
    recoverableDetractors: 0,
    stability: null,
  }
}

const unranked = { rank: null, effect: null }
const harmful = { rank: 1, effect: effectOf(0.03) }
const protective = { rank: 9, effect: effectOf(-0.02) }

describe('displayLabel', () => {
  it.each([
    [55, 6, 'Slow support'],
    [20, 10, 'Slow support'],
    [19, 10, 'Speed of support'],
    [10, 19, 'Speed of support'],
    [10, 20, 'Fast support'],
    [7, 7, 'Speed of support'],
    [0, 0, 'Speed of support'],
  ])('%i negative and %i positive mentions show "%s"', (negativeCount, positiveCount, label) => {
    expect(displayLabel(supportSpeed, { negativeCount, positiveCount, ...unranked })).toBe(label)
  })

  it('never praises a theme that is ranked for its harm', () => {
    const counts = { negativeCount: 10, positiveCount: 40 }
    expect(displayLabel(supportSpeed, { ...counts, ...harmful })).toBe('Speed of support')
    expect(displayLabel(supportSpeed, { ...counts, ...protective })).toBe('Fast support')
  })
})

describe('tellingPolarity', () => {
  it('explains harm by negative mentions, everything else by the commoner sign', () => {
    const counts = { negativeCount: 10, positiveCount: 40 }
    expect(tellingPolarity({ ...counts, ...harmful })).toBe('negative')
    expect(tellingPolarity({ ...counts, ...protective })).toBe('positive')
    expect(tellingPolarity({ negativeCount: 0, positiveCount: 4, ...harmful })).toBe('positive')
    expect(tellingPolarity({ negativeCount: 4, positiveCount: 4, ...unranked })).toBeNull()
  })
})
