import { kmeans } from 'ml-kmeans'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { type Matrix, matrixOf, type RowProducts } from '../encoding/row-products.ts'

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
  readonly products: RowProducts
}

/** Points, evenly spread, on which ml-kmeans seeds and settles the centroids; all points then take part. */
const MAX_SEEDING_POINTS = 600
const MIN_SEEDING_POINTS = 200
const SEEDS_PER_CLUSTER = 10
/** Rounds of ml-kmeans on those points. */
const SEEDING_ROUNDS = 3
/** ml-kmeans copies a row for every distance, so it sees shorter ones. */
const PROJECTED_DIMENSIONS = 48
const PROJECTION_SEED = 1

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
 * kMeans(points, { k: 20, seed: 1, maxRounds: 25, products: plainProducts }).labels
 */
export function kMeans(
  points: Points,
  { k, seed, maxRounds, products }: KMeansOptions
): Clustering {
  const sample = seedingSample(points, k)
  const size = Math.max(1, Math.min(k, sample.length))
  const centroids = new Float32Array(size * points.dimensions)
  if (points.count > 0) {
    const { clusters } = kmeans(projected(points, sample), size, {
      seed,
      maxIterations: SEEDING_ROUNDS,
      initialization: 'kmeans++',
    })
    recentre(points, sample, Int32Array.from(clusters), centroids)
  }
  const everyone = Int32Array.from({ length: points.count }, (_, i) => i)
  const all = Float64Array.from(points.values)
  let { labels, similarities } = assign(all, matrixOf(centroids, points.dimensions), products)
  for (let round = 0; round < maxRounds; round++) {
    recentre(points, everyone, labels, centroids)
    const next = assign(all, matrixOf(centroids, points.dimensions), products)
    const isSettled = next.labels.every((label, i) => label === labels[i])
    labels = next.labels
    similarities = next.similarities
    if (isSettled) break
  }
  let spread = 0
  for (const s of similarities) spread += 2 - 2 * s
  return { labels, centroids, spread: points.count === 0 ? 0 : spread / points.count }
}

/** Indexes of the points that seed, evenly spread. */
function seedingSample({ count }: Points, k: number): Int32Array {
  const wanted = Math.max(MIN_SEEDING_POINTS, Math.min(MAX_SEEDING_POINTS, k * SEEDS_PER_CLUSTER))
  const step = Math.max(1, count / wanted)
  const sample: number[] = []
  for (let at = 0; Math.floor(at) < count; at += step) sample.push(Math.floor(at))
  return Int32Array.from(sample)
}

/**
 * Points in fewer dimensions, of which distances keep their order roughly: each is the sum of a fixed random half of the coordinates less
 * the other half.
 *
 * @see Achlioptas (2003) Database-friendly random projections
 */
function projected({ values, dimensions }: Points, sample: Int32Array): number[][] {
  const generator = xoroshiro128plus(PROJECTION_SEED)
  const signs = Int8Array.from({ length: PROJECTED_DIMENSIONS * dimensions }, () =>
    uniformFloat64(generator) < 0.5 ? -1 : 1
  )
  return Array.from(sample, (i) =>
    Array.from({ length: PROJECTED_DIMENSIONS }, (_, p) => {
      let sum = 0
      for (let d = 0, s = p * dimensions, v = i * dimensions; d < dimensions; d++, s++, v++)
        sum += (signs[s] as number) * (values[v] as number)
      return sum
    })
  )
}

/** Moves centroids to the unit mean of their points; a centroid without points stays where it is. */
function recentre(
  { values, dimensions }: Points,
  members: Int32Array,
  labels: Int32Array,
  centroids: Float32Array
): void {
  const sums = new Float64Array(centroids.length)
  for (let i = 0; i < members.length; i++) {
    const to = (labels[i] as number) * dimensions
    const from = (members[i] as number) * dimensions
    for (let d = 0; d < dimensions; d++)
      sums[to + d] = (sums[to + d] as number) + (values[from + d] as number)
  }
  for (let from = 0; from < sums.length; from += dimensions) {
    const sum = sums.subarray(from, from + dimensions)
    const length = Math.sqrt(sum.reduce((total, x) => total + x * x, 0))
    if (length === 0) continue
    for (let d = 0; d < dimensions; d++) centroids[from + d] = (sum[d] as number) / length
  }
}

/** Points that are compared with all centroids at once. */
const BATCH_POINTS = 256

function assign(
  points: Float64Array,
  centroids: Matrix,
  products: RowProducts
): { readonly labels: Int32Array; readonly similarities: Float64Array } {
  const { width, rowCount } = centroids
  const count = points.length / width
  const labels = new Int32Array(count)
  const similarities = new Float64Array(count)
  const dots = new Float32Array(BATCH_POINTS * rowCount)
  for (let i = 0; i < count; i++) {
    const place = i % BATCH_POINTS
    if (place === 0) {
      const batch = Math.min(BATCH_POINTS, count - i)
      products(centroids, points.subarray(i * width, (i + batch) * width), dots)
    }
    const from = place * rowCount
    let best = from
    for (let c = from + 1; c < from + rowCount; c++)
      if ((dots[c] as number) > (dots[best] as number)) best = c
    labels[i] = best - from
    similarities[i] = dots[best] ?? 0
  }
  return { labels, similarities }
}
