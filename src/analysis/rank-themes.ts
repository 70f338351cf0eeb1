import type { DriverInput, DriverOptions, DriverResult } from '../domain/driver.ts'
import type { FoundTheme } from '../domain/theme.ts'
import { rankDrivers } from '../insight/drivers/rank-drivers.ts'

/** Themes as drivers see them. */
export type DriverTheme = Pick<FoundTheme, 'id' | 'source' | 'isAffectOnly'>

/**
 * Ranks themes in the order of their ids.
 *
 * The order decides ties and the last bits of sums; with one order for all, a survey that is kept as counts has
 * the figures of a fresh analysis to the last digit.
 *
 * @param themes - in any order
 * @param inputOf - the rest of the input, given the index that each theme id has in it
 * @param options - options of the drivers
 * @returns figures aligned with `themes`
 */
export function rankThemes(
  themes: readonly DriverTheme[],
  inputOf: (indexOf: ReadonlyMap<string, number>) => Omit<DriverInput, 'themes'>,
  options: DriverOptions
): DriverResult {
  const sorted = [...themes].sort((a, b) => (a.id < b.id ? -1 : 1))
  const indexOf = new Map(sorted.map(({ id }, index) => [id, index]))
  const input: DriverInput = {
    ...inputOf(indexOf),
    themes: sorted.map(({ id, source, isAffectOnly }) => ({
      id,
      isRankable: source !== 'other' && !isAffectOnly,
      isAffectOnly,
    })),
  }
  const result = rankDrivers(input, options)
  return {
    ...result,
    themes: themes.flatMap(({ id }) => result.themes[indexOf.get(id) ?? -1] ?? []),
  }
}
