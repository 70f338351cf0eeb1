// Groups of respondents who are alike, if there are any. A cloud without structure also falls into k parts when told
// to; so the parts must be tighter than those of clouds that have none.

import { kmeans } from 'ml-kmeans'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { InvalidOptionError } from '../../domain/errors.ts'
import { at } from '../../stats/at.ts'
import { normalQuantile } from '../../stats/normal.ts'
import { cholesky } from '../../stats/symmetric-matrix.ts'

/** Points in groups. */
export type Grouping = {
  /** Group of each point; groups are numbered by size, the largest first, ties by their centres. */
  readonly groupOf: Int32Array
  readonly groups: readonly { readonly size: number; readonly centre: readonly number[] }[]
  /** Mean silhouette by distances to centres, [-1, 1]; near 1 is well apart. */
  readonly silhouette: number
  /** Chance of groups as tight in clouds without structure. */
  readonly pValue: number
}

export type GroupOptions = {
  /** Most groups to look for, 2 to 12; default 6. */
  readonly maxGroups?: number
  readonly seed?: number
  /**
   * Columns that stand for the levels of one field, field by field. Levels form tight heaps by themselves, so clouds
   * without structure keep them and only deal them out anew.
   */
  readonly levels?: readonly (readonly number[])[]
}

/** Clouds without structure to compare with: 5 % is one in twenty. */
const REFERENCE_CLOUDS = 19

/** Runs of k-means from different starts; the tightest counts. */
const RESTARTS = 2

/** Clouds need no more points than this to show how tight chance is; beyond, every k-th point is used. */
const MAX_POINTS_TO_COMPARE = 600

/** Fewest points per group looked for. */
const MIN_POINTS_PER_GROUP = 10

type Matrix = readonly (readonly number[])[]

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0)
}

type Clustering = {
  readonly groupOf: number[]
  readonly centres: number[][]
  readonly within: number
}

function cluster(points: Matrix, k: number, seed: number): Clustering {
  const data = points.map((point) => [...point])
  let best: Clustering | null = null
  for (let restart = 0; restart < RESTARTS; restart++) {
    const { clusters, centroids } = kmeans(data, k, { seed: seed + restart, maxIterations: 100 })
    const within = data.reduce(
      (sum, point, i) => sum + squaredDistance(point, centroids[clusters[i] ?? 0] ?? []),
      0
    )
    if (best === null || within < best.within)
      best = { groupOf: clusters, centres: centroids, within }
  }
  return best as Clustering
}

/** Silhouette with distances to centres instead of to all points: as telling, and linear in the points. */
function silhouetteOf(points: Matrix, { groupOf, centres }: Clustering): number {
  const total = points.reduce((sum, point, i) => {
    const own = Math.sqrt(squaredDistance(point, centres[groupOf[i] ?? 0] ?? []))
    const other = centres.reduce(
      (least, centre, c) =>
        c === groupOf[i] ? least : Math.min(least, Math.sqrt(squaredDistance(point, centre))),
      Number.POSITIVE_INFINITY
    )
    const larger = Math.max(own, other)
    return sum + (larger === 0 ? 0 : (other - own) / larger)
  }, 0)
  return total / points.length
}

function columnMeans(points: Matrix): number[] {
  const width = points[0]?.length ?? 0
  return Array.from(
    { length: width },
    (_, c) => points.reduce((sum, point) => sum + (point[c] ?? 0), 0) / points.length
  )
}

/** Lower triangular root of the covariance, with a little added so that it exists. */
function covarianceRoot(points: Matrix, means: readonly number[]): Float64Array {
  const width = means.length
  const covariance = new Float64Array(width * width)
  for (const point of points) {
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++) {
        const cell = a * width + b
        const product = ((point[a] ?? 0) - (means[a] ?? 0)) * ((point[b] ?? 0) - (means[b] ?? 0))
        covariance[cell] = at(covariance, cell) + product / points.length
      }
  }
  for (let a = 0; a < width; a++)
    covariance[a * width + a] = at(covariance, a * width + a) * (1 + 1e-6) + 1e-9
  return cholesky(covariance, width) ?? covariance
}

/** Rows in an order drawn from the generator. */
function dealt(count: number, generator: ReturnType<typeof xoroshiro128plus>): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(uniformFloat64(generator) * (i + 1))
    ;[order[i], order[other]] = [order[other] ?? 0, order[i] ?? 0]
  }
  return order
}

/**
 * Clouds with the same spread and correlations and no groups, from bell-shaped or flat numbers; fields of levels are
 * dealt out anew, each by itself.
 */
