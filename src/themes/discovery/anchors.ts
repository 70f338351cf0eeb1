import type { Matrix } from '../encoding/row-products.ts'
import type { ThemeEncoder } from '../encoding/theme-encoder.ts'

/** Labels of the encoder, by index, that together are one starting point. */
export type Anchor = readonly number[]

/** A clause's starting point. */
export type AnchorReading = {
  /** Place among the anchors; -1 where none has any probability. */
  readonly index: number
  /** Probability of its labels together. */
  readonly share: number
  /** True if the clause's likeliest label is one of them. */
  readonly isFavourite: boolean
}

export type AnchorLimits = {
  /** Clauses that an anchor needs. */
  readonly least: number
  /** Anchors there may be. */
  readonly most: number
}

/** The label of what is about nothing in particular. */
const NO_LABEL = '-'
/** Who asks for few themes wants wide ones: there are this many branches of labels to choose from for each, */
const BRANCHES_PER_ANCHOR = 4
/** but wider ones than so many would be about anything. */
const MIN_BRANCHES = 56
/** An anchor of this share of the clauses is never given up, but joined with the one it is most like. */
const LARGE_SHARE = 0.04
/** Probability that a clause must give to labels of which none is its likeliest. */
export const MIN_ANCHOR_SHARE = 0.15
/** Probability of a clause that is certainly about an anchor, */
export const SURE_SHARE = 0.3
/** and how many such clauses hold an anchor together. */
const MIN_SURE_CLAUSES = 2
/** What `MIN_ANCHOR_SHARE` may come down to, */
const MIN_REACH = 0.02
/** where fewer than this share of the comments would else have a theme, */
const WANTED_SHARE = 0.82
/** if there are at least so many clauses. */
const MANY_CLAUSES = 250

/**
 * Starting points for themes that do not depend on the sample: labels of the encoder (branches of them for few themes), the smallest
 * taken away until all that are left have enough clauses. The clauses of one that goes look elsewhere; it is joined with another only if
 * it is large, since another sample would join small ones with something else.
 *
 * k-means from random clauses finds other themes in every sample. Directions that were fixed beforehand are the same in each;
 * the sample only decides which of them are large enough.
 *
 * @param rows - probabilities of the encoder's labels, one row a clause
 * @returns anchors in the order of their first labels; none if no label has enough
 * @throws nothing
 * @see Sneath & Sokal (1973) on average linkage; Ben-Hur, Elisseeff & Guyon (2002) on stability under subsampling
 * @example
 * settleAnchors(rows, encoder, { least: 10, most: 25 }) // => [[3, 17], [8]]
 */
export function settleAnchors(
  rows: readonly ArrayLike<number>[],
  { ownDirections, ownLabels }: ThemeEncoder,
  { least, most }: AnchorLimits
): readonly Anchor[] {
  const cosines = cosinesOf(ownDirections)
  let anchors = branchesOf(cosines, ownLabels, Math.max(MIN_BRANCHES, BRANCHES_PER_ANCHOR * most))
  for (;;) {
    const counts = countClauses(rows, anchors)
    const fewest = Math.min(...counts)
    if (anchors.length === 0 || (fewest >= least && anchors.length <= most))
      return heldTogether(anchors, rows)
    const worst = counts.indexOf(fewest)
    const gone = anchors[worst] ?? []
    const isLarge = fewest >= Math.max(least, LARGE_SHARE * rows.length)
    const near = isLarge ? nearestTo(gone, anchors, cosines) : -1
    anchors = anchors.flatMap((own, a) =>
      a === worst ? [] : [a === near ? [...own, ...gone] : own]
    )
  }
}

/** Labels, the two likest branches joined until there are no more than asked for: the same in every sample. */
function branchesOf(
  cosines: readonly Float64Array[],
  names: readonly string[],
  most: number
): readonly Anchor[] {
  let branches: readonly Anchor[] = names.flatMap((name, label) =>
    name === NO_LABEL ? [] : [[label]]
  )
  while (branches.length > Math.max(1, most)) {
    let pair: readonly Anchor[] = []
    let best = Number.NEGATIVE_INFINITY
    for (const [i, a] of branches.entries()) {
      for (const b of branches.slice(0, i)) {
        const likeness = meanCosine(a, b, cosines)
        if (likeness <= best) continue
        best = likeness
        pair = [b, a]
      }
    }
    const joined = pair
    branches = [...branches.filter((branch) => !joined.includes(branch)), joined.flat()]
  }
  return branches
}

function meanCosine(a: Anchor, b: Anchor, cosines: readonly Float64Array[]): number {
  let sum = 0
  for (const x of a) for (const y of b) sum += cosines[x]?.[y] ?? 0
  return sum / (a.length * b.length)
}

