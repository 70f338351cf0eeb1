// Sampling covariance of effects from one or several regressions on the same responses: the part that comes
// from the coefficients, and the part that comes from which responses were drawn.
//
// Every unit (response or cluster) contributes a sparse vector z: the fall of each effect, its weight, and the
// residual in each column of each model. An effect is, to first order, a fixed combination u of the sums of z,
// so its variance is u' (Σ z z') u. Only Σ z z' differs between independent and clustered responses.

import { at, itemAt, wholeAt } from './at.ts'
import type { LogisticFit } from './firth-logistic.ts'
import type { RemovalEffect } from './removal-effect.ts'
import type { SparseDesign } from './sparse-design.ts'

/** A regression of one outcome; all models of one call share the patterns, not the columns. */
export type OutcomeModel = {
  readonly design: SparseDesign
  readonly fit: LogisticFit
  /** 1 where the responses have the outcome; one entry per kind of response. */
  readonly outcomes: Float64Array
}

/** A mean over responses, to first order: what one response's fall and residual do to it. */
export type LinearisedEffect = {
  readonly model: OutcomeModel
  readonly estimate: number
  readonly patterns: Int32Array
  readonly falls: Float64Array
  /** Change of the estimate for a unit of residual in each column. */
  readonly leverage: Float64Array
}

/** How responses were drawn. Responses of one kind have the same pattern, outcomes and weight. */
export type Sampling = {
  /** Pattern of each kind. */
  readonly patternOf: Int32Array
  /** Weight of one response of each kind; 1 when unweighted. */
  readonly weights: Float64Array
  /** Null when every response stands alone and unweighted. */
  readonly clusters: Clusters | null
}

/** Which responses belong together. */
export type Clusters = {
  /** Responses of each kind that stand alone, each a cluster of its own. */
  readonly alone: Float64Array
  readonly repeated: readonly Cluster[]
  /** Number of clusters, those of a single response included. */
  readonly count: number
}

/** Responses of one respondent or account: so many of each kind. */
export type Cluster = { readonly kinds: Int32Array; readonly counts: Float64Array }

/** Clusters with their number. */
export function clustersOf(alone: Float64Array, repeated: readonly Cluster[]): Clusters {
  return { alone, repeated, count: alone.reduce((sum, own) => sum + own, repeated.length) }
}

/**
 * A removal effect made ready for its covariance.
 *
 * @param model - regression that the effect came from
 * @param effect - the effect
 * @returns the same estimate with its leverage
 * @see removalEffect
 * @example
 * lineariseRemoval(model, removalEffect(model.design, trials, model.fit, new Map([[3, 0]])))
 */
export function lineariseRemoval(model: OutcomeModel, effect: RemovalEffect): LinearisedEffect {
  const size = model.design.columnCount
  const leverage = new Float64Array(size)
  for (let row = 0; row < size; row++) {
    let sum = 0
    for (let k = 0; k < size; k++) {
      sum += at(model.fit.covariance, row * size + k) * at(effect.gradient, k)
    }
    leverage[row] = sum
  }
  const { estimate, patterns, falls } = effect
  return { model, estimate, patterns, falls, leverage }
}

/**
 * The mean fitted share itself, so that levels can be combined with effects.
 *
 * @param model - regression of the outcome
 * @param trials - responses of each pattern
 * @returns the share, made ready for its covariance
 * @see lineariseRemoval
 * @example
 * linearisedShare(model, trials).estimate // => 0.41
 */
export function linearisedShare(model: OutcomeModel, trials: Float64Array): LinearisedEffect {
  const base = trials.reduce((sum, n) => sum + n, 0)
  const leverage = new Float64Array(model.design.columnCount)
  leverage[0] = 1 / base
  const falls = model.fit.probabilities
  const estimate = trials.reduce((sum, n, i) => sum + n * at(falls, i), 0) / base
  return {
    model,
    estimate,
    patterns: Int32Array.from({ length: trials.length }, (_, i) => i),
    falls,
    leverage,
  }
}

/** Where each part of z lies: effects first, then the weight, then the columns of each model. */
type Layout = {
  readonly effects: readonly LinearisedEffect[]
  readonly models: readonly OutcomeModel[]
  readonly modelStarts: readonly number[]
  readonly size: number
  /** Effects that touch each pattern: `effectOf` and `fallOf` from `starts[pattern]` on. */
  readonly starts: Int32Array
  readonly effectOf: Int32Array
  readonly fallOf: Float64Array
}

