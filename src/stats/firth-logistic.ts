// Logistic regression with Firth's penalty: finite and nearly unbiased where the ordinary one diverges,
// as when every respondent who mentions a theme is a detractor.

import { at, wholeAt } from './at.ts'
import { exp, log, log1p } from './portable-math.ts'
import { addOuterProduct, addRow, patternSum, type SparseDesign } from './sparse-design.ts'
import {
  bilinear,
  cholesky,
  factorOfDefinite,
  inverseFromCholesky,
  solveCholesky,
} from './symmetric-matrix.ts'

/** Events among trials for each pattern of a design; both may be sums of weights. */
export type PatternCounts = { readonly trials: Float64Array; readonly events: Float64Array }

/** A fitted logistic regression. */
export type LogisticFit = {
  /** Log odds; index 0 is the intercept. */
  readonly coefficients: Float64Array
  /** Inverse of the Fisher information at the estimate, columnCount × columnCount. */
  readonly covariance: Float64Array
  /** Fitted probability of each pattern. */
  readonly probabilities: Float64Array
  /** Log likelihood with the penalty. */
  readonly logLikelihood: number
  readonly iterations: number
  readonly isConverged: boolean
  readonly method: 'firth-logistic' | 'ridge-logistic'
}

/** How far the iteration goes. */
export type FitOptions = {
  /** Steps before giving up; default 100. */
  readonly maxIterations?: number
  /** Largest change of a coefficient that counts as converged; default 1e-9. */
  readonly tolerance?: number
  /** Coefficients to start from; default the log odds of the whole and zeros. */
  readonly start?: Float64Array
  /** A column whose coefficient stays at its start, as a profile of the likelihood needs. */
  readonly fixedColumn?: number
}

const MAX_STEP = 5
/** Fall of the log likelihood that rounding alone can cause. */
const SLACK = 1e-8

type State = {
  readonly coefficients: Float64Array
  readonly probabilities: Float64Array
  readonly factor: Float64Array
  readonly penalised: number
}

/** `1 / (1 + exp(-x))`. */
export function logistic(x: number): number {
  return 1 / (1 + exp(-x))
}

function logLikelihoodOf(linear: number, trials: number, events: number): number {
  // log(1 + e^x) without overflow.
  const softplus = linear > 0 ? linear + log1p(exp(-linear)) : log1p(exp(linear))
  return events * linear - trials * softplus
}

/** Everything at one value of the coefficients, or null where the information is singular. */
function evaluate(
  design: SparseDesign,
  counts: PatternCounts,
  coefficients: Float64Array
): State | null {
  const size = design.columnCount
  const probabilities = new Float64Array(design.patternCount)
  const information = new Float64Array(size * size)
  let logLikelihood = 0
  for (let i = 0; i < design.patternCount; i++) {
    const linear = patternSum(design, i, coefficients)
    const p = logistic(linear)
    probabilities[i] = p
    logLikelihood += logLikelihoodOf(linear, at(counts.trials, i), at(counts.events, i))
    addOuterProduct(information, design, i, at(counts.trials, i) * p * (1 - p))
  }
  const factor = cholesky(information, size)
  if (factor === null) return null
  let halfLogDeterminant = 0
  for (let k = 0; k < size; k++) halfLogDeterminant += log(at(factor, k * size + k))
  return { coefficients, probabilities, factor, penalised: logLikelihood + halfLogDeterminant }
}

/** `x' M x` for one pattern. */
function quadraticForm(design: SparseDesign, pattern: number, matrix: Float64Array): number {
  const { starts, columns, values, columnCount } = design
  const start = wholeAt(starts, pattern)
  const end = wholeAt(starts, pattern + 1)
  let sum = 0
  for (let i = start; i < end; i++) {
    const offset = wholeAt(columns, i) * columnCount
    let row = at(values, i) * at(matrix, offset + wholeAt(columns, i))
    for (let k = start; k < i; k++)
      row += 2 * at(values, k) * at(matrix, offset + wholeAt(columns, k))
    sum += at(values, i) * row
  }
  return sum
}

