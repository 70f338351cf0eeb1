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
    return Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS))
  }
  if (Array.isArray(value)) return value.map(rounded)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]))
  }
  return value
}
