// G-computation: what a fitted share would be if some columns were 0 for everyone, the rest unchanged.

import { at, itemAt, wholeAt } from './at.ts'
import { type LogisticFit, logistic } from './firth-logistic.ts'
import { addRow, patternSum, patternsWith, type SparseDesign } from './sparse-design.ts'

/** Mean fall of the fitted share when columns are taken away, with what its variance needs. */
export type RemovalEffect = {
  /** Share in [-1, 1]; positive when the share falls without the columns. */
  readonly estimate: number
  /** Derivative of `estimate` by each coefficient. */
  readonly gradient: Float64Array
  /** Patterns that have any of the columns, ascending, with the fall of each one's fitted share. */
  readonly patterns: Int32Array
  readonly falls: Float64Array
}

/** Fractions of columns beyond this many in one pattern act through their mean, not by every subset. */
const MAX_BRANCHING_COLUMNS = 10

type Removal = {
  readonly design: SparseDesign
  readonly fit: LogisticFit
  /** Per column: share of its appearances that stay; NaN for columns left alone. */
  readonly kept: Float64Array
}

type Touched = { readonly column: number; readonly value: number; readonly shift: number }

/** Columns of a pattern that the removal touches, strongest first. */
function touchedColumns({ design, fit, kept }: Removal, pattern: number): Touched[] {
  const touched: Touched[] = []
  for (let i = wholeAt(design.starts, pattern); i < wholeAt(design.starts, pattern + 1); i++) {
    const column = wholeAt(design.columns, i)
    if (Number.isNaN(at(kept, column))) continue
    const value = at(design.values, i)
    touched.push({ column, value, shift: value * at(fit.coefficients, column) })
  }
  return touched.sort((a, b) => Math.abs(b.shift) - Math.abs(a.shift) || a.column - b.column)
}

type Branch = {
  readonly probability: number
  linear: number
  /** Per touched column, how much of it stays in this branch. */
  readonly stays: number[]
}

/** Every way in which the touched columns of a pattern may stay or go, with its probability. */
function branchesOf(removal: Removal, touched: readonly Touched[], linear: number): Branch[] {
  let branches: Branch[] = [{ probability: 1, linear, stays: [] }]
  touched.forEach(({ column, shift }, position) => {
    const keep = at(removal.kept, column)
    const isBranching = keep > 0 && keep < 1 && position < MAX_BRANCHING_COLUMNS
    if (!isBranching) {
      for (const branch of branches) {
        branch.linear -= (1 - keep) * shift
        branch.stays.push(keep)
      }
      return
    }
    const outcomes = [
      { stay: 1, probability: keep },
      { stay: 0, probability: 1 - keep },
    ]
    branches = branches.flatMap((branch) =>
      outcomes.map(({ stay, probability }) => ({
        probability: branch.probability * probability,
        linear: branch.linear - (1 - stay) * shift,
        stays: [...branch.stays, stay],
      }))
    )
  })
  return branches
}

/**
 * Effect of taking columns away, wholly or in part, on the mean fitted share.
 *
 * With one column it is that theme's effect; with several it is their joint effect, which is not the sum.
 * A column kept in part stays in each response with that probability, independently of the others; beyond ten
 * such columns in one response the weakest act through their mean.
 *
 * @param design - the design that was fitted
 * @param trials - responses (or weights) of each pattern
 * @param fit - the fitted regression
 * @param keptShares - column → share of its appearances that stay, in [0, 1]; 0 removes it
 * @returns the effect; 0 with no patterns when none has the columns
 * @see Robins (1986) Mathematical Modelling 7:1393-1512; Greenland and Drescher (1993) Biometrics 49:865-872
 * @example
 * removalEffect(design, trials, fit, new Map([[3, 0]])).estimate // => 0.031: 3.1 points of share
 */
export function removalEffect(
  design: SparseDesign,
  trials: Float64Array,
  fit: LogisticFit,
  keptShares: ReadonlyMap<number, number>
): RemovalEffect {
  const kept = new Float64Array(design.columnCount).fill(Number.NaN)
  for (const [column, share] of keptShares) kept[column] = share
  const removal: Removal = { design, fit, kept }
  const patterns = patternsWith(design, [...keptShares.keys()])
  const gradient = new Float64Array(design.columnCount)
  const falls = new Float64Array(patterns.length)
  const base = trials.reduce((sum, n) => sum + n, 0)
  let total = 0
  patterns.forEach((pattern, i) => {
    const weight = at(trials, pattern)
    const before = at(fit.probabilities, pattern)
    const touched = touchedColumns(removal, pattern)
    addRow(gradient, design, pattern, weight * before * (1 - before))
    let after = 0
    const linear = patternSum(design, pattern, fit.coefficients)
    for (const branch of branchesOf(removal, touched, linear)) {
      const p = logistic(branch.linear)
      const slope = weight * branch.probability * p * (1 - p)
      after += branch.probability * p
      addRow(gradient, design, pattern, -slope)
      touched.forEach(({ column, value }, k) => {
        const gone = 1 - itemAt(branch.stays, k)
        gradient[column] = at(gradient, column) + slope * gone * value
      })
    }
    total += weight * (before - after)
    falls[i] = before - after
  })
  const estimate = total / base
  return { estimate, gradient: gradient.map((g) => g / base), patterns, falls }
}
