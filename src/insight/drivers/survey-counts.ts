import type { DriverInput, SummaryFigures } from '../../domain/driver.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import { nps, type ScoreGroupCounts } from '../../stats/nps.ts'

/**
 * Respondents in each score group among some responses.
 *
 * @param scoreGroups - one entry per response
 * @param rows - indexes to count; responses without a score are passed over
 * @returns counts
 * @see ScoreGroupCounts
 * @example
 * countScoreGroups(['detractor', null], [0, 1]).detractors // => 1
 */
export function countScoreGroups(
  scoreGroups: readonly (ScoreGroup | null)[],
  rows: readonly number[]
): ScoreGroupCounts {
  const count = (group: ScoreGroup) => rows.filter((row) => scoreGroups[row] === group).length
  return {
    detractors: count('detractor'),
    passives: count('passive'),
    promoters: count('promoter'),
  }
}

/** All respondents in the three groups. */
export function baseOf({ detractors, passives, promoters }: ScoreGroupCounts): number {
  return detractors + passives + promoters
}

/**
 * NPS and shares of all scored respondents, and of those who commented.
 *
 * Both bases are shown because people who comment score differently; counts of one never scale to the other.
 *
 * @param input - responses
 * @param confLevel - level of the NPS interval
 * @returns figures; null where nobody is under the fraction line
 * @see nps
 * @example
 * summarise(input, 0.95).npsPoints // => -10.2
 */
export function summarise(input: DriverInput, confLevel: number): SummaryFigures {
  const rows = input.scoreGroups.map((_, row) => row)
  const counts = countScoreGroups(input.scoreGroups, rows)
  const base = baseOf(counts)
  const commentRows = rows.filter((row) => input.hasUsableComment[row])
  const commenters = countScoreGroups(input.scoreGroups, commentRows)
  const commenterBase = baseOf(commenters)
  const overall = base === 0 ? null : nps(counts, confLevel)
  return {
    base,
    commentBase: commentRows.length,
    responseCount: rows.length,
    npsPoints: overall?.estimate ?? null,
    npsConfLow: overall?.confLow ?? null,
    npsConfHigh: overall?.confHigh ?? null,
    detractorShare: shareOf(counts.detractors, base),
    passiveShare: shareOf(counts.passives, base),
    promoterShare: shareOf(counts.promoters, base),
    commenters: {
      base: commenterBase,
      npsPoints: commenterBase === 0 ? null : nps(commenters, confLevel).estimate,
      detractorShare: shareOf(commenters.detractors, commenterBase),
      promoterShare: shareOf(commenters.promoters, commenterBase),
    },
  }
}

/** A share, or null where nobody is under the fraction line. */
export function shareOf(events: number, base: number): number | null {
  return base === 0 ? null : events / base
}
