// Lists of people parted by a segment: whom to offer what. Lists only: who gets an offer is for people to say.

import { InvalidOptionError } from '../../domain/errors.ts'
import type { SegmentValue } from '../../domain/response.ts'
import { isSensitiveField } from '../segments/field-cautions.ts'

/** How many of a list are in one segment. */
export type ListedSegment = {
  /** Null for those without a value. */
  readonly value: string | null
  readonly responseCount: number
}

/**
 * Counts of a list by the values of a field; they add up to the list.
 *
 * A protected trait is refused: nobody is to be picked out for, or left out of, an offer by one.
 *
 * @param field - name of the field
 * @param values - its value for each entry of the list, null where missing
 * @returns segments with most entries first, those without a value last
 * @throws {InvalidOptionError} if the field's name points to a protected trait
 * @see isSensitiveField
 * @example
 * listBySegment('plan', ['basic', 'pro', 'basic']) // => [{ value: 'basic', responseCount: 2 }, { value: 'pro', … }]
 */
export function listBySegment(
  field: string,
  values: readonly (SegmentValue | null)[]
): ListedSegment[] {
  if (isSensitiveField(field)) {
    throw new InvalidOptionError('by', 'a field that is no protected trait', field)
  }
  const counts = new Map<string | null, number>()
  for (const value of values) {
    const key = value === null ? null : String(value)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, responseCount]) => ({ value, responseCount }))
    .sort(
      (a, b) =>
        Number(a.value === null) - Number(b.value === null) ||
        b.responseCount - a.responseCount ||
        (String(a.value) < String(b.value) ? -1 : 1)
    )
}
