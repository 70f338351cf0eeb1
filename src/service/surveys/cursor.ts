import { InvalidRequestError } from '../request/read-analysis-request.ts'

/**
 * A place in a list as a short text that callers pass back unread.
 *
 * @param place - last id or position of the page
 */
export function toCursor(place: string | number | null): string | null {
  if (place === null) return null
  const bytes = new TextEncoder().encode(JSON.stringify(place))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/**
 * The place that a cursor stands for.
 *
 * @throws {InvalidRequestError} if the text is no cursor of this kind of list
 */
export function fromCursor<K extends 'string' | 'number'>(
  cursor: string | undefined,
  kind: K
): Place<K> | null {
  if (cursor === undefined) return null
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const place = JSON.parse(
      new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)))
    )
    if (isOfKind(place, kind)) return place
  } catch {
    // Falls through to the one message for all texts that are no cursor.
  }
  throw new InvalidRequestError([
    { pointer: '/cursor', detail: 'expected the value of "next" of the page before' },
  ])
}

type Place<K> = K extends 'string' ? string : number

function isOfKind<K extends 'string' | 'number'>(place: unknown, kind: K): place is Place<K> {
  return kind === 'string' ? typeof place === 'string' : typeof place === 'number'
}