/** Newton step of the penalised score, with the penalty's half pseudo-observations in the information. */
function penalisedStep(
  design: SparseDesign,
  counts: PatternCounts,
  state: State,
  fixedColumn: number | undefined
): Float64Array {
  const size = design.columnCount
  const inverse = inverseFromCholesky(state.factor, size)
  const score = new Float64Array(size)
  const augmented = new Float64Array(size * size)
  for (let i = 0; i < design.patternCount; i++) {
    const p = at(state.probabilities, i)
    const trials = at(counts.trials, i)
    const leverage = trials * p * (1 - p) * quadraticForm(design, i, inverse)
    const residual = at(counts.events, i) - trials * p + leverage * (0.5 - p)
    addRow(score, design, i, residual)
    addOuterProduct(augmented, design, i, (trials + leverage) * p * (1 - p))
  }
  if (fixedColumn !== undefined) {
    score[fixedColumn] = 0
    for (let k = 0; k < size; k++) {
      augmented[fixedColumn * size + k] = k === fixedColumn ? 1 : 0
      if (k !== fixedColumn) augmented[k * size + fixedColumn] = 0
    }
  }
  // At least the information, which has a factor.
  const factor = factorOfDefinite(augmented, size)
  const step = solveCholesky(factor, score)
  const largest = step.reduce((max, s) => Math.max(max, Math.abs(s)), 0)
  return largest > MAX_STEP ? step.map((s) => (s * MAX_STEP) / largest) : step
}

/** One Newton step, halved until the likelihood does not fall; it ends, as a vanishing step changes nothing. */
function climb(
  design: SparseDesign,
  counts: PatternCounts,
  state: State,
  fixedColumn: number | undefined
): { readonly state: State; readonly largestStep: number } {
  let step = penalisedStep(design, counts, state, fixedColumn)
  for (;;) {
    const moved = state.coefficients.map((c, i) => c + at(step, i))
    const next = evaluate(design, counts, moved)
    if (next !== null && !(next.penalised <= state.penalised - SLACK)) {
      return { state: next, largestStep: step.reduce((max, s) => Math.max(max, Math.abs(s)), 0) }
    }
    step = step.map((s) => s / 2)
  }
}

function startOf(design: SparseDesign, counts: PatternCounts): Float64Array {
  const trials = counts.trials.reduce((sum, n) => sum + n, 0)
  const events = counts.events.reduce((sum, n) => sum + n, 0)
  const coefficients = new Float64Array(design.columnCount)
  coefficients[0] = log((events + 0.5) / (trials - events + 0.5))
  return coefficients
}

/**
 * Logistic regression with Firth's penalty (Jeffreys prior), by Newton steps with halving.
 *
 * @param design - columns, grouped into patterns
 * @param counts - trials and events of each pattern; grouping equal rows changes nothing
 * @param options - limits of the iteration and a start
 * @returns the fit, `isConverged` false when the steps ran out; null where a column repeats others, so that
 *   nothing identifies its coefficient
 * @see Firth (1993) Biometrika 80:27-38; Heinze and Schemper (2002) Statistics in Medicine 21:2409-2419
 * @example
 * fitFirth(design, counts)?.coefficients
 */
export function fitFirth(
  design: SparseDesign,
  counts: PatternCounts,
  options: FitOptions = {}
): LogisticFit | null {
  const { maxIterations = 100, tolerance = 1e-9 } = options
  let state = evaluate(design, counts, options.start ?? startOf(design, counts))
  let isConverged = false
  let iterations = 0
  while (state !== null && !isConverged && iterations < maxIterations) {
    iterations++
    const moved = climb(design, counts, state, options.fixedColumn)
    isConverged = moved.largestStep <= tolerance
    state = moved.state
  }
  if (state === null) return null
  return {
    coefficients: state.coefficients,
    covariance: inverseFromCholesky(state.factor, design.columnCount),
    probabilities: state.probabilities,
    logLikelihood: state.penalised,
    iterations,
    isConverged,
    method: 'firth-logistic',
  }
}

/**
 * Standard error of a linear combination of coefficients.
 *
 * @param fit - a fitted regression
 * @param gradient - weights of the coefficients
 * @returns standard error on the scale of the combination
 * @see LogisticFit
 * @example
 * combinationStdError(fit, Float64Array.of(0, 1)) // => standard error of the first slope
 */
export function combinationStdError(fit: LogisticFit, gradient: Float64Array): number {
  return Math.sqrt(Math.max(0, bilinear(gradient, fit.covariance, gradient)))
}
