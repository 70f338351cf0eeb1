// The normal distribution to full double precision. Kept here because the well-kept package for it
// (@stdlib) brings 241 packages and 54 kB gzipped; the values are checked against R in test/stats.

import type { IntervalEstimate } from '../domain/effect.ts'
import { InvalidOptionError } from '../domain/errors.ts'
import { exp, log } from './portable-math.ts'

// Cody (1969) rational approximations of erf and erfc: |x| <= 0.46875, up to 4, above 4.
const ERF_NUMERATOR = [
  0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694,
]
const ERF_DENOMINATOR = [
  1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171,
]
const MID_NUMERATOR = [
  2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163,
  298.6351381974001, 881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
]
const MID_DENOMINATOR = [
  1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903,
  3290.7992357334597, 4362.619090143247, 3439.3676741437216, 1230.3393548037495,
]
const TAIL_NUMERATOR = [
  0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926,
  0.016083785148742275, 0.0006587491615298378,
]
const TAIL_DENOMINATOR = [
  1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132,
  0.0023352049762686918,
]

// Wichura (1988) algorithm AS 241, PPND16: centre, then two pieces of the tail.
const CENTRE_NUMERATOR = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
]
const CENTRE_DENOMINATOR = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
]
const NEAR_NUMERATOR = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
  3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
]
const NEAR_DENOMINATOR = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
  0.6897673349851, 1.6763848301838038, 2.053191626637759, 1,
]
const FAR_NUMERATOR = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
]
const FAR_DENOMINATOR = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
]

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, c) => sum * x + c, 0)
}

function erfc(x: number): number {
  const y = Math.abs(x)
  if (y <= 0.46875) {
    return 1 - x * (polynomial(ERF_NUMERATOR, y * y) / polynomial(ERF_DENOMINATOR, y * y))
  }
  // Beyond this the tail is smaller than the smallest double.
  if (y > 30) return x < 0 ? 2 : 0
  const scaled =
    y <= 4 ? polynomial(MID_NUMERATOR, y) / polynomial(MID_DENOMINATOR, y) : tailOfErfc(y)
  // exp(-y²) in two factors keeps the digits that y² alone would lose.
  const rounded = Math.trunc(y * 16) / 16
  const value = exp(-rounded * rounded) * exp(-(y - rounded) * (y + rounded)) * scaled
  return x < 0 ? 2 - value : value
}

function tailOfErfc(y: number): number {
  const inverse = 1 / (y * y)
  const correction =
    (inverse * polynomial(TAIL_NUMERATOR, inverse)) / polynomial(TAIL_DENOMINATOR, inverse)
  return (1 / Math.sqrt(Math.PI) - correction) / y
}

/**
 * Probability that a standard normal variable is at most `z`.
 *
 * @param z - any number, infinities included
 * @returns probability in [0, 1], right to about 15 digits also in the lower tail
 * @see Cody (1969) Mathematics of Computation 23:631-637
 * @example
 * normalCdf(1.96) // => 0.9750021
 */
export function normalCdf(z: number): number {
  return erfc(-z * Math.SQRT1_2) / 2
}

/**
 * The value below which a standard normal variable falls with the given probability.
 *
 * @param probability - in (0, 1)
 * @returns quantile, right to about 15 digits
 * @throws {InvalidOptionError} if the probability is not inside (0, 1)
 * @see Wichura (1988) Applied Statistics 37:477-484, algorithm AS 241
 * @example
 * normalQuantile(0.975) // => 1.959963984540054
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new InvalidOptionError('probability', 'a number inside (0, 1)', probability)
  }
  const q = probability - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(CENTRE_NUMERATOR, r)) / polynomial(CENTRE_DENOMINATOR, r)
  }
  const r = Math.sqrt(-log(q < 0 ? probability : 1 - probability))
  const size =
    r <= 5
      ? polynomial(NEAR_NUMERATOR, r - 1.6) / polynomial(NEAR_DENOMINATOR, r - 1.6)
      : polynomial(FAR_NUMERATOR, r - 5) / polynomial(FAR_DENOMINATOR, r - 5)
  return q < 0 ? -size : size
}

/**
 * Half-width of a two-sided normal interval in standard errors.
 *
 * @param confLevel - in (0, 1)
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @example
 * criticalValue(0.95) // => 1.959963984540054
 */
export function criticalValue(confLevel: number): number {
  if (!(confLevel > 0 && confLevel < 1)) {
    throw new InvalidOptionError('confLevel', 'a number inside (0, 1)', confLevel)
  }
  return normalQuantile(0.5 + confLevel / 2)
}

/**
 * Two-sided p-value of an estimate under the normal approximation.
 *
 * @param estimate - any number
 * @param stdError - at least 0
 * @returns p-value in [0, 1]; 1 when the estimate is 0 and without error, 0 when it is not 0 and without error
 * @example
 * twoSidedP(1.96, 1) // => 0.0499958
 */
export function twoSidedP(estimate: number, stdError: number): number {
  if (estimate === 0) return 1
  return Math.min(1, 2 * normalCdf(-Math.abs(estimate / stdError)))
}

/**
 * A difference of shares with a normal interval from its standard error, limits cut at ±1.
 *
 * @param estimate - difference of two shares
 * @param stdError - its standard error
 * @param about - level in (0, 1), how it was found, people behind it
 * @returns interval and two-sided p-value
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see pooledShareDifference
 * @example
 * normalShareDifference(0.05, 0.02, { confLevel: 0.95, method: 'x', base: 300 }).confHigh // => 0.0892
 */
export function normalShareDifference(
  estimate: number,
  stdError: number,
  about: Pick<IntervalEstimate, 'confLevel' | 'method' | 'base'>
): IntervalEstimate & { readonly pValue: number } {
  const half = criticalValue(about.confLevel) * stdError
  return {
    estimate,
    confLow: Math.max(-1, estimate - half),
    confHigh: Math.min(1, estimate + half),
    ...about,
    pValue: twoSidedP(estimate, stdError),
  }
}
