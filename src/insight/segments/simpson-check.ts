// Does a difference between segments survive when like is compared with like? Each value of the asked field
// is compared with the others once over everybody and once within the values of another field.

import type { IntervalEstimate } from '../../domain/effect.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { pooledShareDifference, type StratumPair } from '../../stats/mantel-haenszel.ts'
import { type Proportion, shareDifference } from '../../stats/proportion.ts'
import type { BucketedField } from './bucket-field.ts'

/** A difference in detractor share that changes its meaning within another field. */
export type SimpsonFinding = {
  /** Value of the asked field, against all its other values. */
  readonly bucket: string
  /** Field within whose values the comparison was repeated. */
  readonly within: string
  /** `reversal`: both clear and opposite. `explained`: clear over all, gone within. `masked`: clear only within. */
  readonly kind: 'reversal' | 'explained' | 'masked'
  readonly overall: IntervalEstimate
  /** The same difference within the values of that field, pooled. */
  readonly adjusted: IntervalEstimate
}

type Group = { events: number; base: number }

function isClear({ confLow, confHigh }: IntervalEstimate): boolean {
  return confLow > 0 || confHigh < 0
}

function kindOf(
  overall: IntervalEstimate,
  within: IntervalEstimate
): SimpsonFinding['kind'] | null {
  const isReversed = Math.sign(overall.estimate) !== Math.sign(within.estimate)
  if (isClear(overall) && isClear(within)) return isReversed ? 'reversal' : null
  if (isClear(overall)) {
    // A merely wider interval is no explanation: the difference must have shrunk to half.
    return isReversed || Math.abs(within.estimate) < Math.abs(overall.estimate) / 2
      ? 'explained'
      : null
  }
  const isStronger = Math.abs(within.estimate) > 1.5 * Math.abs(overall.estimate)
  return isClear(within) && (isReversed || isStronger) ? 'masked' : null
}

/** Detractors and base by stratum and bucket. */
function crossCounts(
  columns: Pick<SurveyColumns, 'scoreGroups'>,
  by: BucketedField,
  within: BucketedField
): Group[][] {
  const counts = within.buckets.map(() => by.buckets.map((): Group => ({ events: 0, base: 0 })))
  columns.scoreGroups.forEach((group, i) => {
    const cell = counts[within.bucketOf[i] ?? -1]?.[by.bucketOf[i] ?? -1]
    if (group === null || cell === undefined) return
    cell.base++
    if (group === 'detractor') cell.events++
  })
  return counts
}

function sumOfGroups(groups: readonly Proportion[]): Proportion {
  return groups.reduce(
    (sum, { events, base }) => ({ events: sum.events + events, base: sum.base + base }),
    { events: 0, base: 0 }
  )
}

function pairFor(row: readonly Group[], bucket: number): StratumPair {
  return {
    first: sumOfGroups(row.filter((_, b) => b === bucket)),
    second: sumOfGroups(row.filter((_, b) => b !== bucket)),
  }
}

/**
 * Differences between segments that turn round, vanish or appear within another field.
 *
 * Says what goes with what, not why; a field that lies between cause and score (a support contact) explains a
 * difference away although it is part of it. The error level is shared by all comparisons (Bonferroni).
 *
 * @param columns - score groups of the responses
 * @param by - the asked field, cut into buckets
 * @param others - fields to look within
 * @param confLevel - level of all comparisons together, in (0, 1)
 * @returns findings by bucket, then field; `[]` when every difference stands
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see Bickel, Hammel and O'Connell (1975) Science 187:398-404
 * @example
 * simpsonCheck(columns, treatment, [stoneSize], 0.95)[0]?.kind
 */
export function simpsonCheck(
  columns: Pick<SurveyColumns, 'scoreGroups'>,
  by: BucketedField,
  others: readonly BucketedField[],
  confLevel: number
): SimpsonFinding[] {
  const tables = others.map((other) => ({
    name: other.field,
    counts: crossCounts(columns, by, other),
  }))
  const level = 1 - (1 - confLevel) / Math.max(1, by.buckets.length * others.length)
  return by.buckets.flatMap(({ label, isMissing }, bucket) =>
    tables.flatMap(({ name, counts }): SimpsonFinding[] => {
      if (isMissing) return []
      const strata = counts.map((row) => pairFor(row, bucket))
      const pooled = pooledShareDifference(strata, level)
      if (pooled === null) return []
      const { pValue: _, strataCount: __, ...adjusted } = pooled
      const overall = shareDifference(
        sumOfGroups(strata.map((s) => s.first)),
        sumOfGroups(strata.map((s) => s.second)),
        level
      )
      const kind = kindOf(overall, adjusted)
      return kind === null ? [] : [{ bucket: label, within: name, kind, overall, adjusted }]
    })
  )
}
