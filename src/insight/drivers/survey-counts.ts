import type { SummaryFigures } from '../../domain/driver.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import { itemAt } from '../../stats/at.ts'
import { npsInterval, type ScoreGroupCounts } from '../../stats/nps.ts'
import { effectiveBase } from '../../stats/weights.ts'
import type { Survey } from './survey.ts'
import type { Tally } from './tally-responses.ts'

/** Kinds of scored responses with the weight that a response of each has in figures. */
export type ScoredKinds = {
  /** Indexes of the kinds with a score and a weight above 0, ascending. */
  readonly kinds: readonly number[]
  /** Their score groups, aligned with `kinds`. */
  readonly groups: readonly ScoreGroup[]
  /** Their responses, aligned with `kinds`. */
  readonly counts: readonly number[]
  /** Scored responses in all. */
  readonly base: number
  /** Weight of a response of every kind, scored or not; mean 1 over the scored ones. */
  readonly weights: readonly number[]
  readonly isWeighted: boolean
  /** Scored responses ÷ unweighted responses that would tell as much; 1 when unweighted. */
  readonly designEffect: number
}

/**
 * The responses that have a score, with weights scaled to mean 1 over them.
 *
 * @param tally - kinds of responses; no weights means that all count the same
 * @returns kinds and weights
 * @throws {InvalidOptionError} if a weight is negative or not a number, or all scored responses weigh 0
 * @see effectiveBase
 * @example
 * scoredKinds(tally).designEffect // => 1
 */
export function scoredKinds(tally: Tally): ScoredKinds {
  const given = tally.weights
  const hasSay = (kind: number) => given === undefined || itemAt(given, kind) > 0
  const all = tally.scoreGroups.flatMap((group, kind) => (group === null ? [] : [{ group, kind }]))
  const own = all.filter(({ kind }) => hasSay(kind))
  const kinds = own.map(({ kind }) => kind)
  const counts = kinds.map((kind) => itemAt(tally.counts, kind))
  const base = countPeople(tally, kinds)
  const scored = { kinds, groups: own.map(({ group }) => group), counts, base }
  if (given === undefined) {
    const weights = tally.scoreGroups.map(() => 1)
    return { ...scored, weights, isWeighted: false, designEffect: 1 }
  }
  const bad = given.find((w) => !(w >= 0 && w < Number.POSITIVE_INFINITY))
  if (bad !== undefined) throw new InvalidOptionError('weight', 'a number of at least 0', bad)
  if (all.length > 0 && kinds.length === 0) {
    throw new InvalidOptionError('weights', 'a scored response with a weight above 0', 0)
  }
  const ofKinds = kinds.map((kind) => itemAt(given, kind))
  const sum = ofKinds.reduce((total, w, i) => total + w * itemAt(counts, i), 0)
  return {
    ...scored,
    weights: given.map((w) => (w * base) / sum),
    isWeighted: true,
    designEffect: base === 0 ? 1 : base / effectiveBase(ofKinds, counts),
  }
}

/**
 * Responses of some kinds, unweighted.
 *
 * @param tally - kinds of responses
 * @param kinds - indexes to count
 * @returns a whole number
 * @see Tally
 * @example
 * countPeople(tally, [0, 2]) // => 161
 */
export function countPeople({ counts }: Pick<Tally, 'counts'>, kinds: readonly number[]): number {
  return kinds.reduce((sum, kind) => sum + itemAt(counts, kind), 0)
}

/**
 * Weighted respondents in each score group among some kinds.
 *
 * @param tally - kinds of responses
 * @param kinds - indexes to count; kinds without a score are passed over
 * @param weights - weight of a response of every kind
 * @returns counts, whole numbers when unweighted
 * @see ScoreGroupCounts
 * @example
 * countScoreGroups(tally, [0, 1], scored.weights).detractors // => 1
 */
export function countScoreGroups(
  tally: Tally,
  kinds: readonly number[],
  weights: readonly number[]
): ScoreGroupCounts {
  const sums: Record<ScoreGroup, number> = { detractor: 0, passive: 0, promoter: 0 }
  for (const kind of kinds) {
    const group = itemAt(tally.scoreGroups, kind)
    if (group !== null) sums[group] += itemAt(tally.counts, kind) * itemAt(weights, kind)
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
 * @param survey - counted survey
 * @returns figures; null where nobody is under the fraction line
 * @see npsInterval
 * @example
 * summarise(countSurvey(input, options)).npsPoints // => -10.2
 */
export function summarise(survey: Survey): SummaryFigures {
  const { tally, scored, options, commentBase, all } = survey
  const { confLevel } = options
  const sum = baseOf(all)
  const commenterKinds = scored.kinds.filter((kind) => tally.hasUsableComment[kind])
  const commenters = countScoreGroups(tally, commenterKinds, scored.weights)
  const commenterSum = baseOf(commenters)
  const overall = sum === 0 ? null : npsInterval(all, confLevel, scored.base / scored.designEffect)
  return {
    base: scored.base,
    commentBase,
    responseCount: countPeople(tally, [...tally.counts.keys()]),
    npsPoints: overall?.estimate ?? null,
    npsConfLow: overall?.confLow ?? null,
    npsConfHigh: overall?.confHigh ?? null,
    detractorShare: shareOf(all.detractors, sum),
    passiveShare: shareOf(all.passives, sum),
    promoterShare: shareOf(all.promoters, sum),
    commenters: {
      base: countPeople(tally, commenterKinds),
      npsPoints: commenterSum === 0 ? null : npsInterval(commenters, confLevel).estimate,
      detractorShare: shareOf(commenters.detractors, commenterSum),
      promoterShare: shareOf(commenters.promoters, commenterSum),
    },
  }
}
