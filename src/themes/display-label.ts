import type { ClausePolarity } from '../domain/reading.ts'
import type { FoundTheme } from '../domain/theme.ts'

/** Respondents who mention a theme, by the sign of what they say. */
export type PolarityCounts = {
  readonly negativeCount: number
  readonly positiveCount: number
}

/**
 * The sign that more respondents give to a theme.
 *
 * @param counts - respondents with negative and with positive mentions
 * @returns `negative` or `positive`; null when both are equally many
 * @example
 * prevailingPolarity({ negativeCount: 55, positiveCount: 6 }) // => 'negative'
 */
export function prevailingPolarity(counts: PolarityCounts): ClausePolarity | null {
  if (counts.negativeCount === counts.positiveCount) return null
  return counts.negativeCount > counts.positiveCount ? 'negative' : 'positive'
}

/**
 * The label that fits what respondents say: "Slow support" rather than "Speed of support".
 *
 * @param theme - theme with its three labels
 * @param counts - respondents with negative and with positive mentions
 * @returns the label of the prevailing sign; the plain label when neither prevails
 * @example
 * displayLabel(supportSpeed, { negativeCount: 55, positiveCount: 6 }) // => 'Slow support'
 */
export function displayLabel(theme: FoundTheme, counts: PolarityCounts): string {
  const prevailing = prevailingPolarity(counts)
  if (prevailing === 'negative') return theme.negativeLabel
  return prevailing === 'positive' ? theme.positiveLabel : theme.label
}
