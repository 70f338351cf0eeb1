// Segments and themes as numbers for a regression, all on one scale, each with a name that a person can read.

import type { SurveyColumns } from '../../domain/survey-columns.ts'
import type { FeatureRows } from '../../stats/penalised-logistic.ts'
import { POLARITY_BIT, type ThemeIndex } from '../cells/theme-index.ts'
import { bucketField, MISSING_LABEL } from '../segments/bucket-field.ts'

/** One column of features. */
export type Feature = {
  /** Field or theme id. */
  readonly source: string
  /** "plan = basic", "tenureMonths", "Slow support (complaint)". */
  readonly name: string
  readonly kind: 'level' | 'number' | 'complaint' | 'praise'
  /** Mean of the column as it stands in the table. */
  readonly centre: number
  /** What the column was divided by. */
  readonly spread: number
}

export type FeatureTable = FeatureRows & { readonly features: readonly Feature[] }

/** Fewest responses with and without a level or mention for a column of its own. */
const MIN_COUNT = 10

type Draft = Pick<Feature, 'source' | 'name' | 'kind'> & { readonly values: Float64Array }

function levelDrafts(columns: SurveyColumns, field: string): Draft[] {
  const values = columns.segments[field] ?? []
  const present = values.filter((v) => v !== null && v !== '')
  const numbers = present.map(Number)
  const isNumber = present.every((v, i) => typeof v !== 'boolean' && Number.isFinite(numbers[i]))
  if (isNumber && new Set(numbers).size > 8) {
    const mean = numbers.reduce((sum, v) => sum + v, 0) / numbers.length
    const isMissing = values.map((v) => v === null || v === '')
    const indicator = Float64Array.from(isMissing, Number)
    return [
      {
        source: field,
        name: field,
        kind: 'number',
        values: Float64Array.from(values, (v, i) => (isMissing[i] ? mean : Number(v))),
      },
      { source: field, name: `${field} = ${MISSING_LABEL}`, kind: 'level', values: indicator },
    ]
  }
  const { buckets, bucketOf } = bucketField(field, values, { kind: 'categories' })
  const counts = buckets.map((_, b) => bucketOf.filter((bucket) => bucket === b).length)
  const commonest = counts.indexOf(Math.max(...counts))
  return buckets.flatMap(({ label }, b) =>
    b === commonest
      ? []
      : [
          {
            source: field,
            name: `${field} = ${label}`,
            kind: 'level' as const,
            values: Float64Array.from(bucketOf, (bucket) => Number(bucket === b)),
          },
        ]
  )
}

function themeDrafts(columns: SurveyColumns, index: ThemeIndex): Draft[] {
  const size = columns.scoreGroups.length
  return columns.themes.flatMap(({ id, label, isAffectOnly }, theme) => {
    if (isAffectOnly) return []
    const complaint = new Float64Array(size)
    const praise = new Float64Array(size)
    for (let i = 0; i < size; i++) {
      for (let k = index.starts[i] ?? 0; k < (index.starts[i + 1] ?? 0); k++) {
        if (index.themes[k] !== theme) continue
        const bits = index.polarities[k] ?? 0
        if (bits & POLARITY_BIT.negative) complaint[i] = 1
        if (bits & POLARITY_BIT.positive) praise[i] = 1
      }
    }
    return [
      { source: id, name: `${label} (complaint)`, kind: 'complaint' as const, values: complaint },
      { source: id, name: `${label} (praise)`, kind: 'praise' as const, values: praise },
    ]
  })
}

function isWorthAColumn({ kind, values }: Draft): boolean {
  if (kind === 'number') return new Set(values).size > 1
  const count = values.reduce((sum, v) => sum + v, 0)
  return count >= MIN_COUNT && values.length - count >= MIN_COUNT
}

/**
 * Features of every response.
 *
 * Numbers with more than eight values stay numbers, the missing at their mean with a column that says so; everything
 * else becomes levels against the commonest. A theme gives one column for complaint and one for praise.
 *
 * @param columns - the survey
 * @param index - its themes by response
 * @param fields - segment fields to use; themes are always used
 * @returns scaled columns in a fixed order; rare levels and mentions are left out
 * @throws never; unknown fields count as empty
 * @see Gelman (2008) Statistics in Medicine 27:2865-2873 on scaling
 * @example
 * featureTable(columns, index, ['plan']).features.map((f) => f.name) // => ['plan = basic', 'Billing (complaint)']
 */
export function featureTable(
  columns: SurveyColumns,
  index: ThemeIndex,
  fields: readonly string[]
): FeatureTable {
  const drafts = [
    ...fields.flatMap((field) => levelDrafts(columns, field)),
    ...themeDrafts(columns, index),
  ].filter(isWorthAColumn)
  const rowCount = columns.scoreGroups.length
  const values = new Float64Array(rowCount * drafts.length)
  const features = drafts.map(({ values: own, ...feature }, c): Feature => {
    const mean = own.reduce((sum, v) => sum + v, 0) / rowCount
    const spread = Math.sqrt(own.reduce((sum, v) => sum + (v - mean) ** 2, 0) / rowCount)
    // Only numbers are centred: levels and mentions stay 0 where absent, which the fit passes over. The intercept
    // is free, so this changes no slope.
    const shift = feature.kind === 'number' ? mean : 0
    own.forEach((v, row) => {
      values[row * drafts.length + c] = (v - shift) / spread
    })
    return { ...feature, centre: (mean - shift) / spread, spread }
  })
  return { rowCount, columnCount: drafts.length, values, features }
}
