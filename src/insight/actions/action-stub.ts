// The frame of an action plan: what, measured how, from where to where, by when, whose. Every number is copied from
// results; what to do is for people to say.

import type { ScenarioResult, ThemeFigures } from '../../domain/driver.ts'
import type { IntervalEstimate } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import { wilsonInterval } from '../../stats/proportion.ts'

export type ActionStub = {
  readonly themeId: string
  readonly label: string
  /** What is measured: the share of usable comments that complain of the theme. */
  readonly metric: 'negative-mention-share'
  readonly baseline: IntervalEstimate
  /** The baseline's estimate times the factor. */
  readonly target: number
  /** ISO 8601 day. */
  readonly by: string
  readonly owner: string
  /** What would follow if the association were the cause, from the scenario of the analysis; null without a model. */
  readonly expected: Pick<ScenarioResult, 'detractorShareChange' | 'npsPointsChange'> | null
}

type Plan = {
  /** How much of the complaints is to remain, in [0, 1). */
  readonly factor: number
  readonly by: string
  readonly owner: string
  readonly commentBase: number
  readonly scenario: ScenarioResult | null
  readonly confLevel: number
}

/**
 * The frame of an action about one theme.
 *
 * @param theme - figures of the theme
 * @param plan - factor, day, owner, base of comments, scenario of the same factor
 * @returns the stub with numbers copied from the results
 * @throws {InvalidOptionError} if the factor is out of range, or nobody complains of the theme
 * @see ScenarioResult
 * @example
 * actionStub(billing, { factor: 0.5, by: '2026-12-31', owner: 'Billing', … }).target // => 0.055
 */
export function actionStub(
  theme: ThemeFigures & { readonly id: string; readonly label: string },
  { factor, by, owner, commentBase, scenario, confLevel }: Plan
): ActionStub {
  if (!(factor >= 0 && factor < 1)) {
    throw new InvalidOptionError('factor', 'a number from 0 to below 1', factor)
  }
  if (theme.negativeCount === 0) {
    throw new InvalidOptionError('theme', 'one that somebody complains of', theme.id)
  }
  const baseline = wilsonInterval({ events: theme.negativeCount, base: commentBase }, confLevel)
  return {
    themeId: theme.id,
    label: theme.label,
    metric: 'negative-mention-share',
    baseline,
    target: baseline.estimate * factor,
    by,
    owner,
    expected: scenario && {
      detractorShareChange: scenario.detractorShareChange,
      npsPointsChange: scenario.npsPointsChange,
    },
  }
}
