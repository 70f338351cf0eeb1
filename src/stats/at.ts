// Reads from typed arrays in numeric loops, where the type checker cannot see that the index is in range.

/**
 * The number at an index that the caller's loop keeps inside the array.
 *
 * @param values - numbers; one function per array type keeps the engine's inlining simple
 * @param index - from 0 to length - 1; anything else gives `undefined` disguised as a number
 * @example
 * at(Float64Array.of(1, 2), 1) // => 2
 */
export function at(values: Float64Array, index: number): number {
  // The guarantee is the caller's: every index comes from a loop over the same array's length.
  return values[index] as number
}

/**
 * The whole number at an index that the caller's loop keeps inside the array.
 *
 * @param values - whole numbers
 * @param index - from 0 to length - 1; anything else gives `undefined` disguised as a number
 * @example
 * wholeAt(Int32Array.of(7, 8), 0) // => 7
 */
export function wholeAt(values: Int32Array, index: number): number {
  // As for `at`.
  return values[index] as number
}
