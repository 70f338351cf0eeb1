import { describe, expect, it } from 'vitest'
import type { FoundTheme } from '../../src/domain/theme.ts'
import { displayLabel } from '../../src/themes/display-label.ts'

const supportSpeed: FoundTheme = {
  id: 'support-speed',
  label: 'Speed of support',
  negativeLabel: 'Slow support',
  positiveLabel: 'Fast support',
  parentId: 'support',
  source: 'known',
  isAffectOnly: false,
}

describe('displayLabel', () => {
  it.each([
    [55, 6, 'Slow support'],
    [6, 55, 'Fast support'],
    [7, 7, 'Speed of support'],
    [0, 0, 'Speed of support'],
  ])('%i negative and %i positive mentions show "%s"', (negativeCount, positiveCount, label) => {
    expect(displayLabel(supportSpeed, { negativeCount, positiveCount })).toBe(label)
  })
})
