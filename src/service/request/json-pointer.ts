/**
 * JSON Pointer of a path.
 *
 * @param path - keys and positions from the root
 * @returns pointer with `~` and `/` escaped; the empty text for the root
 * @see RFC 6901
 */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/**
 * What came, for the second half of "expected …, got …". Never quotes long text: it may be a comment.
 *
 * @param value - anything that JSON can hold
 * @param name - field that it stands in; what is secret there is never repeated
 * @returns the value itself when short and not secret, else its kind and size
 */
export function describeValue(value: unknown, name?: PropertyKey): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'an object'
  const text = String(value)
  const isSecret = /secret|token|password|apiKey/i.test(String(name))
  return isSecret || text.length > 40 ? `a text of ${text.length} characters` : JSON.stringify(text)
}
