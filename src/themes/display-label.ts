import type { ThemeFigures } from '../domain/driver.ts'
import type { ClausePolarity } from '../domain/reading.ts'
import type { FoundTheme } from '../domain/theme.ts'

/** What respondents say about a theme and what goes with it. */
export type LabelFigures = Pick<ThemeFigures, 'negativeCount' | 'positiveCount' | 'rank' | 'effect'>

/** A label of one sign is shown when at least this share of the signed mentions has it. */
const CLEAR_SHARE = 2 / 3

/**
 * The sign whose mentions explain the place of a theme in the list.
 *
 * Effects on detractor share come from negative mentions, so a theme ranked for harm is explained by them even where
 * praise is commoner.
 *
 * @param figures - respondents by sign, rank and effect
 * @returns `negative` or `positive`; null when both are equally many and there is no harm to explain
 * @throws nothing
 * @see src/insight/README.md
 * @example
 * tellingPolarity({ negativeCount: 55, positiveCount: 6, rank: null, effect: null }) // => 'negative'
 */
export function tellingPolarity(figures: LabelFigures): ClausePolarity | null {
  const { negativeCount, positiveCount } = figures
  if (isHarmful(figures) && negativeCount > 0) return 'negative'
  if (negativeCount === positiveCount) return null
  return negativeCount > positiveCount ? 'negative' : 'positive'
}

/**
 * The label that fits what respondents say: "Slow support" rather than "Speed of support".
 *
 * A clear majority of signed mentions decides; without one the plain label stands. Praise never labels a theme that is
 * ranked for the harm of its negative mentions.
 *
 * @param theme - theme with its three labels
 * @param figures - respondents by sign, rank and effect
 * @returns one of the theme's labels
 * @throws nothing
 * @see lexicons/taxonomy
 * @example
 * displayLabel(supportSpeed, { negativeCount: 55, positiveCount: 6, rank: 1, effect }) // => 'Slow support'
 */
export function displayLabel(theme: FoundTheme, figures: LabelFigures): string {
  const { negativeCount, positiveCount } = figures
  const signed = negativeCount + positiveCount
  if (signed === 0) return theme.label
  if (negativeCount >= CLEAR_SHARE * signed) return theme.negativeLabel
  const isPraise = positiveCount >= CLEAR_SHARE * signed && !isHarmful(figures)
  return isPraise ? theme.positiveLabel : theme.label
}

function isHarmful({ rank, effect }: LabelFigures): boolean {
  return rank !== null && effect !== null && effect.onDetractorShare.estimate > 0
}
