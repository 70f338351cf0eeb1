import type { DriverInput, SummaryFigures } from '../../domain/driver.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import { itemAt } from '../../stats/at.ts'
import { nps, type ScoreGroupCounts } from '../../stats/nps.ts'
import { effectiveBase } from '../../stats/weights.ts'

/** Scored responses of a survey with the weight that each has in figures. */
export type ScoredRows = {
  /** Indexes of the responses with a score and a weight above 0, ascending. */
  readonly rows: readonly number[]
  /** Their score groups, aligned with `rows`. */
  readonly groups: readonly ScoreGroup[]
  /** Weight of every response, scored or not; mean 1 over the scored ones. */
  readonly weights: readonly number[]
  readonly isWeighted: boolean
  /** Scored responses ÷ unweighted responses that would tell as much; 1 when unweighted. */
  readonly designEffect: number
}

/**
 * The responses that have a score, with weights scaled to mean 1 over them.
 *
 * @param input - responses; no weights means that all count the same
 * @returns rows and weights
 * @throws {InvalidOptionError} if a weight is negative or not a number, or all scored responses weigh 0
 * @see effectiveBase
 * @example
 * scoredRows(input).designEffect // => 1
 */
export function scoredRows(input: DriverInput): ScoredRows {
  const given = input.weights
  const hasSay = (row: number) => given === undefined || itemAt(given, row) > 0
  const all = input.scoreGroups.flatMap((group, row) => (group === null ? [] : [{ group, row }]))
  const rows = all.map(({ row }) => row).filter(hasSay)
  const groups = all.filter(({ row }) => hasSay(row)).map(({ group }) => group)
  if (given === undefined) {
    const weights = input.scoreGroups.map(() => 1)
    return { rows, groups, weights, isWeighted: false, designEffect: 1 }
  }
  const bad = given.find((w) => !(w >= 0 && w < Number.POSITIVE_INFINITY))
  if (bad !== undefined) throw new InvalidOptionError('weight', 'a number of at least 0', bad)
  // Sums run over sorted weights, so that the order of responses changes no digit.
  const ofRows = rows.map((row) => itemAt(given, row)).sort((a, b) => a - b)
  const sum = ofRows.reduce((total, w) => total + w, 0)
  if (all.length > 0 && rows.length === 0) {
    throw new InvalidOptionError('weights', 'a scored response with a weight above 0', 0)
  }
  return {
    rows,
    groups,
    weights: given.map((w) => (w * rows.length) / sum),
    isWeighted: true,
    designEffect: rows.length === 0 ? 1 : rows.length / effectiveBase(ofRows),
  }
}

/**
 * Weighted respondents in each score group among some responses.
 *
 * @param input - responses
 * @param rows - indexes to count; responses without a score are passed over
 * @param weights - weight of every response
 * @returns counts, whole numbers when unweighted
 * @see ScoreGroupCounts
 * @example
 * countScoreGroups(input, [0, 1], scored.weights).detractors // => 1
 */
export function countScoreGroups(
  input: DriverInput,
  rows: readonly number[],
  weights: readonly number[]
): ScoreGroupCounts {
  const sums: Record<ScoreGroup, number> = { detractor: 0, passive: 0, promoter: 0 }
  for (const row of rows) {
    const group = itemAt(input.scoreGroups, row)
    if (group !== null) sums[group] += itemAt(weights, row)
  }
  return { detractors: sums.detractor, passives: sums.passive, promoters: sums.promoter }
}

/** All respondents in the three groups. */
export function baseOf({ detractors, passives, promoters }: ScoreGroupCounts): number {
  return detractors + passives + promoters
}

/** A share, or null where nobody is under the fraction line. */
export function shareOf(events: number, base: number): number | null {
  return base === 0 ? null : events / base
}

/**
 * NPS and shares of all scored respondents, and of those who commented.
 *
 * Both bases are shown because people who comment score differently; counts of one never scale to the other.
 * Bases count people; shares and NPS are weighted where weights were given.
 *
 * @param input - responses
 * @param scored - scored responses and weights
 * @param confLevel - level of the NPS interval
 * @returns figures; null where nobody is under the fraction line
 * @see nps
 * @example
 * summarise(input, scoredRows(input), 0.95).npsPoints // => -10.2
 */
export function summarise(
  input: DriverInput,
  scored: ScoredRows,
  confLevel: number
): SummaryFigures {
  const { rows, weights, designEffect } = scored
  const counts = countScoreGroups(input, rows, weights)
  const sum = baseOf(counts)
  const commentBase = input.hasUsableComment.filter(Boolean).length
  const commentRows = rows.filter((row) => input.hasUsableComment[row])
  const commenters = countScoreGroups(input, commentRows, weights)
  const commenterSum = baseOf(commenters)
  const overall = sum === 0 ? null : nps(counts, confLevel, rows.length / designEffect)
  return {
    base: rows.length,
    commentBase,
    responseCount: input.scoreGroups.length,
    npsPoints: overall?.estimate ?? null,
    npsConfLow: overall?.confLow ?? null,
    npsConfHigh: overall?.confHigh ?? null,
    detractorShare: shareOf(counts.detractors, sum),
    passiveShare: shareOf(counts.passives, sum),
    promoterShare: shareOf(counts.promoters, sum),
    commenters: {
      base: commentRows.length,
      npsPoints: commenterSum === 0 ? null : nps(commenters, confLevel).estimate,
      detractorShare: shareOf(commenters.detractors, commenterSum),
      promoterShare: shareOf(commenters.promoters, commenterSum),
    },
  }
}
