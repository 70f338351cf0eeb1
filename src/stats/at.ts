// Reads from arrays and maps where the reader knows, and the type checker cannot see, that the entry exists.

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

/**
 * The item at an index that the caller knows to be inside the list.
 *
 * @param values - any list
 * @param index - from 0 to length - 1; anything else gives `undefined` disguised as an item
 * @example
 * itemAt(['a', 'b'], 1) // => 'b'
 */
export function itemAt<T>(values: readonly T[], index: number): T {
  // As for `at`.
  return values[index] as T
}

/**
 * The value of a key that the caller knows to be in the map.
 *
 * @param map - any map
 * @param key - one of its keys; any other gives `undefined` disguised as a value
 * @example
 * entryOf(new Map([['a', 1]]), 'a') // => 1
 */
export function entryOf<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  // As for `at`.
  return map.get(key) as V
}