function layoutOf(effects: readonly LinearisedEffect[], patternCount: number): Layout {
  const models = [...new Set(effects.map((e) => e.model))]
  const modelStarts: number[] = []
  let size = effects.length + 1
  for (const model of models) {
    modelStarts.push(size)
    size += model.design.columnCount
  }
  const starts = new Int32Array(patternCount + 1)
  for (const { patterns } of effects) {
    for (const g of patterns) starts[g + 1] = wholeAt(starts, g + 1) + 1
  }
  for (let g = 0; g < patternCount; g++) starts[g + 1] = wholeAt(starts, g) + wholeAt(starts, g + 1)
  const next = starts.slice()
  const effectOf = new Int32Array(wholeAt(starts, patternCount))
  const fallOf = new Float64Array(effectOf.length)
  effects.forEach(({ patterns, falls }, e) => {
    patterns.forEach((g, i) => {
      const place = wholeAt(next, g)
      effectOf[place] = e
      fallOf[place] = at(falls, i)
      next[g] = place + 1
    })
  })
  return { effects, models, modelStarts, size, starts, effectOf, fallOf }
}

function add(matrix: Float64Array, cell: number, value: number): void {
  matrix[cell] = at(matrix, cell) + value
}

/** Σ z z' as the models expect it, for independent responses. Only the upper half is filled. */
function expectedMeat(layout: Layout, trials: Float64Array): Float64Array {
  const { size, effects, models, modelStarts, starts, effectOf, fallOf } = layout
  const meat = new Float64Array(size * size)
  const weightPlace = effects.length
  for (let g = 0; g < trials.length; g++) {
    const n = at(trials, g)
    for (let i = wholeAt(starts, g); i < wholeAt(starts, g + 1); i++) {
      const row = wholeAt(effectOf, i)
      for (let k = i; k < wholeAt(starts, g + 1); k++) {
        add(meat, row * size + wholeAt(effectOf, k), n * at(fallOf, i) * at(fallOf, k))
      }
      add(meat, row * size + weightPlace, n * at(fallOf, i))
    }
    add(meat, weightPlace * size + weightPlace, n)
    models.forEach((first, a) => {
      const p = at(first.fit.probabilities, g)
      for (let b = a; b < models.length; b++) {
        const second = itemAt(models, b)
        // A respondent has one score group, so two outcomes exclude each other.
        const spread = a === b ? p * (1 - p) : -p * at(second.fit.probabilities, g)
        const places = [itemAt(modelStarts, a), itemAt(modelStarts, b)] as const
        addCross(meat, size, [first.design, second.design], { g, places, weight: n * spread })
      }
    })
  }
  return meat
}

function addCross(
  meat: Float64Array,
  size: number,
  [first, second]: readonly [SparseDesign, SparseDesign],
  { g, places, weight }: { g: number; places: readonly [number, number]; weight: number }
): void {
  for (let i = wholeAt(first.starts, g); i < wholeAt(first.starts, g + 1); i++) {
    const offset = (places[0] + wholeAt(first.columns, i)) * size + places[1]
    const factor = weight * at(first.values, i)
    for (let k = wholeAt(second.starts, g); k < wholeAt(second.starts, g + 1); k++) {
      add(meat, offset + wholeAt(second.columns, k), factor * at(second.values, k))
    }
  }
}

/** z of one cluster, with the parts that are not 0. */
type Sums = { readonly z: Float64Array; readonly isTouched: Uint8Array; readonly touched: number[] }

function addTo({ z, isTouched, touched }: Sums, place: number, value: number): void {
  z[place] = at(z, place) + value
  if (isTouched[place] === 1) return
  isTouched[place] = 1
  touched.push(place)
}

