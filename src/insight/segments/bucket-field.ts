// Buckets of one field: categories as they are, numbers by quantiles, given edges or lifecycle stages.

import { InvalidOptionError } from '../../domain/errors.ts'
import type { SegmentValue } from '../../domain/response.ts'

/** How the values of a field become buckets. */
export type BucketRule =
  /** Numbers with more than eight values by quarters, everything else as categories. */
  | { readonly kind: 'auto' }
  | { readonly kind: 'categories' }
  /** Given order, for stages such as onboarding, first year, renewal. Values not named come after, by name. */
  | { readonly kind: 'ordered'; readonly order: readonly string[] }
  | { readonly kind: 'quantiles'; readonly count: number }
  /** Inner edges, ascending; a value on an edge belongs to the bucket above it. */
  | { readonly kind: 'edges'; readonly edges: readonly number[] }
  /** Stages of a customer's life from a tenure in this unit. */
  | { readonly kind: 'lifecycle'; readonly unit: 'days' | 'months' | 'years' }

/** One bucket; limits are null for categories and at the open ends. */
export type Bucket = {
  readonly label: string
  readonly low: number | null
  readonly high: number | null
  /** True for "no value". */
  readonly isMissing: boolean
}

/** A field cut into buckets. */
export type BucketedField = {
  readonly field: string
  readonly kind: 'categories' | 'ordered' | 'quantiles' | 'edges' | 'lifecycle'
  /** True when the order of buckets means something; the missing bucket is always last and outside it. */
  readonly isOrdered: boolean
  /** Inner edges used, for applying the same cut to later data; null for categories. */
  readonly edges: readonly number[] | null
  readonly buckets: readonly Bucket[]
  /** Bucket of each response. */
  readonly bucketOf: Int32Array
  /** Values that are not numbers although the rule needs numbers; they count as missing. */
  readonly unreadableCount: number
}

/** Label of the bucket of responses without a value. */
export const MISSING_LABEL = '(no value)'

/** Label of the bucket that gathers rare categories. */
export const OTHER_LABEL = '(other values)'

/** Categories beyond this many, rarest first, are taken together: no reader compares more. */
export const MAX_CATEGORIES = 50

const MAX_DISTINCT_FOR_CATEGORIES = 8
const AUTO_QUANTILES = 4

/** Edges in months: onboarding, first year, second year, to year four, to year six, beyond. */
const LIFECYCLE_EDGES_MONTHS = [3, 12, 24, 48, 72] as const
const LIFECYCLE_LABELS = [
  'first 3 months',
  '3 to 12 months',
  'second year',
  'years 3 and 4',
  'years 5 and 6',
  'over 6 years',
] as const
const MONTHS_PER_UNIT = { days: 12 / 365.25, months: 1, years: 12 } as const

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function numberOf(value: SegmentValue | null): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || value.trim() === '') return null
  const parsed = Number(value)
  return Number.isFinite(parsed) ? parsed : null
}

/** Quantiles of type 7, as R and most spreadsheets give them. */
function quantile(sorted: readonly number[], probability: number): number {
  const place = (sorted.length - 1) * probability
  const low = sorted[Math.floor(place)] ?? 0
  const high = sorted[Math.ceil(place)] ?? 0
  return low + (place - Math.floor(place)) * (high - low)
}

function quantileEdges(values: readonly number[], count: number): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const edges = Array.from({ length: count - 1 }, (_, i) => quantile(sorted, (i + 1) / count))
  // Ties can make edges coincide or leave nothing below the first one.
  return [...new Set(edges)].filter((edge) => edge > (sorted[0] ?? edge))
}

function figure(value: number): string {
  return String(Number(value.toPrecision(6)))
}

function rangeLabel(low: number | null, high: number | null): string {
  if (low === null && high === null) return 'all values'
  if (low === null) return `below ${figure(high ?? 0)}`
  return high === null ? `${figure(low)} and more` : `${figure(low)} to below ${figure(high)}`
}

type Cut = Pick<BucketedField, 'field' | 'kind'> & {
  readonly values: readonly (SegmentValue | null)[]
  readonly edges: readonly number[]
  readonly labels?: readonly string[]
}

/** Last bucket for responses without a value; left out when everybody has one. */
function withMissing(buckets: readonly Bucket[], bucketOf: Int32Array): Bucket[] {
  if (!bucketOf.includes(-1)) return [...buckets]
  bucketOf.forEach((bucket, i) => {
    if (bucket === -1) bucketOf[i] = buckets.length
  })
  return [...buckets, { label: MISSING_LABEL, low: null, high: null, isMissing: true }]
}

