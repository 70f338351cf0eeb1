// The same people asked in two periods: who moved between score groups. New and lost respondents are kept apart,
// since a changed sample looks like a changed mind.

import type { IntervalEstimate } from '../../domain/effect.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { type ClusterMean, clusterMean } from '../../stats/cluster-mean.ts'
import { type PairedChange, pairedChange } from '../../stats/exact-tests.ts'
import { npsInterval } from '../../stats/nps.ts'

export type SameRespondents = {
  /** People with a score in both periods. */
  readonly base: number
  /** People by group before (rows) and after (columns): detractor, passive, promoter. */
  readonly moves: Readonly<Record<ScoreGroup, Readonly<Record<ScoreGroup, number>>>>
  /** Share after minus before among the same people; null when nobody answered twice. */
  readonly detractorShare: PairedChange | null
  readonly promoterShare: PairedChange | null
  /** Mean change of +100, 0, −100; null with fewer than two people. */
  readonly npsPoints: ClusterMean | null
  /** NPS after of people without a score before, and NPS before of people without one after. */
  readonly newRespondents: IntervalEstimate | null
  readonly lostRespondents: IntervalEstimate | null
  /** Scores of either period that name no respondent. */
  readonly anonymousCount: number
}

const POINTS = { detractor: -100, passive: 0, promoter: 100 } as const

/** Last score group of each respondent in a period; the later time wins, then the later row. */
function lastGroups(
  columns: SurveyColumns,
  periodOf: Int32Array,
  period: number
): Map<string, ScoreGroup> {
  const last = new Map<string, { time: number; group: ScoreGroup }>()
  columns.scoreGroups.forEach((group, i) => {
    const respondent = columns.respondents[i] ?? null
    if (group === null || respondent === null || periodOf[i] !== period) return
    const time = columns.times[i] ?? 0
    if ((last.get(respondent)?.time ?? Number.NEGATIVE_INFINITY) <= time)
      last.set(respondent, { time, group })
  })
  return new Map([...last].map(([respondent, { group }]) => [respondent, group]))
}

function npsOf(groups: readonly ScoreGroup[], confLevel: number): IntervalEstimate | null {
  if (groups.length === 0) return null
  const counts = { detractors: 0, passives: 0, promoters: 0 }
  for (const group of groups) counts[`${group}s`]++
  return npsInterval(counts, confLevel)
}

type Pair = readonly [before: ScoreGroup, after: ScoreGroup]

function changeOf(
  pairs: readonly Pair[],
  group: ScoreGroup,
  confLevel: number
): PairedChange | null {
  if (pairs.length === 0) return null
  const gained = pairs.filter(([before, after]) => before !== group && after === group).length
  const lost = pairs.filter(([before, after]) => before === group && after !== group).length
  return pairedChange(gained, lost, pairs.length, confLevel)
}

function movesOf(pairs: readonly Pair[]): SameRespondents['moves'] {
  const row = () => ({ detractor: 0, passive: 0, promoter: 0 })
  const moves = { detractor: row(), passive: row(), promoter: row() }
  for (const [before, after] of pairs) moves[before][after]++
  return moves
}

/**
 * Change among the same respondents between two periods.
 *
 * @param columns - the survey; respondents are matched by id
 * @param periods - period of each response, and which two to compare
 * @param confLevel - in (0, 1)
 * @returns moves between score groups, paired changes with McNemar's test, new and lost respondents
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see pairedChange
 * @example
 * sameRespondents(columns, { periodOf, before: 0, after: 1 }, 0.95).moves.promoter.detractor // => 4 people fell
 */
export function sameRespondents(
  columns: SurveyColumns,
  periods: { readonly periodOf: Int32Array; readonly before: number; readonly after: number },
  confLevel: number
): SameRespondents {
  const { periodOf, before, after } = periods
  const first = lastGroups(columns, periodOf, before)
  const second = lastGroups(columns, periodOf, after)
  const pairs = [...first]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([respondent, group]): Pair[] => {
      const later = second.get(respondent)
      return later === undefined ? [] : [[group, later]]
    })
  const changes = pairs.map(([a, b]) => ({ value: POINTS[b] - POINTS[a], weight: 1, base: 1 }))
  return {
    base: pairs.length,
    moves: movesOf(pairs),
    detractorShare: changeOf(pairs, 'detractor', confLevel),
    promoterShare: changeOf(pairs, 'promoter', confLevel),
    npsPoints: clusterMean(changes, confLevel),
    newRespondents: npsOf(
      [...second].filter(([r]) => !first.has(r)).map(([, group]) => group),
      confLevel
    ),
    lostRespondents: npsOf(
      [...first].filter(([r]) => !second.has(r)).map(([, group]) => group),
      confLevel
    ),
    anonymousCount: columns.scoreGroups.filter(
      (group, i) =>
        group !== null &&
        (columns.respondents[i] ?? null) === null &&
        (periodOf[i] === before || periodOf[i] === after)
    ).length,
  }
}
