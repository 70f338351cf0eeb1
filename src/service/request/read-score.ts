import type { Scale } from '../../domain/scale.ts'
import { describeValue } from './json-pointer.ts'

/** A value that was read, or what was expected instead. */
export type Reading<T> =
  | { readonly value: T | undefined; readonly problem?: never }
  | { readonly problem: string; readonly value?: never }

/** Whole number as text, as spreadsheets and form posts send it: "9", " 9 ", "9.0". */
const WHOLE_NUMBER_TEXT = /^\s*([+-]?\d{1,6})(?:[.,]0+)?\s*$/

/**
 * Reads one score.
 *
 * @param value - as sent; null, undefined and blank text mean that no score was given
 * @param scale - scale of the survey
 * @returns the whole number within the scale, or what was expected
 */
export function readScore(value: unknown, scale: Scale): Reading<number> {
  if (value === undefined || value === null) return { value: undefined }
  if (typeof value === 'string' && value.trim() === '') return { value: undefined }
  const number = typeof value === 'string' ? numberFromText(value) : value
  if (typeof number !== 'number' || !isOnScale(number, scale)) {
    const range = `an integer from ${scale.min} to ${scale.max}`
    return { problem: `expected ${range}, got ${describeValue(value)}` }
  }
  // -0 and 0 are the same answer.
  return { value: number === 0 ? 0 : number }
}

/** True for a whole number within the scale. */
export function isOnScale(score: number, scale: Scale): boolean {
  return Number.isInteger(score) && score >= scale.min && score <= scale.max
}

function numberFromText(text: string): number | null {
  const match = WHOLE_NUMBER_TEXT.exec(text)
  return match?.[1] === undefined ? null : Number(match[1])
}