/** Without those that no clause is sure of: what only gathers there for want of a better place. */
function heldTogether(
  anchors: readonly Anchor[],
  rows: readonly ArrayLike<number>[]
): readonly Anchor[] {
  const sure = anchors.map(() => 0)
  for (const row of rows) {
    const { index, share } = nearestAnchor(anchors, row)
    if (share >= SURE_SHARE) sure[index] = (sure[index] ?? 0) + 1
  }
  return anchors.filter((_, a) => (sure[a] ?? 0) >= MIN_SURE_CLAUSES)
}

/** Clauses of each anchor. */
function countClauses(
  rows: readonly ArrayLike<number>[],
  anchors: readonly Anchor[]
): readonly number[] {
  const counts = anchors.map(() => 0)
  for (const row of rows) {
    const reading = nearestAnchor(anchors, row)
    if (belongsTo(reading, MIN_ANCHOR_SHARE))
      counts[reading.index] = (counts[reading.index] ?? 0) + 1
  }
  return counts
}

/** True if an anchor is what a clause likes best, or has enough of its probability. */
export function belongsTo({ index, share, isFavourite }: AnchorReading, reach: number): boolean {
  return index >= 0 && (isFavourite || share >= reach)
}

/**
 * The probability that an anchor must have of clauses that like other labels better: so much lower than `MIN_ANCHOR_SHARE` as is needed
 * for most comments to have a theme. With few clauses the anchors of another sample would be others, so nothing is forced.
 *
 * Of 125 to 160 comments two halves agree by 0.87 with the highest value, by 0.67 with the lowest (ten industries, encoder that had not
 * seen them).
 *
 * @param readings - of the clauses that the anchors were settled on
 * @param comments - their comments, aligned with `readings`
 * @see Ben-Hur, Elisseeff & Guyon (2002) on stability under subsampling
 * @example
 * reachOf(readings, comments) // => 0.15 where there are few
 */
export function reachOf(readings: readonly AnchorReading[], comments: readonly number[]): number {
  if (readings.length < MANY_CLAUSES) return MIN_ANCHOR_SHARE
  const surest = new Map<number, number>()
  for (const [i, { share, isFavourite }] of readings.entries()) {
    const comment = comments[i] ?? -1
    surest.set(comment, Math.max(surest.get(comment) ?? 0, isFavourite ? 1 : share))
  }
  const shares = [...surest.values()].sort((a, b) => b - a)
  const share = shares[Math.ceil(WANTED_SHARE * shares.length) - 1] ?? 0
  return Number(Math.min(MIN_ANCHOR_SHARE, Math.max(MIN_REACH, share)).toPrecision(4))
}

/** The other anchor of the highest mean cosine, -1 if there is none. */
function nearestTo(
  gone: Anchor,
  anchors: readonly Anchor[],
  cosines: readonly Float64Array[]
): number {
  let near = -1
  let best = Number.NEGATIVE_INFINITY
  for (const [a, own] of anchors.entries()) {
    if (own === gone) continue
    const cosine = meanCosine(own, gone, cosines)
    if (cosine <= best) continue
    best = cosine
    near = a
  }
  return near
}

const known = new WeakMap<Matrix, readonly Float64Array[]>()

function cosinesOf(directions: Matrix): readonly Float64Array[] {
  let cosines = known.get(directions)
  if (cosines === undefined) {
    cosines = workOutCosines(directions)
    known.set(directions, cosines)
  }
  return cosines
}

function workOutCosines({ values, rowCount, width }: Matrix): readonly Float64Array[] {
  const rows = Array.from({ length: rowCount }, (_, i) =>
    values.subarray(i * width, (i + 1) * width)
  )
  const dot = (a: Float64Array, b: Float64Array) => {
    let sum = 0
    for (let d = 0; d < width; d++) sum += (a[d] as number) * (b[d] as number)
    return sum
  }
  const lengths = rows.map((row) => Math.sqrt(dot(row, row)) || 1)
  return rows.map((a, i) =>
    Float64Array.from(rows, (b, j) => dot(a, b) / ((lengths[i] as number) * (lengths[j] as number)))
  )
}

/**
 * The anchor that has a clause's likeliest label, which is the same in every sample; where none has it, the one with most of the
 * probability.
 *
 * @param probabilities - of the encoder's labels
 */
export function nearestAnchor(
  anchors: readonly Anchor[],
  probabilities: ArrayLike<number>
): AnchorReading {
  let favourite = 0
  for (let l = 1; l < probabilities.length; l++)
    if ((probabilities[l] as number) > (probabilities[favourite] as number)) favourite = l
  let index = -1
  let share = 0
  for (let a = 0; a < anchors.length; a++) {
    let sum = 0
    let isFavourite = false
    for (const label of anchors[a] as Anchor) {
      sum += probabilities[label] as number
      if (label === favourite) isFavourite = true
    }
    if (isFavourite) return { index: a, share: sum, isFavourite }
    if (sum <= share) continue
    share = sum
    index = a
  }
  return { index, share, isFavourite: false }
}
