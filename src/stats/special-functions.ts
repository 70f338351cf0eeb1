// Incomplete gamma and beta functions: what the chi-square and t distributions are made of.

/** Lanczos approximation, g = 7, nine terms (Godfrey 2001): about 15 digits. */
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 0.000009984369578019572, 1.5056327351493116e-7,
]
const MAX_TERMS = 10_000
const PRECISION = 1e-16
const TINY = 1e-300

/**
 * Natural logarithm of the gamma function.
 *
 * @param x - above 0
 * @returns the logarithm, about 14 digits
 * @see Lanczos (1964) SIAM J Numer Anal 1:86-96
 * @example
 * logGamma(5) // => Math.log(24)
 */
export function logGamma(x: number): number {
  const t = x + 6.5
  const series = LANCZOS.reduce((sum, c, i) => (i === 0 ? c : sum + c / (x + i - 1)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series)
}

/** Lentz's evaluation of a continued fraction `b0 + a1 / (b1 + a2 / (b2 + …))`. */
function continuedFraction(b0: number, terms: (i: number) => readonly [a: number, b: number]) {
  let value = b0 === 0 ? TINY : b0
  let c = value
  let d = 0
  for (let i = 1; i < MAX_TERMS; i++) {
    const [a, b] = terms(i)
    d = b + a * d
    c = b + a / c
    d = 1 / (d === 0 ? TINY : d)
    const change = c * d
    value *= change
    if (Math.abs(change - 1) < PRECISION) break
  }
  return value
}

/**
 * Regularised upper incomplete gamma function Q(a, x).
 *
 * @param a - above 0
 * @param x - at least 0
 * @returns probability in [0, 1]
 * @see Press et al. (2007) Numerical Recipes, 3rd ed., section 6.2
 * @example
 * upperGamma(1, 2) // => Math.exp(-2)
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; Math.abs(term) > PRECISION * Math.abs(sum) && n < MAX_TERMS; n++) {
      term *= x / (a + n)
      sum += term
    }
    return 1 - front * sum
  }
  return front / continuedFraction(x + 1 - a, (i) => [-i * (i - a), x + 2 * i + 1 - a])
}

/**
 * Regularised incomplete beta function Iₓ(a, b).
 *
 * @param a - above 0
 * @param b - above 0
 * @param x - in [0, 1]
 * @returns probability in [0, 1]
 * @see Press et al. (2007) Numerical Recipes, 3rd ed., section 6.4; DLMF 8.17.22
 * @example
 * incompleteBeta(2, 2, 0.5) // => 0.5
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges quickly only below the mean.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x)
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)
  )
  const fraction = continuedFraction(1, (i) => {
    const m = Math.floor(i / 2)
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    return [i % 2 === 0 ? even : odd, 1]
  })
  return front / (a * fraction)
}
