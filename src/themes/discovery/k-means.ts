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

/** Centroids are fitted on at most this many points, evenly spread; beyond it they no longer move. */
const MAX_FITTED_POINTS = 3000

/**
 * k-means on the unit sphere: ml-kmeans with k-means++ seeding finds the centroids, every point goes to the nearest.
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
  const rows = fittedRows(points)
  const size = Math.max(1, Math.min(k, rows.length))
  const centroids = new Float32Array(size * points.dimensions)
  if (points.count > 0) {
    const fitted = kmeans(rows, size, {
      seed,
      maxIterations: maxRounds,
      initialization: 'kmeans++',
    })
    for (const [c, centroid] of fitted.centroids.entries()) {
      const length = Math.hypot(...centroid) || 1
      for (const [d, x] of centroid.entries()) centroids[c * points.dimensions + d] = x / length
    }
  }
  const { labels, similarities } = assign(points, centroids)
  let spread = 0
  for (const s of similarities) spread += 2 - 2 * s
  return { labels, centroids, spread: points.count === 0 ? 0 : spread / points.count }
}

function fittedRows({ values, count, dimensions }: Points): number[][] {
  const step = Math.max(1, count / MAX_FITTED_POINTS)
  const rows: number[][] = []
  for (let at = 0; Math.floor(at) < count; at += step) {
    const from = Math.floor(at) * dimensions
    rows.push(Array.from(values.subarray(from, from + dimensions)))
  }
  return rows
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
