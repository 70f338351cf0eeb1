// A decision tree, a random forest and a linear support vector machine: what prediction could use in the place of its
// regression. Only the comparison of `models.quality.ts` needs them.

import type { FeatureRows } from '../../src/stats/penalised-logistic.ts'
import { randomSource } from './effect-simulation.ts'

/** What a model learns from: some rows of a table. */
export type Training = {
  readonly table: FeatureRows
  readonly outcomes: Float64Array
  readonly rows: readonly number[]
}

/** Probability of the outcome for a row of the table. */
export type Model = (row: number) => number

type Node =
  | { readonly share: number }
  | { readonly feature: number; readonly cut: number; readonly low: Node; readonly high: Node }

type TreeOptions = {
  readonly minLeaf: number
  readonly maxDepth: number
  /** Features that one split may choose from. */
  readonly pick: (columnCount: number) => readonly number[]
}

const valueAt = ({ values, columnCount }: FeatureRows, row: number, feature: number) =>
  values[row * columnCount + feature] ?? 0

const eventsIn = ({ outcomes, rows }: Training) =>
  rows.reduce((sum, row) => sum + (outcomes[row] ?? 0), 0)

/** Spread that a split leaves (Gini), best first; null where no split leaves enough on both sides. */
function bestSplit(training: Training, { minLeaf, pick }: TreeOptions) {
  const { table, outcomes, rows } = training
  const events = eventsIn(training)
  const gini = (n: number, e: number) => (n === 0 ? 0 : 2 * e * (1 - e / n))
  let best: { feature: number; cut: number; left: number } | null = null
  for (const feature of pick(table.columnCount)) {
    const sorted = [...rows].sort((a, b) => valueAt(table, a, feature) - valueAt(table, b, feature))
    let own = 0
    for (let i = 0; i < sorted.length - 1; i++) {
      own += outcomes[sorted[i] ?? 0] ?? 0
      const cut = valueAt(table, sorted[i] ?? 0, feature)
      const n = i + 1
      if (cut === valueAt(table, sorted[n] ?? 0, feature)) continue
      if (n < minLeaf || sorted.length - n < minLeaf) continue
      const left = gini(n, own) + gini(sorted.length - n, events - own)
      if (best === null || left < best.left) best = { feature, cut, left }
    }
  }
  return best !== null && best.left < gini(rows.length, events) - 1e-9 ? best : null
}

function grow(training: Training, options: TreeOptions, depth = 0): Node {
  const { table, rows } = training
  const split = depth < options.maxDepth ? bestSplit(training, options) : null
  // One event and one other more than seen keep a share off 0 and 1.
  if (split === null) return { share: (eventsIn(training) + 1) / (rows.length + 2) }
  const { feature, cut } = split
  const part = (isLow: boolean) =>
    rows.filter((row) => valueAt(table, row, feature) <= cut === isLow)
  return {
    feature,
    cut,
    low: grow({ ...training, rows: part(true) }, options, depth + 1),
    high: grow({ ...training, rows: part(false) }, options, depth + 1),
  }
}

function shareAt(table: FeatureRows, node: Node, row: number): number {
  let at = node
  while ('feature' in at) at = valueAt(table, row, at.feature) <= at.cut ? at.low : at.high
  return at.share
}

/** One tree, as CART grows it. @see Breiman et al. (1984) Classification and Regression Trees */
export function decisionTree(training: Training): Model {
  const tree = grow(training, {
    minLeaf: Math.max(10, Math.round(training.rows.length / 40)),
    maxDepth: 5,
    pick: (count) => Array.from({ length: count }, (_, i) => i),
  })
  return (row) => shareAt(training.table, tree, row)
}

/** Trees over drawn rows, each split over drawn features. @see Breiman (2001) Machine Learning 45:5-32 */
export function randomForest(training: Training, minLeaf: number, treeCount = 150): Model {
  const { uniform } = randomSource(17)
  const { rows, table } = training
  const drawn = (count: number) => Math.floor(uniform() * count)
  const trees = Array.from({ length: treeCount }, () =>
    grow(
      { ...training, rows: rows.map(() => rows[drawn(rows.length)] ?? 0) },
      {
        minLeaf,
        maxDepth: 20,
        pick: (count) => {
          const left = Array.from({ length: count }, (_, i) => i)
          const size = Math.ceil(Math.sqrt(count))
          return Array.from({ length: size }, () => left.splice(drawn(left.length), 1)[0] ?? 0)
        },
      }
    )
  )
  return (row) => trees.reduce((sum, tree) => sum + shareAt(table, tree, row), 0) / treeCount
}

/** A linear machine by stochastic steps, its margins made probabilities. @see Shalev-Shwartz et al. (2011) Pegasos; Platt (1999) */
export function supportVectors({ table, outcomes, rows }: Training, penalty = 0.01): Model {
  const { uniform } = randomSource(23)
  const weights = new Float64Array(table.columnCount + 1)
  const margin = (row: number) => {
    let sum = weights[table.columnCount] ?? 0
    for (let c = 0; c < table.columnCount; c++) sum += valueAt(table, row, c) * (weights[c] ?? 0)
    return sum
  }
  const steps = 40 * rows.length
  for (let step = 1; step <= steps; step++) {
    const row = rows[Math.floor(uniform() * rows.length)] ?? 0
    const sign = outcomes[row] === 1 ? 1 : -1
    const rate = 1 / (penalty * (step + rows.length))
    const isInside = sign * margin(row) < 1
    for (let c = 0; c < table.columnCount; c++) {
      const pull = isInside ? sign * valueAt(table, row, c) : 0
      weights[c] = (weights[c] ?? 0) * (1 - rate * penalty) + rate * pull
    }
    if (isInside) weights[table.columnCount] = (weights[table.columnCount] ?? 0) + rate * sign
  }
  const margins = rows.map(margin)
  let [slope, start] = [1, 0]
  for (let round = 0; round < 2_000; round++) {
    let [bySlope, byStart] = [0, 0]
    rows.forEach((row, i) => {
      const p = 1 / (1 + Math.exp(-(slope * (margins[i] ?? 0) + start)))
      bySlope += ((outcomes[row] ?? 0) - p) * (margins[i] ?? 0)
      byStart += (outcomes[row] ?? 0) - p
    })
    slope += (0.5 * bySlope) / rows.length
    start += (0.5 * byStart) / rows.length
  }
  return (row) => 1 / (1 + Math.exp(-(slope * margin(row) + start)))
}
