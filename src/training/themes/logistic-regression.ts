/** Rows of features with yes-or-no outcomes. */
export type Observations = {
  /** Row-major, `count × width`. */
  readonly features: Float32Array
  readonly outcomes: Uint8Array
  readonly count: number
  readonly width: number
}

export type FittedRegression = { readonly weights: readonly number[]; readonly bias: number }

/** Ridge on standardised features, in units of one observation. */
const RIDGE = 10
const ROUNDS = 12

/**
 * Logistic regression by iteratively reweighted least squares on standardised features, with a small ridge.
 *
 * @see Hastie, Tibshirani & Friedman (2009) The Elements of Statistical Learning, section 4.4.1
 */
export function fitLogistic({ features, outcomes, count, width }: Observations): FittedRegression {
  const { means, scales } = moments(features, count, width)
  const size = width + 1
  let beta = new Float64Array(size)
  const row = new Float64Array(size)
  for (let round = 0; round < ROUNDS; round++) {
    const hessian = Array.from({ length: size }, () => new Float64Array(size))
    const gradient = new Float64Array(size)
    for (let i = 0; i < count; i++) {
      let score = 0
      for (let f = 0; f < width; f++) {
        row[f] = ((features[i * width + f] ?? 0) - (means[f] ?? 0)) / (scales[f] ?? 1)
        score += (row[f] ?? 0) * (beta[f] ?? 0)
      }
      row[width] = 1
      const p = 1 / (1 + Math.exp(-(score + (beta[width] ?? 0))))
      const error = (outcomes[i] ?? 0) - p
      const weight = p * (1 - p)
      for (let a = 0; a < size; a++) {
        const x = row[a] ?? 0
        gradient[a] = (gradient[a] ?? 0) + error * x
        const line = hessian[a]
        if (line === undefined) continue
        const wx = weight * x
        for (let b = 0; b <= a; b++) line[b] = (line[b] ?? 0) + wx * (row[b] ?? 0)
      }
    }
    for (let a = 0; a < size; a++) {
      const line = hessian[a]
      if (line === undefined) continue
      for (let b = 0; b < a; b++) {
        const mirrored = hessian[b]
        if (mirrored !== undefined) mirrored[a] = line[b] ?? 0
      }
      line[a] = (line[a] ?? 0) + (a < width ? RIDGE : 1e-6)
      gradient[a] = (gradient[a] ?? 0) - (a < width ? RIDGE * (beta[a] ?? 0) : 0)
    }
    const step = solve(hessian, gradient)
    beta = beta.map((x, a) => x + (step[a] ?? 0))
    if (step.every((x) => Math.abs(x) < 1e-7)) break
  }
  const weights = Array.from({ length: width }, (_, f) => (beta[f] ?? 0) / (scales[f] ?? 1))
  const bias = (beta[width] ?? 0) - weights.reduce((sum, w, f) => sum + w * (means[f] ?? 0), 0)
  return { weights, bias }
}

function moments(features: Float32Array, count: number, width: number) {
  const means = new Float64Array(width)
  const scales = new Float64Array(width)
  for (let i = 0; i < count; i++) {
    for (let f = 0; f < width; f++) {
      const x = features[i * width + f] ?? 0
      means[f] = (means[f] ?? 0) + x / count
      scales[f] = (scales[f] ?? 0) + (x * x) / count
    }
  }
  for (let f = 0; f < width; f++) {
    const variance = (scales[f] ?? 0) - (means[f] ?? 0) ** 2
    scales[f] = variance > 1e-12 ? Math.sqrt(variance) : 1
  }
  return { means, scales }
}

/** Solves a symmetric positive system by Cholesky decomposition. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length
  const lower = matrix.map((row) => Float64Array.from(row))
  const at = (i: number, j: number) => lower[i]?.[j] ?? 0
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(i, j)
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k)
      const line = lower[i]
      if (line !== undefined) line[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(j, j)
    }
  }
  const y = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    let sum = right[i] ?? 0
    for (let k = 0; k < i; k++) sum -= at(i, k) * (y[k] ?? 0)
    y[i] = sum / at(i, i)
  }
  const x = new Float64Array(size)
  for (let i = size - 1; i >= 0; i--) {
    let sum = y[i] ?? 0
    for (let k = i + 1; k < size; k++) sum -= at(k, i) * (x[k] ?? 0)
    x[i] = sum / at(i, i)
  }
  return x
}