/** Adds what responses of one kind do to each part of z. */
function addKind(
  sums: Sums,
  { layout, sampling }: { readonly layout: Layout; readonly sampling: Sampling },
  kind: number,
  count: number
): void {
  const { effects, models, modelStarts, starts, effectOf, fallOf } = layout
  const g = wholeAt(sampling.patternOf, kind)
  const weight = count * at(sampling.weights, kind)
  for (let i = wholeAt(starts, g); i < wholeAt(starts, g + 1); i++) {
    addTo(sums, wholeAt(effectOf, i), weight * at(fallOf, i))
  }
  addTo(sums, effects.length, weight)
  models.forEach(({ design, fit, outcomes }, m) => {
    const residual = weight * (at(outcomes, kind) - at(fit.probabilities, g))
    for (let i = wholeAt(design.starts, g); i < wholeAt(design.starts, g + 1); i++) {
      const place = itemAt(modelStarts, m) + wholeAt(design.columns, i)
      addTo(sums, place, residual * at(design.values, i))
    }
  })
}

/** Σ z z' over clusters, with the residuals that happened. */
function clusteredMeat(layout: Layout, sampling: Sampling, clusters: Clusters): Float64Array {
  const { size } = layout
  const meat = new Float64Array(size * size)
  const sums: Sums = { z: new Float64Array(size), isTouched: new Uint8Array(size), touched: [] }
  const { z, isTouched, touched } = sums
  const where = { layout, sampling }
  const addSquare = (times: number) => {
    for (const i of touched) {
      const factor = times * at(z, i)
      for (const k of touched) if (k >= i) add(meat, i * size + k, factor * at(z, k))
    }
    for (const i of touched) {
      z[i] = 0
      isTouched[i] = 0
    }
    touched.length = 0
  }
  clusters.alone.forEach((count, kind) => {
    if (count === 0) return
    addKind(sums, where, kind, 1)
    addSquare(count)
  })
  for (const { kinds, counts } of clusters.repeated) {
    kinds.forEach((kind, i) => {
      addKind(sums, where, kind, at(counts, i))
    })
    addSquare(1)
  }
  // The usual correction for a finite number of clusters.
  const { count } = clusters
  return count > 1 ? meat.map((cell) => (cell * count) / (count - 1)) : meat
}

/** The combination of Σ z that an effect is to first order. */
function combinationOf(layout: Layout, index: number, base: number): Float64Array {
  const u = new Float64Array(layout.size)
  const effect = itemAt(layout.effects, index)
  u[index] = 1 / base
  u[layout.effects.length] = -effect.estimate / base
  u.set(effect.leverage, layout.modelStarts[layout.models.indexOf(effect.model)])
  return u
}

/**
 * Covariance of effects.
 *
 * Independent responses take their residual spread from the models, which keeps the coverage in small samples;
 * clustered or weighted ones take it from the residuals themselves (sandwich), with the factor C / (C − 1).
 *
 * @param effects - effects, from models over the same patterns
 * @param trials - responses (or weights) of each pattern
 * @param sampling - how the responses were drawn
 * @returns effects × effects, row by row, in squared shares
 * @see Stefanski and Boos (2002) American Statistician 56:29-38; Liang and Zeger (1986) Biometrika 73:13-22
 * @example
 * Math.sqrt(effectCovariance([effect], trials, sampling)[0]) // => standard error
 */
export function effectCovariance(
  effects: readonly LinearisedEffect[],
  trials: Float64Array,
  sampling: Sampling
): Float64Array {
  const layout = layoutOf(effects, trials.length)
  const { size } = layout
  const meat =
    sampling.clusters === null
      ? expectedMeat(layout, trials)
      : clusteredMeat(layout, sampling, sampling.clusters)
  for (let i = 0; i < size; i++)
    for (let k = 0; k < i; k++) meat[i * size + k] = at(meat, k * size + i)
  const base = trials.reduce((sum, n) => sum + n, 0)
  const count = effects.length
  const combinations = effects.map((_, i) => combinationOf(layout, i, base))
  const covariance = new Float64Array(count * count)
  const product = new Float64Array(size)
  combinations.forEach((u, i) => {
    product.fill(0)
    for (let row = 0; row < size; row++) {
      const factor = at(u, row)
      if (factor === 0) continue
      for (let k = 0, c = row * size; k < size; k++, c++)
        product[k] = (product[k] as number) + factor * (meat[c] as number)
    }
    combinations.forEach((v, k) => {
      let sum = 0
      for (let c = 0; c < size; c++) sum += (product[c] as number) * (v[c] as number)
      covariance[i * count + k] = sum
    })
  })
  return covariance
}
