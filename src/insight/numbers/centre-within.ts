// Cultures use the scale differently. Beside the raw comparison of groups stands one within countries: each answer
// counts as its distance from its own country's mean.

import type { IntervalEstimate, Warning } from '../../domain/effect.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { criticalValue } from '../../stats/normal.ts'
import type { Suppression } from '../cells/cell.ts'
import { suppressLine } from '../cells/suppress-cells.ts'
import type { BucketedField } from '../segments/bucket-field.ts'

/** One group against all others, raw and within countries. */
export type CentredGroup = {
  readonly bucket: string
  /** Null, like the figures, in groups too small to show. */
  readonly suppressed: Suppression | null
  readonly base: number | null
  /** NPS of the group minus that of the others, points. */
  readonly raw: IntervalEstimate | null
  /** The same within countries; null when no country has both the group and others. */
  readonly within: IntervalEstimate | null
}

export type CentredComparison = {
  readonly field: string
  readonly countryField: string
  readonly groups: readonly CentredGroup[]
  readonly warnings: readonly Warning[]
}

const POINTS = { detractor: -100, passive: 0, promoter: 100 } as const

type Moments = { n: number; sum: number; squares: number }

const nothing = (): Moments => ({ n: 0, sum: 0, squares: 0 })

function add(moments: Moments, y: number): void {
  moments.n++
  moments.sum += y
  moments.squares += y * y
}

type Stratum = { readonly own: Moments; readonly others: Moments }

/**
 * Difference of means pooled over strata with weights n₁ n₂ / (n₁ + n₂). The spread is pooled inside strata, with a
 * pseudo-respondent at either end, so that tiny strata cannot look certain.
 */
function pooledDifference(strata: readonly Stratum[], confLevel: number): IntervalEstimate | null {
  const used = strata.filter(({ own, others }) => own.n > 0 && others.n > 0)
  if (used.length === 0) return null
  let weights = 0
  let total = 0
  let within = 2 * 100 ** 2
  let freedom = 2
  let base = 0
  for (const { own, others } of used) {
    const n = own.n + others.n
    const weight = (own.n * others.n) / n
    weights += weight
    total += weight * (own.sum / own.n - others.sum / others.n)
    for (const m of [own, others]) {
      within += m.squares - m.sum ** 2 / m.n
      freedom += m.n - 1
    }
    base += n
  }
  const estimate = total / weights
  const half = criticalValue(confLevel) * Math.sqrt(within / freedom / weights)
  return {
    estimate,
    confLow: estimate - half,
    confHigh: estimate + half,
    confLevel,
    method: used.length === 1 ? 'mean-difference' : 'within-strata-mean-difference',
    base,
  }
}

/**
 * Groups compared raw and within countries.
 *
 * The difference within countries is what is left when each country is compared with itself only, which is the same
 * as subtracting each country's mean. If groups hardly overlap within countries its interval is wide, as it should be.
 *
 * @param columns - score groups of the responses
 * @param by - field whose groups are compared
 * @param country - field within which answers are centred; responses without it are left out of `within`
 * @param options - level in (0, 1), fewest scores of a group that is shown (1)
 * @returns per group of `by`: raw and centred difference from all others
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see Fischer (2004) Journal of Cross-Cultural Psychology 35:263-282 (within-culture standardisation)
 * @example
 * centreWithin(columns, plan, country, { confLevel: 0.95 }).groups[0]?.within?.estimate // => -3.1
 */
export function centreWithin(
  columns: Pick<SurveyColumns, 'scoreGroups'>,
  by: BucketedField,
  country: BucketedField,
  { confLevel, minBase = 1 }: { readonly confLevel: number; readonly minBase?: number }
): CentredComparison {
  const sizes = by.buckets.map(
    (_, b) => columns.scoreGroups.filter((g, i) => g !== null && by.bucketOf[i] === b).length
  )
  // "No value" is no trait of anybody: hidden when rare, it takes no other group with it.
  const line = suppressLine(
    sizes.map((size, b) => (by.buckets[b]?.isMissing ? 0 : size)),
    minBase
  )
  const hidden = line.map((suppressed, b) => {
    const isRare = by.buckets[b]?.isMissing && (sizes[b] ?? 0) > 0 && (sizes[b] ?? 0) < minBase
    return isRare ? ('small' as const) : suppressed
  })
  const groups = by.buckets.map(({ label }, bucket): CentredGroup => {
    const suppressed = hidden[bucket] ?? null
    if (suppressed !== null) {
      return { bucket: label, suppressed, base: null, raw: null, within: null }
    }
    const whole: Stratum = { own: nothing(), others: nothing() }
    const strata = country.buckets.map((): Stratum => ({ own: nothing(), others: nothing() }))
    columns.scoreGroups.forEach((group, i) => {
      if (group === null) return
      const side = by.bucketOf[i] === bucket ? 'own' : 'others'
      add(whole[side], POINTS[group])
      const at = country.bucketOf[i] ?? -1
      const stratum = country.buckets[at]?.isMissing ? undefined : strata[at]
      if (stratum !== undefined) add(stratum[side], POINTS[group])
    })
    return {
      bucket: label,
      suppressed,
      base: whole.own.n,
      raw: pooledDifference([whole], confLevel),
      within: pooledDifference(strata, confLevel),
    }
  })
  const turned = groups.filter(
    ({ raw, within }) =>
      raw !== null && within !== null && Math.sign(raw.estimate) !== Math.sign(within.estimate)
  )
  return {
    field: by.field,
    countryField: country.field,
    groups,
    warnings:
      turned.length === 0
        ? []
        : [
            {
              code: 'scale-use',
              detail: `Within "${country.field}" ${turned.map((g) => `"${g.bucket}"`).join(', ')} compare the other way round: read the centred figures.`,
            },
          ],
  }
}
