// How often comments carry a remark that a reader filters on: a competitor named, a request, talk of leaving.

import type { IntervalEstimate } from '../../domain/effect.ts'
import type { ResponseFlag } from '../../domain/reading.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { wilsonInterval } from '../../stats/proportion.ts'

/**
 * Share of usable comments with a flag.
 *
 * @param columns - the survey
 * @param flags - flags of each response, aligned with the columns
 * @param options - which flag, and the level in (0, 1)
 * @returns count and share with interval; null when nobody left a usable comment
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see wilsonInterval
 * @example
 * flagShare(columns, flags, { flag: 'competitor', confLevel: 0.95 })?.count // => 7
 */
export function flagShare(
  columns: Pick<SurveyColumns, 'hasUsableComment'>,
  flags: readonly (readonly ResponseFlag[])[],
  { flag, confLevel }: { readonly flag: ResponseFlag; readonly confLevel: number }
): (IntervalEstimate & { readonly count: number }) | null {
  const base = columns.hasUsableComment.filter(Boolean).length
  if (base === 0) return null
  const count = columns.hasUsableComment.filter((has, i) => has && flags[i]?.includes(flag)).length
  return { ...wilsonInterval({ events: count, base }, confLevel), count }
}
