import type { ThemeClause } from '../clauses/clause-table.ts'
import { topicalStems } from '../clauses/topical-stems.ts'
import type { WordBook } from '../clauses/word-book.ts'

/** Smoothed centroids closer than this are one theme. */
const MERGE_COSINE = 0.82
/** A cluster has a shape if one topical stem is in this share of its clauses, */
const MIN_STEM_SHARE = 0.18
/** in this many of them (or in all, if there are fewer), */
const MIN_STEM_CLAUSES = 4
/** A stem in this share of a cluster shapes it even if all others use it too. */
const PLAIN_STEM_SHARE = 0.6
/** and is this many times as frequent in it as elsewhere. */
const MIN_STEM_LIFT = 2

/** Gives clusters that are nearly one the number of the first of them. */
export function mergeClusters(labels: Int32Array, centroids: Float32Array): Int32Array {
  const k = labels.reduce((most, label) => Math.max(most, label + 1), 0)
  const dimensions = k === 0 ? 0 : Math.floor(centroids.length / k)
  const target = Int32Array.from({ length: k }, (_, c) => c)
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < a && target[a] === a; b++) {
      let dot = 0
      for (let d = 0; d < dimensions; d++) {
        dot += (centroids[a * dimensions + d] as number) * (centroids[b * dimensions + d] as number)
      }
      if (dot >= MERGE_COSINE) target[a] = target[b] ?? b
    }
  }
  return labels.map((c) => target[c] ?? c)
}

/**
 * Dissolves clusters that no word holds together: they are what k-means makes of odds and ends.
 *
 * @param isExempt - clusters that something else holds together
 */
export function keepShapely(
  clauses: readonly ThemeClause[],
  labels: Int32Array,
  {
    minClauses,
    book,
    isExempt,
  }: {
    readonly minClauses: number
    readonly book: WordBook
    isExempt(label: number): boolean
  }
): Int32Array {
  const totals = new Map<number, number>()
  const own = new Map<number, Map<number, number>>()
  const sizes = new Map<number, number>()
  for (const [i, clause] of clauses.entries()) {
    const label = labels[i] ?? -1
    sizes.set(label, (sizes.get(label) ?? 0) + 1)
    const counts = own.get(label) ?? new Map<number, number>()
    own.set(label, counts)
    for (const stem of topicalStems(clause, book)) {
      counts.set(stem, (counts.get(stem) ?? 0) + 1)
      totals.set(stem, (totals.get(stem) ?? 0) + 1)
    }
  }
  const shapely = new Set<number>()
  for (const [label, counts] of own) {
    const size = sizes.get(label) ?? 0
    if (isExempt(label)) shapely.add(label)
    for (const [stem, count] of counts) {
      const outside = ((totals.get(stem) ?? 0) - count) / Math.max(1, clauses.length - size)
      const share = count / size
      if (
        count >= Math.min(MIN_STEM_CLAUSES, size) &&
        share >= MIN_STEM_SHARE &&
        (share >= MIN_STEM_LIFT * outside || share >= PLAIN_STEM_SHARE)
      ) {
        shapely.add(label)
      }
    }
  }
  return bySize(
    labels.map((label) => (shapely.has(label) ? label : -1)),
    minClauses
  )
}

/** Numbers clusters by falling size; those below `minClauses` become -1. */
export function bySize(labels: Int32Array, minClauses: number): Int32Array {
  const sizes = new Map<number, number>()
  for (const label of labels) if (label >= 0) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  const order = [...sizes]
    .filter(([, size]) => size >= minClauses)
    .sort(([a, x], [b, y]) => y - x || a - b)
    .map(([label]) => label)
  const place = new Map(order.map((label, index) => [label, index]))
  return labels.map((label) => place.get(label) ?? -1)
}
