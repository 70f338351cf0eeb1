// Words for an NPS, where the caller wants them. There is no common scale of such words, so there is no default.

import { InvalidOptionError } from '../../domain/errors.ts'

/** A word for every NPS from its lower end up. */
export type Band = { readonly from: number; readonly label: string }

/**
 * The word for an NPS.
 *
 * @param npsPoints - in [-100, 100]; null without scores
 * @param bands - in any order; an NPS below all of them has no word
 * @returns the label of the highest band that the NPS reaches; null without one
 * @throws {InvalidOptionError} if two bands begin at the same point or one lies outside [-100, 100]
 * @see compareBenchmark, for figures of a trade
 * @example
 * bandLabel(52, [{ from: 0, label: 'good' }, { from: 50, label: 'excellent' }]) // => 'excellent'
 */
export function bandLabel(npsPoints: number | null, bands: readonly Band[]): string | null {
  const starts = bands.map(({ from }) => from)
  if (new Set(starts).size < starts.length || starts.some((s) => !(s >= -100 && s <= 100))) {
    throw new InvalidOptionError('bands', 'different points from -100 to 100', starts)
  }
  if (npsPoints === null) return null
  const reached = bands.filter(({ from }) => npsPoints >= from)
  return reached.sort((a, b) => b.from - a.from)[0]?.label ?? null
}
