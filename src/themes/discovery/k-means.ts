import { kmeans } from 'ml-kmeans'

/** Points of unit length, row-major. */
export type Points = {
  readonly values: Float32Array
  readonly count: number
  readonly dimensions: number
}

export type Clustering = {
  /** Cluster of each point. */
  readonly labels: Int32Array
  /** Unit centroids, row-major. */
  readonly centroids: Float32Array
  /** Mean squared distance of points to their centroid; smaller is tighter. */
  readonly spread: number
}

export type KMeansOptions = {
  readonly k: number
  readonly seed: number
  readonly maxRounds: number
}

/** Points, evenly spread, on which ml-kmeans seeds and settles the centroids; all points then take part. */
const MAX_SEEDING_POINTS = 600
/** Rounds of ml-kmeans on those points. */
const SEEDING_ROUNDS = 3

/**
 * k-means on the unit sphere: ml-kmeans with k-means++ seeding places the centroids on a sample, Lloyd's rounds over all points
 * settle them.
 *
 * On points of unit length the squared distance orders centroids as the cosine does. The same points, k and seed
 * give the same clusters.
 *
 * @param points - rows of unit length
 * @returns labels and centroids; with fewer points than k, each point is its own cluster
 * @throws nothing
 * @see Arthur & Vassilvitskii (2007) k-means++
 * @example
 * kMeans(points, { k: 20, seed: 1, maxRounds: 25 }).labels
 */
export function kMeans(points: Points, { k, seed, maxRounds }: KMeansOptions): Clustering {
  const rows = seedingRows(points)
  const size = Math.max(1, Math.min(k, rows.length))
  const centroids = new Float32Array(size * points.dimensions)
  if (points.count > 0) {
    const fitted = kmeans(rows, size, {
      seed,
      maxIterations: SEEDING_ROUNDS,
      initialization: 'kmeans++',
    })
    for (const [c, centroid] of fitted.centroids.entries()) {
      const length = Math.hypot(...centroid) || 1
      for (const [d, x] of centroid.entries()) centroids[c * points.dimensions + d] = x / length
    }
  }
  let { labels, similarities } = assign(points, centroids)
  for (let round = 0; round < maxRounds; round++) {
    recentre(points, labels, centroids)
    const next = assign(points, centroids)
    const isSettled = next.labels.every((label, i) => label === labels[i])
    labels = next.labels
    similarities = next.similarities
    if (isSettled) break
  }
  let spread = 0
  for (const s of similarities) spread += 2 - 2 * s
  return { labels, centroids, spread: points.count === 0 ? 0 : spread / points.count }
}

function seedingRows({ values, count, dimensions }: Points): number[][] {
  const step = Math.max(1, count / MAX_SEEDING_POINTS)
  const rows: number[][] = []
  for (let at = 0; Math.floor(at) < count; at += step) {
    const from = Math.floor(at) * dimensions
    rows.push(Array.from(values.subarray(from, from + dimensions)))
  }
  return rows
}

/** Moves centroids to the unit mean of their points; a centroid without points stays where it is. */
function recentre(
  { values, count, dimensions }: Points,
  labels: Int32Array,
  centroids: Float32Array
): void {
  const sums = new Float64Array(centroids.length)
  for (let i = 0; i < count; i++) {
    const to = (labels[i] as number) * dimensions
    for (let d = 0; d < dimensions; d++) {
      sums[to + d] = (sums[to + d] as number) + (values[i * dimensions + d] as number)
    }
  }
  for (let from = 0; from < sums.length; from += dimensions) {
    const sum = sums.subarray(from, from + dimensions)
    const length = Math.sqrt(sum.reduce((total, x) => total + x * x, 0))
    if (length === 0) continue
    for (let d = 0; d < dimensions; d++) centroids[from + d] = (sum[d] as number) / length
  }
}

function assign(
  { values, count, dimensions }: Points,
  centroids: Float32Array
): { readonly labels: Int32Array; readonly similarities: Float64Array } {
  const k = centroids.length / dimensions
  const labels = new Int32Array(count)
  const similarities = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < k; c++) {
      let dot = 0
      for (let d = 0, p = i * dimensions, q = c * dimensions; d < dimensions; d++, p++, q++) {
        dot += (values[p] as number) * (centroids[q] as number)
      }
      if (dot > (similarities[i] as number)) {
        similarities[i] = dot
        labels[i] = c
      }
    }
  }
  return { labels, similarities }
}
