/** FNV-1a offset basis: where the hash of a string starts. */
const OFFSET = 0x811c9dc5
const PRIME = 0x01000193

/**
 * 32-bit FNV-1a hash of a string's UTF-16 units.
 *
 * @param text - any string
 * @param seed - a starting value that keeps kinds of features apart
 * @returns a signed 32-bit whole number, which engines hold without boxing
 * @throws nothing
 * @see Fowler, Noll & Vo, The FNV Non-Cryptographic Hash Algorithm (IETF draft)
 * @example
 * hashOf('') // => -2128831035
 */
export function hashOf(text: string, seed = OFFSET): number {
  let hash = seed
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME)
  return hash | 0
}

/**
 * Joins two hashes into that of the ordered pair.
 *
 * @param a - hash of the first
 * @param b - hash of the second
 * @returns a signed 32-bit whole number that depends on the order
 * @throws nothing
 * @see Appleby, MurmurHash3 (the finalising mix)
 * @example
 * joinHashes(1, 2) === joinHashes(2, 1) // => false
 */
export function joinHashes(a: number, b: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0xc2b2ae35)
  return hash ^ (hash >>> 13)
}
