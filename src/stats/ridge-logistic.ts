// Logistic regression with a quadratic penalty: the way out where columns repeat each other and nothing else
// identifies them. It shrinks effects, so it is never the first choice.

import { at } from './at.ts'
import { type LogisticFit, logistic, type PatternCounts } from './firth-logistic.ts'
import { log, log1p } from './portable-math.ts'
import { addOuterProduct, addRow, patternSum, type SparseDesign } from './sparse-design.ts'
import { factorOfDefinite, inverseFromCholesky, solveCholesky } from './symmetric-matrix.ts'

const MAX_ITERATIONS = 100
const TOLERANCE = 1e-9
const MAX_STEP = 5

/**
 * Logistic regression with the penalty `penalty / 2 × Σ β²` on every column but the intercept.
 *
 * A penalty of 1 is a normal prior with standard deviation 1 on each log odds ratio; the covariance is that of
 * the posterior, which is wider than the sandwich and covers better.
 *
 * @param design - columns, grouped into patterns
 * @param counts - trials and events of each pattern
 * @param penalty - above 0; larger shrinks more
 * @returns the fit; it exists for every design
 * @see le Cessie and van Houwelingen (1992) Applied Statistics 41:191-201
 * @example
 * fitRidge(design, counts, 1).method // => 'ridge-logistic'
 */
export function fitRidge(
  design: SparseDesign,
  counts: PatternCounts,
  penalty: number
): LogisticFit {
  const size = design.columnCount
  const coefficients = new Float64Array(size)
  const probabilities = new Float64Array(design.patternCount)
  let factor: Float64Array = new Float64Array(size * size)
  let isConverged = false
  let iterations = 0
  let logLikelihood = 0
  while (!isConverged && iterations < MAX_ITERATIONS) {
    iterations++
    const information = new Float64Array(size * size)
    const score = coefficients.map((c, k) => (k === 0 ? 0 : -penalty * c))
    logLikelihood = 0
    for (let i = 0; i < design.patternCount; i++) {
      const p = logistic(patternSum(design, i, coefficients))
      const [trials, events] = [at(counts.trials, i), at(counts.events, i)]
      probabilities[i] = p
      logLikelihood += events * log(p) + (trials - events) * log1p(-p)
      addOuterProduct(information, design, i, trials * p * (1 - p))
      addRow(score, design, i, events - trials * p)
    }
    // The intercept's tiny penalty only guards against an outcome that everybody or nobody has.
    for (let k = 0; k < size; k++) {
      information[k * size + k] = at(information, k * size + k) + (k === 0 ? 1e-6 : penalty)
    }
    factor = factorOfDefinite(information, size)
    const step = solveCholesky(factor, score)
    const largest = step.reduce((max, s) => Math.max(max, Math.abs(s)), 0)
    const scale = largest > MAX_STEP ? MAX_STEP / largest : 1
    isConverged = largest <= TOLERANCE
    if (!isConverged) {
      for (let k = 0; k < size; k++) coefficients[k] = at(coefficients, k) + scale * at(step, k)
    }
  }
  const covariance = inverseFromCholesky(factor, size)
  return {
    coefficients,
    covariance,
    probabilities,
    logLikelihood,
    iterations,
    isConverged,
    method: 'ridge-logistic',
  }
}