function cutNumbers({ field, kind, values, edges, labels }: Cut): BucketedField {
  const limits = [null, ...edges, null]
  const buckets = limits.slice(1).map((high, i): Bucket => {
    const low = limits[i] ?? null
    return { label: labels?.[i] ?? rangeLabel(low, high), low, high, isMissing: false }
  })
  let unreadableCount = 0
  const bucketOf = Int32Array.from(values, (value) => {
    const number = numberOf(value)
    if (number !== null) return edges.filter((edge) => edge <= number).length
    if (value !== null && value !== '') unreadableCount++
    return -1
  })
  return {
    field,
    kind,
    isOrdered: true,
    edges,
    buckets: withMissing(buckets, bucketOf),
    bucketOf,
    unreadableCount,
  }
}

function cutCategories(
  field: string,
  values: readonly (SegmentValue | null)[],
  order: readonly string[] | null
): BucketedField {
  const texts = values.map((v) => (v === null || String(v).trim() === '' ? null : String(v).trim()))
  const counts = new Map<string, number>((order ?? []).map((label) => [label, 0]))
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1)
  const place = new Map((order ?? []).map((label, i) => [label, i]))
  const named = [...counts.keys()]
  const kept = new Set(
    named
      .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || compareText(a, b))
      .filter((label, i) => i < MAX_CATEGORIES || place.has(label))
  )
  const rank = (label: string) => place.get(label) ?? place.size
  const labels = [...kept].sort((a, b) => rank(a) - rank(b) || compareText(a, b))
  if (kept.size < named.length) labels.push(OTHER_LABEL)
  const indexOf = new Map(labels.map((label, i) => [label, i]))
  const other = labels.length - 1
  const bucketOf = Int32Array.from(texts, (t) => (t === null ? -1 : (indexOf.get(t) ?? other)))
  const buckets = labels.map((label) => ({ label, low: null, high: null, isMissing: false }))
  return {
    field,
    kind: order === null ? 'categories' : 'ordered',
    isOrdered: order !== null,
    edges: null,
    buckets: withMissing(buckets, bucketOf),
    bucketOf,
    unreadableCount: 0,
  }
}

function checkedEdges(edges: readonly number[]): readonly number[] {
  const isAscending = edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? edge))
  if (edges.length === 0 || !edges.every(Number.isFinite) || !isAscending) {
    throw new InvalidOptionError('edges', 'one or more numbers in ascending order', edges)
  }
  return edges
}

function cutQuantiles(
  field: string,
  values: readonly (SegmentValue | null)[],
  count: number
): BucketedField {
  if (!(Number.isInteger(count) && count >= 2 && count <= 20)) {
    throw new InvalidOptionError('quantiles', 'a whole number from 2 to 20', count)
  }
  const numbers = values.map(numberOf).filter((v) => v !== null)
  return cutNumbers({ field, kind: 'quantiles', values, edges: quantileEdges(numbers, count) })
}

function cutAuto(field: string, values: readonly (SegmentValue | null)[]): BucketedField {
  const present = values.filter((v) => v !== null && v !== '')
  const numbers = present.map(numberOf).filter((v) => v !== null)
  const isNumeric = numbers.length === present.length
  return isNumeric && new Set(numbers).size > MAX_DISTINCT_FOR_CATEGORIES
    ? cutQuantiles(field, values, AUTO_QUANTILES)
    : cutCategories(field, values, null)
}

/**
 * A field cut into buckets.
 *
 * @param field - name of the field
 * @param values - its value for every response; null or blank where missing
 * @param rule - how to cut; quantile edges come from the values themselves (type 7) and are returned
 * @returns buckets in order, the missing ones last, and the bucket of every response
 * @throws {InvalidOptionError} if edges do not ascend or a number of quantiles is not from 2 to 20
 * @see Hyndman and Fan (1996) American Statistician 50:361-365 (quantile type 7)
 * @example
 * bucketField('tenure', [2, 30, null], { kind: 'lifecycle', unit: 'months' }).buckets.at(-1)?.label // => '(no value)'
 */
export function bucketField(
  field: string,
  values: readonly (SegmentValue | null)[],
  rule: BucketRule
): BucketedField {
  switch (rule.kind) {
    case 'categories':
      return cutCategories(field, values, null)
    case 'ordered':
      return cutCategories(field, values, rule.order)
    case 'edges':
      return cutNumbers({ field, kind: 'edges', values, edges: checkedEdges(rule.edges) })
    case 'quantiles':
      return cutQuantiles(field, values, rule.count)
    case 'lifecycle': {
      const edges = LIFECYCLE_EDGES_MONTHS.map((edge) => edge / MONTHS_PER_UNIT[rule.unit])
      return cutNumbers({ field, kind: 'lifecycle', values, edges, labels: LIFECYCLE_LABELS })
    }
    case 'auto':
      return cutAuto(field, values)
  }
}
