import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

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

/**
 * Spherical k-means: k-means++ seeding, then Lloyd's rounds with centroids kept at unit length.
 *
 * The same points, k and seed give the same clusters. O(points × k × dimensions) a round.
 *
 * @param points - rows of unit length
 * @returns labels and centroids; with fewer points than k, each point is its own cluster
 * @throws nothing
 * @see Arthur & Vassilvitskii (2007) k-means++; Dhillon & Modha (2001) Concept decompositions for large sparse text data
 * @example
 * kMeans(points, { k: 20, seed: 1, maxRounds: 25 }).labels
 */
export function kMeans(points: Points, { k, seed, maxRounds }: KMeansOptions): Clustering {
  const size = Math.max(1, Math.min(k, points.count))
  const centroids = seedCentroids(points, size, seed)
  const labels = new Int32Array(points.count).fill(-1)
  const similarity = new Float64Array(points.count)
  for (let round = 0; round < maxRounds; round++) {
    const moved = assign(points, centroids, labels, similarity)
    if (moved === 0) break
    recentre(points, labels, centroids, similarity)
  }
  let spread = 0
  for (const s of similarity) spread += 2 - 2 * s
  return { labels, centroids, spread: points.count === 0 ? 0 : spread / points.count }
}

/** Candidates drawn for each new centre; the best is kept (greedy k-means++). */
const TRIALS = 4

function seedCentroids(points: Points, k: number, seed: number): Float32Array {
  const { values, count, dimensions } = points
  const generator = xoroshiro128plus(seed)
  const centroids = new Float32Array(k * dimensions)
  let distances: Float64Array = new Float64Array(count).fill(4)
  for (let c = 0; c < k; c++) {
    let bestTotal = Number.POSITIVE_INFINITY
    let bestDistances = distances
    let bestIndex = 0
    for (let trial = 0; trial < (c === 0 ? 1 : TRIALS); trial++) {
      const index = draw(distances, uniformFloat64(generator))
      const candidate = distancesTo(points, index, distances)
      if (candidate.total < bestTotal) {
        bestTotal = candidate.total
        bestDistances = candidate.distances
        bestIndex = index
      }
    }
    distances = bestDistances
    const from = bestIndex * dimensions
    centroids.set(values.subarray(from, from + dimensions), c * dimensions)
  }
  return centroids
}

function draw(weights: Float64Array, uniform: number): number {
  let total = 0
  for (const w of weights) total += w
  let rest = uniform * total
  for (const [i, w] of weights.entries()) {
    rest -= w
    if (rest < 0) return i
  }
  return weights.length - 1
}

function distancesTo(
  { values, count, dimensions }: Points,
  index: number,
  nearest: Float64Array
): { readonly distances: Float64Array; readonly total: number } {
  const distances = new Float64Array(count)
  const from = index * dimensions
  let total = 0
  for (let i = 0; i < count; i++) {
    let dot = 0
    for (let d = 0; d < dimensions; d++) {
      dot += (values[i * dimensions + d] ?? 0) * (values[from + d] ?? 0)
    }
    const distance = Math.min(nearest[i] ?? 4, Math.max(0, 2 - 2 * dot))
    distances[i] = distance
    total += distance
  }
  return { distances, total }
}

function assign(
  { values, count, dimensions }: Points,
  centroids: Float32Array,
  labels: Int32Array,
  similarity: Float64Array
): number {
  const k = centroids.length / dimensions
  let moved = 0
  for (let i = 0; i < count; i++) {
    let best = 0
    let bestSimilarity = Number.NEGATIVE_INFINITY
    for (let c = 0; c < k; c++) {
      let dot = 0
      for (let d = 0, p = i * dimensions, q = c * dimensions; d < dimensions; d++, p++, q++) {
        dot += (values[p] as number) * (centroids[q] as number)
      }
      if (dot > bestSimilarity) {
        bestSimilarity = dot
        best = c
      }
    }
    if (labels[i] !== best) moved++
    labels[i] = best
    similarity[i] = bestSimilarity
  }
  return moved
}

function recentre(
  { values, count, dimensions }: Points,
  labels: Int32Array,
  centroids: Float32Array,
  similarity: Float64Array
): void {
  const k = centroids.length / dimensions
  const sizes = new Int32Array(k)
  centroids.fill(0)
  for (let i = 0; i < count; i++) {
    const c = labels[i] ?? 0
    sizes[c] = (sizes[c] ?? 0) + 1
    for (let d = 0; d < dimensions; d++) {
      const q = c * dimensions + d
      centroids[q] = (centroids[q] ?? 0) + (values[i * dimensions + d] ?? 0)
    }
  }
  for (let c = 0; c < k; c++) {
    const centroid = centroids.subarray(c * dimensions, (c + 1) * dimensions)
    if ((sizes[c] ?? 0) === 0) takeFarthest({ values, count, dimensions }, similarity, centroid)
    else scaleToUnit(centroid)
  }
}

/** An empty cluster restarts at the point that fits its own cluster worst. */
function takeFarthest(points: Points, similarity: Float64Array, centroid: Float32Array): void {
  let worst = 0
  for (let i = 1; i < points.count; i++) {
    if ((similarity[i] ?? 1) < (similarity[worst] ?? 1)) worst = i
  }
  similarity[worst] = 1
  const from = worst * points.dimensions
  centroid.set(points.values.subarray(from, from + points.dimensions))
}

function scaleToUnit(vector: Float32Array): void {
  let sum = 0
  for (const x of vector) sum += x * x
  const scale = sum === 0 ? 0 : 1 / Math.sqrt(sum)
  for (let d = 0; d < vector.length; d++) vector[d] = (vector[d] ?? 0) * scale
}
