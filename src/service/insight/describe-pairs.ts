import { roundFigures } from '../../analysis/round-figures.ts'
import { type ThemePair, themePairs } from '../../insight/numbers/theme-pairs.ts'
import type { JoinedSurvey } from './join-responses.ts'

/** Themes that come up in one comment. */
export type PairsReport = {
  readonly pairs: readonly (ThemePair & {
    readonly firstLabel: string
    readonly secondLabel: string
  })[]
}

/**
 * Themes raised together more, or less, than chance would have it.
 *
 * @param survey - joined responses
 * @param confLevel - in (0, 1)
 * @returns pairs of five comments or more, clearest first, figures cut to twelve digits
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 */
export function describePairs(
  { columns }: Pick<JoinedSurvey, 'columns'>,
  confLevel: number
): PairsReport {
  const labels = new Map(columns.themes.map(({ id, label }) => [id, label]))
  const label = (id: string) => labels.get(id) ?? id
  return roundFigures({
    pairs: themePairs(columns, confLevel).map((pair) => ({
      ...pair,
      firstLabel: label(pair.first),
      secondLabel: label(pair.second),
    })),
  })
}
