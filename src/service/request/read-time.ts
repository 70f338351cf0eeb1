import { describeValue } from './json-pointer.ts'
import type { Reading } from './read-score.ts'

const ISO_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/

/**
 * Reads an ISO 8601 time.
 *
 * @param value - as sent; null, undefined and blank text mean that no time was given
 * @returns the time as written, with `T` for a blank and `Z` where no zone was given; a bare date stays one
 */
export function readTime(value: unknown): Reading<string> {
  if (value === undefined || value === null) return { value: undefined }
  if (typeof value === 'string' && value.trim() === '') return { value: undefined }
  const text = typeof value === 'string' ? isoTime(value.trim()) : null
  if (text === null) {
    const wanted = 'an ISO 8601 time such as 2026-03-01T10:00:00Z'
    return { problem: `expected ${wanted}, got ${describeValue(value)}` }
  }
  return { value: text }
}

/** The text as an ISO 8601 time with a zone, or a bare date; null when it is neither. */
export function isoTime(text: string): string | null {
  const match = ISO_TIME.exec(text)
  if (!match) return null
  const [, year, month, day, hour, , , zone] = match
  // Date.parse alone rolls 31 February over into March.
  if (!isCalendarDay(Number(year), Number(month), Number(day))) return null
  const iso = hour === undefined ? text : text.replace(' ', 'T').replace(/\s/, '')
  const zoned = hour === undefined || zone !== undefined ? iso : `${iso}Z`
  return Number.isNaN(Date.parse(zoned)) ? null : zoned
}

/** True when the month has that day. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 0
}
