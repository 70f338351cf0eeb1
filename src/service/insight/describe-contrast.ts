import { roundFigures } from '../../analysis/round-figures.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import { contrastThemes, type ThemeContrast } from '../../insight/numbers/contrast-themes.ts'
import type { JoinedSurvey } from './join-responses.ts'

/** Two score groups and the themes that tell them apart. */
export type ContrastReport = {
  readonly first: ScoreGroup
  readonly second: ScoreGroup
  /** Those that the first group raises more at the top. */
  readonly contrasts: readonly ThemeContrast[]
}

const GROUPS: readonly ScoreGroup[] = ['detractor', 'passive', 'promoter']

/** A score group as people write it: singular or plural. @throws {InvalidOptionError} */
function groupOf(name: string): ScoreGroup {
  const found = GROUPS.find((group) => group === name.trim().toLowerCase().replace(/s$/, ''))
  if (found === undefined) {
    throw new InvalidOptionError('between', `two of ${GROUPS.join(', ')}`, name)
  }
  return found
}

/**
 * Themes that one score group raises more than another.
 *
 * @param survey - joined responses
 * @param between - two score groups as typed, such as promoters and detractors
 * @param confLevel - in (0, 1)
 * @returns themes with figures cut to twelve digits
 * @throws {InvalidOptionError} if the groups are not two different ones
 */
export function describeContrast(
  { columns }: Pick<JoinedSurvey, 'columns'>,
  between: readonly string[],
  confLevel: number
): ContrastReport {
  if (between.length !== 2) {
    throw new InvalidOptionError('between', `two of ${GROUPS.join(', ')}`, between.join(','))
  }
  const [first, second] = between.map(groupOf) as [ScoreGroup, ScoreGroup]
  return roundFigures({
    first,
    second,
    contrasts: contrastThemes(columns, [first, second], confLevel),
  })
}
