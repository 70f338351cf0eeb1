// Average attributable fraction: the effect of taking a column away, averaged over every order in which the
// columns could be taken away (the Shapley value of joint removal). Unlike single effects these add up.
//
// The joint effect is a sum over patterns, and in one pattern only its own active columns matter. So the average
// over all orders of all columns is exact pattern by pattern, at the price of the few themes in one response.

import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { at, itemAt, wholeAt } from './at.ts'
import { type LogisticFit, logistic } from './firth-logistic.ts'
import type { RemovalEffect } from './removal-effect.ts'
import { patternSum, type SparseDesign } from './sparse-design.ts'

/** Patterns with more active columns than this are averaged over random orders. */
const MAX_EXACT_COLUMNS = 10
/** Random orders for such a pattern; each is used forwards and backwards. */
const RANDOM_ORDER_PAIRS = 200

/** Additive effects by column. */
export type AverageRemovals = {
  readonly effects: ReadonlyMap<number, RemovalEffect>
  /** `exact`, or `random-orders` where some response has more than ten of the columns. */
  readonly method: 'exact' | 'random-orders'
}

type Term = {
  /** Which of the pattern's touched columns are gone, one bit each. */
  readonly gone: number
  /** How much the fitted share of this state counts for each touched column. */
  readonly shareOf: Float64Array
}

/** States of a pattern with the coefficients that the Shapley formula gives them. */
function exactTerms(count: number): Term[] {
  const factorial = [1]
  for (let i = 1; i <= count; i++) factorial.push(i * itemAt(factorial, i - 1))
  // One step beyond either end stands for a state that cannot be; its value is not used.
  const f = (i: number) => itemAt(factorial, Math.max(0, i))
  return Array.from({ length: 2 ** count }, (_, gone) => {
    let size = 0
    for (let bits = gone; bits > 0; bits >>= 1) size += bits & 1
    const before = (f(size) * f(count - 1 - size)) / f(count)
    const after = -(f(size - 1) * f(count - size)) / f(count)
    const shareOf = Float64Array.from({ length: count }, (_, j) =>
      (gone >> j) & 1 ? after : before
    )
    return { gone, shareOf }
  })
}

function randomTerms(count: number, seed: number): Term[] {
  const generator = xoroshiro128plus(seed)
  const order = Array.from({ length: count }, (_, j) => j)
  const states = new Map<number, Float64Array>()
  const addTo = (gone: number, j: number, value: number) => {
    const shares = states.get(gone) ?? new Float64Array(count)
    shares[j] = at(shares, j) + value
    states.set(gone, shares)
  }
  for (let draw = 0; draw < RANDOM_ORDER_PAIRS; draw++) {
    for (let i = count - 1; i > 0; i--) {
      const k = uniformInt(generator, 0, i)
      const [a, b] = [itemAt(order, i), itemAt(order, k)]
      order[i] = b
      order[k] = a
    }
    for (const sequence of [order, [...order].reverse()]) {
      let gone = 0
      for (const j of sequence) {
        addTo(gone, j, 0.5 / RANDOM_ORDER_PAIRS)
        gone += 2 ** j
        addTo(gone, j, -0.5 / RANDOM_ORDER_PAIRS)
      }
    }
  }
  return [...states].map(([gone, shareOf]) => ({ gone, shareOf }))
}

const isGone = (gone: number, j: number) => Math.floor(gone / 2 ** j) % 2 === 1

type TouchedColumn = {
  readonly column: number
  readonly value: number
  readonly sums: Accumulator
}

type Accumulator = {
  readonly gradient: Float64Array
  readonly patterns: number[]
  readonly falls: number[]
  total: number
}

/** Adds one pattern's share of each touched column's effect. */
function addPattern(
  { design, fit }: { design: SparseDesign; fit: LogisticFit },
  { pattern, weight }: { pattern: number; weight: number },
  touched: readonly TouchedColumn[],
  terms: readonly Term[]
): void {
  const linear = patternSum(design, pattern, fit.coefficients)
  const falls = new Float64Array(touched.length)
  const goneColumns = new Set<number>()
  for (const { gone, shareOf } of terms) {
    let shifted = linear
    goneColumns.clear()
    touched.forEach(({ column, value }, j) => {
      if (!isGone(gone, j)) return
      shifted -= value * at(fit.coefficients, column)
      goneColumns.add(column)
    })
    const p = logistic(shifted)
    touched.forEach(({ sums }, j) => {
      const share = at(shareOf, j)
      falls[j] = at(falls, j) + share * p
      const slope = weight * share * p * (1 - p)
      for (let i = wholeAt(design.starts, pattern); i < wholeAt(design.starts, pattern + 1); i++) {
        const column = wholeAt(design.columns, i)
        if (goneColumns.has(column)) continue
        sums.gradient[column] = at(sums.gradient, column) + slope * at(design.values, i)
      }
    })
  }
  touched.forEach(({ sums }, j) => {
    sums.patterns.push(pattern)
    sums.falls.push(at(falls, j))
    sums.total += weight * at(falls, j)
  })
}

/**
 * Additive effects of columns on the mean fitted share; they sum to the joint effect of all of them.
 *
 * Another estimand than the effect of a single removal: where themes meet, they share what they do together.
 *
 * @param design - the design that was fitted
 * @param trials - responses (or weights) of each pattern
 * @param fit - the fitted regression
 * @param request - columns to share among, and the seed of random orders
 * @returns effects by column; O(2^a) for a response with a of the columns, up to ten
 * @see Eide and Gefeller (1995) J Clin Epidemiol 48:627-637; Land, Vogel and Gefeller (2001) Stat Methods Med Res 10:217-230
 * @example
 * averageRemovals(design, trials, fit, { columns: [1, 2], seed: 1 }).effects.get(1)?.estimate
 */
export function averageRemovals(
  design: SparseDesign,
  trials: Float64Array,
  fit: LogisticFit,
  request: { readonly columns: readonly number[]; readonly seed: number }
): AverageRemovals {
  const empty = (): Accumulator => ({
    gradient: new Float64Array(design.columnCount),
    patterns: [],
    falls: [],
    total: 0,
  })
  const sumsOf = new Map(request.columns.map((column) => [column, empty()]))
  const termsOf = new Map<number, readonly Term[]>()
  let base = 0
  for (let pattern = 0; pattern < design.patternCount; pattern++) {
    const weight = at(trials, pattern)
    base += weight
    const touched: TouchedColumn[] = []
    for (let i = wholeAt(design.starts, pattern); i < wholeAt(design.starts, pattern + 1); i++) {
      const column = wholeAt(design.columns, i)
      const sums = sumsOf.get(column)
      if (sums !== undefined) touched.push({ column, value: at(design.values, i), sums })
    }
    const count = touched.length
    if (count === 0) continue
    const isExact = count <= MAX_EXACT_COLUMNS
    const terms =
      termsOf.get(count) ?? (isExact ? exactTerms(count) : randomTerms(count, request.seed))
    termsOf.set(count, terms)
    addPattern({ design, fit }, { pattern, weight }, touched, terms)
  }
  const effects = new Map<number, RemovalEffect>()
  for (const [column, { gradient, patterns, falls, total }] of sumsOf) {
    effects.set(column, {
      estimate: total / base,
      gradient: gradient.map((g) => g / base),
      patterns: Int32Array.from(patterns),
      falls: Float64Array.from(falls),
    })
  }
  const isExact = [...termsOf.keys()].every((count) => count <= MAX_EXACT_COLUMNS)
  return { effects, method: isExact ? 'exact' : 'random-orders' }
}
