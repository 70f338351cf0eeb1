import type { Matrix } from '../encoding/row-products.ts'
import type { ThemeEncoder } from '../encoding/theme-encoder.ts'

/** Labels of the encoder, by index, that together are one starting point. */
export type Anchor = readonly number[]

/** The label of what is about nothing in particular. */
const NO_LABEL = '-'

/** A label, or two branches that are the likest of those left. */
type Branch = { readonly members: Anchor; readonly parts: readonly Branch[] }

const trees = new WeakMap<Matrix, Branch | null>()

/**
 * Starting points for themes that do not depend on the sample: labels of the encoder, joined along a fixed tree until each has
 * enough clauses.
 *
 * k-means from random clauses finds other themes in every sample. Directions that were fixed beforehand are the same in each;
 * the sample only decides how far the tree is cut open.
 *
 * @param masses - clauses of each label
 * @param limits - clauses that an anchor needs, and how many anchors there may be
 * @returns anchors in the order of the tree; none if no label has enough
 * @throws nothing
 * @see Sneath & Sokal (1973) on average linkage; Ben-Hur, Elisseeff & Guyon (2002) on stability under subsampling
 * @example
 * chooseAnchors(masses, encoder, { least: 10, most: 25 }) // => [[3, 17], [8]]
 */
export function chooseAnchors(
  masses: ArrayLike<number>,
  encoder: ThemeEncoder,
  { least, most }: { readonly least: number; readonly most: number }
): readonly Anchor[] {
  const tree = treeOf(encoder)
  if (tree === null || most < 1) return []
  for (let needed = Math.max(1, least); ; needed *= 1.1) {
    const anchors = cut(tree, masses, needed).filter((own) => massOf(own, masses) >= needed)
    if (anchors.length <= most) return anchors
  }
}

/** Sides too small to stand alone are taken together with what is nearest to them in the tree. */
function cut(branch: Branch, masses: ArrayLike<number>, needed: number): readonly Anchor[] {
  if (branch.parts.length === 0) return [branch.members]
  const found = branch.parts.flatMap((part) => cut(part, masses, needed))
  const large = found.filter((own) => massOf(own, masses) >= needed)
  if (large.length === found.length) return found
  if (large.length <= 1) return [branch.members]
  return [...large, found.filter((own) => !large.includes(own)).flat()]
}

function massOf(anchor: Anchor, masses: ArrayLike<number>): number {
  let sum = 0
  for (const label of anchor) sum += masses[label] ?? 0
  return sum
}

function treeOf({ ownDirections, ownLabels }: ThemeEncoder): Branch | null {
  const known = trees.get(ownDirections)
  if (known !== undefined) return known
  const tree = buildTree(ownDirections, ownLabels)
  trees.set(ownDirections, tree)
  return tree
}

/** Joins the two branches of the highest mean cosine until one is left. */
function buildTree(directions: Matrix, names: readonly string[]): Branch | null {
  const cosines = cosinesOf(directions)
  const likeness = (a: Branch, b: Branch) => {
    let sum = 0
    for (const x of a.members) for (const y of b.members) sum += cosines[x]?.[y] ?? 0
    return sum / (a.members.length * b.members.length)
  }
  let branches: readonly Branch[] = names.flatMap((name, label) =>
    name === NO_LABEL ? [] : [{ members: [label], parts: [] }]
  )
  while (branches.length > 1) {
    let best = Number.NEGATIVE_INFINITY
    let pair: readonly Branch[] = []
    for (const [i, a] of branches.entries()) {
      for (const b of branches.slice(0, i)) {
        const value = likeness(a, b)
        if (value > best) {
          best = value
          pair = [b, a]
        }
      }
    }
    const joined = { members: pair.flatMap((branch) => branch.members), parts: pair }
    branches = [...branches.filter((branch) => !pair.includes(branch)), joined]
  }
  return branches[0] ?? null
}

function cosinesOf({ values, rowCount, width }: Matrix): readonly Float64Array[] {
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

/** The anchor with most of the probability, and its share of it. */
export function nearestAnchor(
  anchors: readonly Anchor[],
  probabilities: ArrayLike<number>
): { readonly index: number; readonly share: number } {
  let index = -1
  let share = 0
  for (let a = 0; a < anchors.length; a++) {
    let sum = 0
    for (const label of anchors[a] as Anchor) sum += probabilities[label] as number
    if (sum > share) {
      share = sum
      index = a
    }
  }
  return { index, share }
}
