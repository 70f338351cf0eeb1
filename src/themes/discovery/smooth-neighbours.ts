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
 * @returns rows of unit length, in the same order
 * @throws nothing
 * @see Fukunaga & Hostetler (1975) on mean shift, of which this is one step
 * @example
 * smoothNeighbours(points).count === points.count // => true
 */
export function smoothNeighbours(points: Points): Points {
  const { values, count, dimensions } = points
  const { indexes, similarities } = nearestOfEach(points)
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

/** Each pair is compared once and offered to both of its points. */
function nearestOfEach({ values, count, dimensions }: Points): Neighbours {
  const found: Neighbours = {
    indexes: new Int32Array(count * NEIGHBOURS),
    similarities: new Float32Array(count * NEIGHBOURS),
  }
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const dot = dotOf(values, i * dimensions, j * dimensions, dimensions)
      offer(found, i, j, dot)
      offer(found, j, i, dot)
    }
  }
  return found
}

/** Four sums at once: a single one would make every addition wait for the last. */
function dotOf(values: Float32Array, p: number, q: number, dimensions: number): number {
  let [a, b, c, e, d] = [0, 0, 0, 0, 0]
  for (; d + 3 < dimensions; d += 4) {
    a += (values[p + d] as number) * (values[q + d] as number)
    b += (values[p + d + 1] as number) * (values[q + d + 1] as number)
    c += (values[p + d + 2] as number) * (values[q + d + 2] as number)
    e += (values[p + d + 3] as number) * (values[q + d + 3] as number)
  }
  for (; d < dimensions; d++) a += (values[p + d] as number) * (values[q + d] as number)
  return a + b + c + e
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
