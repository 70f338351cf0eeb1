// Functions that give the same bits on every JavaScript engine. `Math.exp`, `Math.log` and their kin are free in
// their last bit and do differ between Node and workerd; `+ - * /`, `Math.sqrt` and `Math.pow` agree there.

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10

/** 2^54, by which subnormal numbers are made normal. */
const TWO_54 = 18_014_398_509_481_984

/** Steps of a doubling in the table of powers. */
const STEPS = 64
const STEPS_PER_UNIT = 92.33248261893024
const STEP_HIGH = LN2_HIGH / STEPS
const STEP_LOW = LN2_LOW / STEPS
/** Beyond these, powers of two are no longer ordinary numbers. */
const LEAST_EXP = -708
const MOST_EXP = 709
const LEAST_POWER = -1022

const PARTS = Float64Array.from({ length: STEPS }, (_, step) => 2 ** (step / STEPS))
const POWERS = Float64Array.from({ length: 2046 }, (_, i) => 2 ** (i + LEAST_POWER))

/**
 * e to the power of x, the same bits on every engine; within two units in the last place for |x| ≤ 700.
 *
 * @param x - any number
 * @see Tang (1989) Table-driven implementation of the exponential function in IEEE floating-point arithmetic
 * @example
 * exp(1) // => 2.718281828459045
 */
export function exp(x: number): number {
  if (!(x > LEAST_EXP && x < MOST_EXP)) return Math.E ** x
  const step = Math.floor(STEPS_PER_UNIT * x + 0.5)
  // What is left is at most half a step, where five terms are exact.
  const r = x - step * STEP_HIGH - step * STEP_LOW
  const rest = r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120))))
  const part = PARTS[step & (STEPS - 1)] as number
  return (part + part * rest) * (POWERS[(step >> 6) - LEAST_POWER] as number)
}

/**
 * Natural logarithm, the same bits on every engine; within one unit in the last place.
 *
 * @param x - any number
 * @returns -Infinity for 0, NaN below
 * @see fdlibm 5.3, e_log.c: reduction to [√½, √2) and a polynomial in ((x − 1) / (x + 1))²
 * @example
 * log(10) // => 2.302585092994046
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  const isSubnormal = x < 2.2250738585072014e-308
  const normal = isSubnormal ? x * TWO_54 : x
  const high = highHalf(normal)
  const fraction = high & 0xfffff
  // Carries into the exponent from √2 on.
  const carry = (fraction + 0x95f64) & 0x100000
  const exponent = (high >>> 20) - 1023 + (carry >>> 20) - (isSubnormal ? 54 : 0)
  const f = withHighHalf(normal, fraction | (carry ^ 0x3ff00000)) - 1
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  const odd =
    z *
    (0.6666666666666735 +
      w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
  const half = 0.5 * f * f
  return exponent * LN2_HIGH - (half - (s * (half + even + odd) + exponent * LN2_LOW) - f)
}

/**
 * Natural logarithm of 1 + x, exact also for tiny x, the same bits on every engine.
 *
 * @param x - above -1
 * @see Kahan's correction: log(u) · x / (u − 1) with u = 1 + x rounded
 * @example
 * log1p(1e-20) // => 1e-20
 */
export function log1p(x: number): number {
  const u = 1 + x
  if (u === 1) return x
  return u === Number.POSITIVE_INFINITY ? u : (log(u) * x) / (u - 1)
}

// One number, read as its two halves. Written and read within one call, so nothing outlives it.
const NUMBER = new Float64Array(1)
const HALVES = new Uint32Array(NUMBER.buffer)
NUMBER[0] = 1
/** Where the half with sign and exponent stands: 1 on little-endian machines. */
const HIGH = Number(HALVES[0] === 0)

/** The half of a number that holds sign, exponent and the first twenty bits of the mantissa. */
function highHalf(x: number): number {
  NUMBER[0] = x
  return HALVES[HIGH] as number
}

/** The same number with another high half. */
function withHighHalf(x: number, high: number): number {
  NUMBER[0] = x
  HALVES[HIGH] = high
  return NUMBER[0] as number
}
