// Logistic regression on any numbers with a ridge penalty, by Newton's method. For prediction: the penalty keeps
// coefficients small where data say little. The 0/1 designs of theme effects have their own (`firth-logistic.ts`).

import { InvalidCountError, InvalidOptionError } from '../domain/errors.ts'
import { at, wholeAt } from './at.ts'
import { logistic } from './firth-logistic.ts'
import { exp, log, log1p } from './portable-math.ts'
import { cholesky, inverseFromCholesky, solveCholesky } from './symmetric-matrix.ts'

/** Features of responses, row by row. */
export type FeatureRows = {
  readonly rowCount: number
  readonly columnCount: number
  readonly values: Float64Array
}

/** A fitted regression on features. */
export type PenalisedFit = {
  /** Index 0 is the intercept. */
  readonly coefficients: Float64Array
  /** Without the penalty. */
  readonly logLikelihood: number
  /** Trace of (H + λI)⁻¹ H: parameters that the penalty leaves free, intercept included. */
  readonly effectiveDegrees: number
  readonly isConverged: boolean
}

const MAX_STEPS = 60
const TOLERANCE = 1e-10

/** Linear predictor of one row. */
export function linearPredictor(
  rows: FeatureRows,
  row: number,
  coefficients: Float64Array
): number {
  let sum = at(coefficients, 0)
  const offset = row * rows.columnCount
  for (let c = 0; c < rows.columnCount; c++)
    sum += at(rows.values, offset + c) * at(coefficients, c + 1)
  return sum
}

/** log(1 + eˣ) without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
}

type State = {
  readonly gradient: Float64Array
  /** Lower triangle, without the penalty. */
  readonly hessian: Float64Array
  readonly logLikelihood: number
}

function evaluate(rows: FeatureRows, outcomes: Float64Array, coefficients: Float64Array): State {
  const size = rows.columnCount + 1
  const gradient = new Float64Array(size)
  const hessian = new Float64Array(size * size)
  const x = new Float64Array(size)
  x[0] = 1
  // Most mentions and levels are 0 in most rows: only the others cost time.
  const active = new Int32Array(size)
  let logLikelihood = 0
  for (let row = 0; row < rows.rowCount; row++) {
    const offset = row * rows.columnCount
    let count = 1
    for (let c = 1; c < size; c++) {
      const value = at(rows.values, offset + c - 1)
      x[c] = value
      if (value !== 0) active[count++] = c
    }
    const linear = linearPredictor(rows, row, coefficients)
    const p = logistic(linear)
    const residual = at(outcomes, row) - p
    const weight = p * (1 - p)
    logLikelihood += at(outcomes, row) * linear - softplus(linear)
    for (let i = 0; i < count; i++) {
      const a = wholeAt(active, i)
      const xa = at(x, a)
      gradient[a] = at(gradient, a) + xa * residual
      for (let k = 0; k <= i; k++) {
        const b = wholeAt(active, k)
        const cell = a * size + b
        hessian[cell] = at(hessian, cell) + weight * xa * at(x, b)
      }
    }
  }
  return { gradient, hessian, logLikelihood }
}

function withPenalty(hessian: Float64Array, size: number, penalty: number): Float64Array {
  const result = hessian.slice()
  for (let a = 1; a < size; a++) result[a * size + a] = at(result, a * size + a) + penalty
  return result
}

function degreesOf(hessian: Float64Array, factor: Float64Array, size: number): number {
  const inverse = inverseFromCholesky(factor, size)
  let trace = 0
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const cell = a >= b ? a * size + b : b * size + a
      trace += at(inverse, a * size + b) * at(hessian, cell)
    }
  }
  return trace
}

/**
 * Ridge logistic regression.
 *
 * @param rows - features, best on one scale (the penalty treats all alike)
 * @param outcomes - 0 or 1 per row
 * @param penalty - λ, 0 or more; subtracts λ/2 × the sum of squared coefficients, never the intercept's
 * @param start - coefficients to start from; default the log odds of the base rate
 * @returns the fit; null where nothing identifies a coefficient (λ = 0 and a column repeats others or separates)
 * @throws {InvalidOptionError} if the penalty is negative
 * @throws {InvalidCountError} if outcomes and rows differ in number, or there is no row
 * @see le Cessie and van Houwelingen (1992) Applied Statistics 41:191-201; R `glm` at λ = 0
 * @example
 * fitPenalisedLogistic(rows, outcomes, 1)?.coefficients
 */
export function fitPenalisedLogistic(
  rows: FeatureRows,
  outcomes: Float64Array,
  penalty: number,
  start?: Float64Array
): PenalisedFit | null {
  if (!(penalty >= 0)) throw new InvalidOptionError('penalty', '0 or more', penalty)
  if (rows.rowCount < 1 || outcomes.length !== rows.rowCount) {
    throw new InvalidCountError('outcomes', `${rows.rowCount}, one per row`, outcomes.length)
  }
  const size = rows.columnCount + 1
  let coefficients: Float64Array = start?.slice() ?? new Float64Array(size)
  if (start === undefined) {
    const events = outcomes.reduce((sum, y) => sum + y, 0)
    coefficients[0] = log((events + 0.5) / (rows.rowCount - events + 0.5))
  }
  let state = evaluate(rows, outcomes, coefficients)
  let isConverged = false
  for (let step = 0; step < MAX_STEPS && !isConverged; step++) {
    const factor = cholesky(withPenalty(state.hessian, size, penalty), size)
    if (factor === null) return null
    const score = state.gradient.map((g, i) => (i === 0 ? g : g - penalty * at(coefficients, i)))
    const move = solveCholesky(factor, score)
    // Newton's step on a concave function overshoots only far from the top; a cap is enough.
    const largest = move.reduce((max, m) => Math.max(max, Math.abs(m)), 0)
    const scale = Math.min(1, 4 / Math.max(largest, 1e-300))
    coefficients = coefficients.map((c, i) => c + scale * at(move, i))
    state = evaluate(rows, outcomes, coefficients)
    isConverged = largest <= TOLERANCE
  }
  const factor = cholesky(withPenalty(state.hessian, size, penalty), size)
  if (factor === null || !isConverged) return null
  return {
    coefficients,
    logLikelihood: state.logLikelihood,
    effectiveDegrees: degreesOf(state.hessian, factor, size),
    isConverged,
  }
}
