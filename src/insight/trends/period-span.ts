// Stretches of the calendar as people write them: a day, week, month, quarter, year, or from one to another.

import { InvalidOptionError } from '../../domain/errors.ts'
import { type PeriodUnit, periodsOf } from './periods.ts'

const FORMS: readonly (readonly [pattern: RegExp, unit: PeriodUnit])[] = [
  [/^\d{4}-\d{2}-\d{2}$/, 'day'],
  [/^\d{4}-W\d{2}$/, 'week'],
  [/^\d{4}-\d{2}$/, 'month'],
  [/^\d{4}-Q[1-4]$/, 'quarter'],
]

type Span = { readonly unit: PeriodUnit; readonly first: string; readonly last: string }

function readSpan(option: string, text: string): Span {
  const [from = '', to = from] = text
    .trim()
    .toUpperCase()
    .split('..')
    .map((part) => part.trim())
  const isYear = /^\d{4}$/
  const first = isYear.test(from) ? `${from}-Q1` : from
  const last = isYear.test(to) ? `${to}-Q4` : to
  const unit = FORMS.find(([pattern]) => pattern.test(first) && pattern.test(last))?.[1]
  if (unit === undefined || last < first) {
    throw new InvalidOptionError(
      option,
      'a period such as 2026-06, 2026-Q2, 2026-W24, 2026-06-14, 2026, or FIRST..LAST of one kind',
      text
    )
  }
  return { unit, first, last }
}

/**
 * Which responses fall into a stretch of the calendar.
 *
 * @param times - milliseconds since 1970-01-01 UTC, null where missing
 * @param text - as typed: `2026-06`, `2026-Q2`, `2026-W24`, `2026-06-14`, `2026` or `2026-01..2026-03`, both ends included
 * @param options - time zone in which days begin; name of the option for messages
 * @returns per response whether it lies inside; a response without a time does not
 * @throws {InvalidOptionError} if the text has no such form or the time zone is unknown
 * @see periodsOf
 * @example
 * isWithin([Date.UTC(2026, 5, 30)], '2026-Q2', { timeZone: 'UTC', option: 'from' }) // => [true]
 */
export function isWithin(
  times: readonly (number | null)[],
  text: string,
  { timeZone, option }: { readonly timeZone: string; readonly option: string }
): boolean[] {
  const { unit, first, last } = readSpan(option, text)
  const { labels, periodOf } = periodsOf(times, unit, timeZone)
  // Labels of one unit sort as the calendar does.
  return Array.from(periodOf, (period) => {
    const label = labels[period]
    return label !== undefined && label >= first && label <= last
  })
}
