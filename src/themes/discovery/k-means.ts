import { kmeans } from 'ml-kmeans'
import { fillRowProducts, matrixOf } from '../encoding/row-products.ts'

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
const MIN_SEEDING_POINTS = 200
const SEEDS_PER_CLUSTER = 10
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
  const rows = seedingRows(points, k)
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
  const all = Float64Array.from(points.values)
  let { labels, similarities } = assign(all, centroids, points.dimensions)
  for (let round = 0; round < maxRounds; round++) {
    recentre(points, labels, centroids)
    const next = assign(all, centroids, points.dimensions)
    const isSettled = next.labels.every((label, i) => label === labels[i])
    labels = next.labels
    similarities = next.similarities
    if (isSettled) break
  }
  let spread = 0
  for (const s of similarities) spread += 2 - 2 * s
  return { labels, centroids, spread: points.count === 0 ? 0 : spread / points.count }
}

function seedingRows({ values, count, dimensions }: Points, k: number): number[][] {
  const wanted = Math.max(MIN_SEEDING_POINTS, Math.min(MAX_SEEDING_POINTS, k * SEEDS_PER_CLUSTER))
  const step = Math.max(1, count / wanted)
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
  points: Float64Array,
  centroids: Float32Array,
  dimensions: number
): { readonly labels: Int32Array; readonly similarities: Float64Array } {
  const matrix = matrixOf(centroids, dimensions)
  const count = points.length / dimensions
  const labels = new Int32Array(count)
  const similarities = new Float64Array(count)
  const dots = new Float32Array(matrix.rowCount)
  for (let i = 0; i < count; i++) {
    fillRowProducts(matrix, points.subarray(i * dimensions, (i + 1) * dimensions), dots)
    let best = 0
    for (let c = 1; c < dots.length; c++) if ((dots[c] as number) > (dots[best] as number)) best = c
    labels[i] = best
    similarities[i] = dots[best] ?? 0
  }
  return { labels, similarities }
}
