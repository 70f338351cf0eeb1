import { isCalendarDay, isoTime } from '../request/read-time.ts'

/** Reads the dates of one column. */
export type DateReader = {
  /** What was assumed, for the mapping that is shown. */
  readonly note: string
  /** ISO 8601 in UTC, or a bare date; null when the text is no date of this column's kind. */
  read(text: string): string | null
}

type DateOrder = 'day-first' | 'month-first'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** 2026/3/1 10:00, 3/1/2026 10:00:05 AM, 01.03.2026 10:00 */
const NUMERIC_DATE =
  /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:,?[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?)?(?:\s*(?:UTC|GMT|Z))?$/i

/** 1 Mar 2026, Mar 1, 2026 10:00 PM, Sunday, March 1, 2026 */
const WORDED_DATE =
  /^(?:[a-z]+,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+([a-z]{3,9})\.?|([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?),?\s+(\d{4})(?:,?\s+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]\.?m\.?)?)?(?:\s*(?:UTC|GMT))?$/i

const UNIX_SECONDS = /^1\d{9}$/
const UNIX_MILLISECONDS = /^1\d{12}$/

/** Share of the filled cells of a column that must be dates. */
const MIN_DATE_SHARE = 0.8

/**
 * Tells how a column writes its dates.
 *
 * Whether 3/4/2026 is in March or April is decided by the column: one cell with a part above 12
 * settles it; else a dot means day first and a slash month first, and the note says so.
 *
 * @param samples - filled cells of the column
 * @returns a reader, or null when the column does not hold dates
 */
export function createDateReader(samples: readonly string[]): DateReader | null {
  const order = dateOrder(samples)
  const reader = { note: order.note, read: (text: string) => readDate(text.trim(), order.order) }
  const dates = samples.filter((sample) => reader.read(sample) !== null).length
  return samples.length > 0 && dates >= MIN_DATE_SHARE * samples.length ? reader : null
}

function dateOrder(samples: readonly string[]): { order: DateOrder; note: string } {
  const parts = samples.flatMap((sample) => {
    const match = NUMERIC_DATE.exec(sample.trim())
    return match && Number(match[1]) < 32 ? [match] : []
  })
  if (parts.length === 0) return { order: 'day-first', note: 'dates' }
  if (parts.some((p) => Number(p[1]) > 12)) return { order: 'day-first', note: 'dates, day first' }
  if (parts.some((p) => Number(p[2]) > 12 || p[7])) {
    return { order: 'month-first', note: 'dates, month first' }
  }
  const hasDots = samples.some((sample) => /^\d{1,2}\.\d{1,2}\./.test(sample.trim()))
  return hasDots
    ? { order: 'day-first', note: 'dates, read as day first' }
    : { order: 'month-first', note: 'dates, read as month first (nothing in the file decides it)' }
}

function readDate(text: string, order: DateOrder): string | null {
  const iso = isoTime(text)
  if (iso !== null) return iso
  if (UNIX_SECONDS.test(text)) return fromUnix(Number(text) * 1000)
  if (UNIX_MILLISECONDS.test(text)) return fromUnix(Number(text))
  return readNumericDate(text, order) ?? readWordedDate(text)
}

function fromUnix(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z')
}

function readNumericDate(text: string, order: DateOrder): string | null {
  const match = NUMERIC_DATE.exec(text)
  if (!match) return null
  const [first, second, third] = [match[1], match[2], match[3]].map(Number)
  if (first === undefined || second === undefined || third === undefined) return null
  const time = timeOf(match[4], match[5], match[6], match[7])
  if (first > 31) return isoDate(first, second, third, time)
  const year = third < 100 ? 2000 + third : third
  return order === 'day-first'
    ? isoDate(year, second, first, time)
    : isoDate(year, first, second, time)
}

function readWordedDate(text: string): string | null {
  const match = WORDED_DATE.exec(text)
  if (!match) return null
  const month = MONTHS.indexOf((match[2] ?? match[3] ?? '').slice(0, 3).toLowerCase()) + 1
  if (month === 0) return null
  const time = timeOf(match[6], match[7], match[8], match[9])
  return isoDate(Number(match[5]), month, Number(match[1] ?? match[4]), time)
}

/** Time of day as `T10:00:00Z`; empty when none was given, null when it cannot be. */
function timeOf(...[hour, minute, second, half]: (string | undefined)[]): string | null {
  if (hour === undefined) return ''
  const isAfternoon = half?.toLowerCase().startsWith('p') ?? false
  const hours = half ? (Number(hour) % 12) + (isAfternoon ? 12 : 0) : Number(hour)
  if (hours > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null
  return `T${twoDigits(hours)}:${twoDigits(Number(minute))}:${twoDigits(Number(second ?? 0))}Z`
}

function isoDate(year: number, month: number, day: number, time: string | null): string | null {
  if (time === null || year < 1990 || year > 2100 || !isCalendarDay(year, month, day)) return null
  return `${year}-${twoDigits(month)}-${twoDigits(day)}${time}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
