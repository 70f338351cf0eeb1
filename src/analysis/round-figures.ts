/** Digits kept of every computed figure; the rest differs between processors. */
const SIGNIFICANT_DIGITS = 12

/**
 * The same value with every number in it cut to twelve significant digits.
 *
 * Engines may differ in the last bit of `exp` and `log`; a result must not.
 *
 * @param value - plain JSON data; left unchanged
 * @returns a copy; whole numbers, strings, booleans and null are untouched
 */
export function roundFigures<T>(value: T): T {
  // The shape is kept key by key, so the copy has the type of the original.
  return rounded(value) as T
}

function rounded(value: unknown): unknown {
  if (typeof value === 'number') {
    return isShort(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS))
  }
  if (Array.isArray(value)) return value.map(rounded)
  if (typeof value === 'object' && value !== null) {
    const copy: Record<string, unknown> = {}
    // A key such as "__proto__" would not be stored by assignment.
    if (Object.hasOwn(value, '__proto__')) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]))
    }
    for (const key of Object.keys(value)) copy[key] = rounded(value[key as keyof typeof value])
    return copy
  }
  return value
}

/** Scale and limit of figures that have few digits already; printing them to find out is slow. */
const SHORT_SCALE = 10_000
const SHORT_LIMIT = 1_000_000

function isShort(value: number): boolean {
  if (Number.isInteger(value)) return true
  return Math.abs(value) < SHORT_LIMIT && Math.round(value * SHORT_SCALE) / SHORT_SCALE === value
}
