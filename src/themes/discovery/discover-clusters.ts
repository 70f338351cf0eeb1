import type { ThemeClause } from '../clauses/clause-table.ts'
import { clauseVectors } from './clause-vectors.ts'
import { kMeans, type Points } from './k-means.ts'

/** Clusters found among clauses. */
export type Clusters = {
  /** Cluster of each clause; -1 for clauses that fit none. */
  readonly labels: Int32Array
  readonly count: number
  /** Cosine of each clause to its centroid. */
  readonly fit: Float32Array
}

export type DiscoverOptions = Parameters<typeof clauseVectors>[1] & {
  readonly maxClusters: number
  /** Clusters of fewer clauses are left to `other`. */
  readonly minClauses: number
}

const MAX_ROUNDS = 25
/** Clauses farther from their centroid than this are about something else. */
const MIN_FIT = 0.25
/** Clusters whose members agree less than this have no shape. */
const MIN_COHESION = 0.32
/** Centroids closer than this are one theme. */
const MERGE_COSINE = 0.75
/** Clauses a cluster should have on average, from which k follows. */
const CLAUSES_PER_CLUSTER = 12

/**
 * Groups clauses by what they are about.
 *
 * k-means with one cluster per 12 clauses up to `maxClusters`; near-equal clusters are merged, thin and shapeless
 * ones dissolved.
 *
 * @param clauses - what no known theme explains
 * @returns labels from 0 in order of falling size; fewer than 2 × `minClauses` clauses give no cluster
 * @throws nothing
 * @see Arthur & Vassilvitskii (2007) k-means++
 * @example
 * discoverClusters(clauses, { book, vectors, seed: 1, maxClusters: 25, minClauses: 4 }).count
 */
export function discoverClusters(
  clauses: readonly ThemeClause[],
  options: DiscoverOptions
): Clusters {
  const { maxClusters, minClauses, seed } = options
  const none = { labels: new Int32Array(clauses.length).fill(-1), count: 0 }
  if (clauses.length < 2 * minClauses || maxClusters < 1) {
    return { ...none, fit: new Float32Array(clauses.length) }
  }
  const points = clauseVectors(clauses, options)
  const k = Math.max(2, Math.min(maxClusters, Math.floor(clauses.length / CLAUSES_PER_CLUSTER)))
  const { labels, centroids } = kMeans(points, { k, seed, maxRounds: MAX_ROUNDS })
  const merged = mergeClusters(labels, centroids, points)
  return keepShapely(points, merged, minClauses)
}

function mergeClusters(labels: Int32Array, centroids: Float32Array, points: Points): Int32Array {
  const { dimensions } = points
  const k = centroids.length / dimensions
  const target = Int32Array.from({ length: k }, (_, c) => c)
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < a; b++) {
      let dot = 0
      for (let d = 0; d < dimensions; d++) {
        dot += (centroids[a * dimensions + d] ?? 0) * (centroids[b * dimensions + d] ?? 0)
      }
      if (dot >= MERGE_COSINE) {
        target[a] = target[b] ?? b
        break
      }
    }
  }
  return labels.map((c) => target[c] ?? c)
}

function keepShapely(points: Points, labels: Int32Array, minClauses: number): Clusters {
  const { values, dimensions, count } = points
  const ids = [...new Set(labels)].sort((a, b) => a - b)
  const fit = new Float32Array(count)
  const kept: { readonly members: readonly number[] }[] = []
  for (const id of ids) {
    const members = Array.from(labels.keys()).filter((i) => labels[i] === id)
    const centroid = new Float32Array(dimensions)
    for (const i of members) {
      for (let d = 0; d < dimensions; d++) {
        centroid[d] = (centroid[d] ?? 0) + (values[i * dimensions + d] ?? 0)
      }
    }
    const length = Math.sqrt(centroid.reduce((sum, x) => sum + x * x, 0)) || 1
    for (const i of members) {
      let dot = 0
      for (let d = 0; d < dimensions; d++) {
        dot += ((centroid[d] ?? 0) / length) * (values[i * dimensions + d] ?? 0)
      }
      fit[i] = dot
    }
    const fitting = members.filter((i) => (fit[i] ?? 0) >= MIN_FIT)
    const cohesion =
      fitting.reduce((sum, i) => sum + (fit[i] ?? 0), 0) / Math.max(1, fitting.length)
    if (fitting.length >= minClauses && cohesion >= MIN_COHESION) kept.push({ members: fitting })
  }
  kept.sort(
    (a, b) => b.members.length - a.members.length || (a.members[0] ?? 0) - (b.members[0] ?? 0)
  )
  const result = new Int32Array(count).fill(-1)
  for (const [cluster, { members }] of kept.entries()) {
    for (const i of members) result[i] = cluster
  }
  return { labels: result, count: kept.length, fit }
}