function* referenceClouds(
  points: Matrix,
  { seed, levels }: { readonly seed: number; readonly levels: GroupOptions['levels'] }
): Generator<number[][]> {
  const generator = xoroshiro128plus(seed)
  const means = columnMeans(points)
  const root = covarianceRoot(points, means)
  const width = means.length
  const bell = () => normalQuantile(uniformFloat64(generator) * (1 - 2 ** -52) + 2 ** -53)
  // Flat numbers of variance 1.
  const flat = () => (uniformFloat64(generator) - 0.5) * Math.sqrt(12)
  for (let cloud = 0; cloud < REFERENCE_CLOUDS; cloud++) {
    for (const draw of [bell, flat]) {
      const rows = points.map(() => {
        const independent = Array.from({ length: width }, draw)
        return means.map((mean, a) =>
          independent.reduce((sum, z, b) => (b > a ? sum : sum + at(root, a * width + b) * z), mean)
        )
      })
      for (const columns of levels ?? []) {
        const order = dealt(points.length, generator)
        rows.forEach((row, i) => {
          for (const c of columns) row[c] = points[order[i] ?? 0]?.[c] ?? 0
        })
      }
      yield rows
    }
  }
}

/**
 * Numbers of groups for which the points are tighter than every reference cloud. Clouds are drawn one by one and a
 * number of groups is dropped at the first that is as tight, so noise is soon recognised.
 */
function tighterThanChance(
  points: Matrix,
  largest: number,
  { seed = 1, levels }: GroupOptions
): number[] {
  const step = Math.ceil(points.length / MAX_POINTS_TO_COMPARE)
  const compared = points.filter((_, i) => i % step === 0)
  let alive = Array.from({ length: largest - 1 }, (_, i) => ({
    k: i + 2,
    within: cluster(compared, i + 2, seed).within,
  }))
  for (const cloud of referenceClouds(compared, { seed, levels })) {
    if (alive.length === 0) return []
    alive = alive.filter(({ k, within }) => within < cluster(cloud, k, seed).within)
  }
  return alive.map(({ k }) => k)
}

function compareRows(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Groups renumbered by size, then by centre, so that the start of k-means does not show. */
function renumber({ groupOf, centres }: Clustering) {
  const sizes = centres.map((_, c) => groupOf.filter((g) => g === c).length)
  const order = centres
    .map((_, c) => c)
    .sort(
      (a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || compareRows(centres[a] ?? [], centres[b] ?? [])
    )
  return {
    numberOf: (group: number) => order.indexOf(group),
    groups: order.map((c) => ({ size: sizes[c] ?? 0, centre: centres[c] ?? [] })),
  }
}

/**
 * Groups among points, or none.
 *
 * The number of groups is the one with the best silhouette among those that are tighter than every one of 38 clouds
 * without structure (19 bell-shaped, 19 flat, with the same spread and correlations).
 *
 * @param points - one row of numbers per respondent, on comparable scales; all rows of one length
 * @param options - most groups, seed
 * @returns the grouping; null for "no structure", and for fewer than 20 points
 * @throws {InvalidOptionError} if the number of groups is out of range
 * @see Tibshirani, Walther and Hastie (2001) JRSS B 63:411-423; Liu et al. (2008) JASA 103:1281-1293
 * @example
 * findGroups(points)?.groups.length // => 3, or null: no structure
 */
export function findGroups(points: Matrix, options: GroupOptions = {}): Grouping | null {
  const { maxGroups = 6, seed = 1 } = options
  if (!(Number.isInteger(maxGroups) && maxGroups >= 2 && maxGroups <= 12)) {
    throw new InvalidOptionError('maxGroups', 'a whole number from 2 to 12', maxGroups)
  }
  const largest = Math.min(maxGroups, Math.floor(points.length / MIN_POINTS_PER_GROUP))
  const distinct = new Set(points.map((point) => point.join(' '))).size
  if (largest < 2 || distinct <= largest || (points[0]?.length ?? 0) === 0) return null
  // k-means sees the points in an order of their own: the caller's order changes nothing.
  const order = points
    .map((_, i) => i)
    .sort((a, b) => compareRows(points[a] ?? [], points[b] ?? []))
  const sorted = order.map((i) => points[i] ?? [])
  const best = tighterThanChance(sorted, largest, options)
    .map((k) => cluster(sorted, k, seed))
    .map((clustering) => ({ clustering, silhouette: silhouetteOf(sorted, clustering) }))
    .reduce<{ clustering: Clustering; silhouette: number } | null>(
      (top, next) => (top === null || next.silhouette > top.silhouette ? next : top),
      null
    )
  if (best === null) return null
  const { numberOf, groups } = renumber(best.clustering)
  const groupOf = new Int32Array(points.length)
  order.forEach((point, place) => {
    groupOf[point] = numberOf(best.clustering.groupOf[place] ?? 0)
  })
  return { groupOf, groups, silhouette: best.silhouette, pValue: 1 / (REFERENCE_CLOUDS + 1) }
}
