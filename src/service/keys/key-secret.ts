/** Parts of a key as its holder has it: `wsk_<id>_<secret>`. */
const KEY = /^wsk_([0-9a-z]{8,40})_([\w-]{20,100})$/

/** The id inside a key; null if the text is no key. */
export function keyIdOf(text: string): string | null {
  return KEY.exec(text)?.[1] ?? null
}

/** A key from its id and its random part. */
export function formatKey(id: string, secret: string): string {
  return `wsk_${id}_${secret}`
}

/** Characters of a key that may be shown again: they name it and open nothing. */
export function keyPrefix(id: string): string {
  return `wsk_${id.slice(0, 6)}`
}

/**
 * True when two texts are equal, in a time that does not tell where they differ.
 *
 * @param a - hexadecimal hash
 * @param b - hexadecimal hash; another length gives false at once, which tells nothing
 */
export function isEqualHash(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
