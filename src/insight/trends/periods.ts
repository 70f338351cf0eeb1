// Calendar periods in the survey's time zone. A gap stays a gap: periods without an answer are listed, empty.

import { InvalidOptionError } from '../../domain/errors.ts'

export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter'

/** Responses put into consecutive periods. */
export type Periods = {
  readonly unit: PeriodUnit
  readonly timeZone: string
  /** `2026-06-14`, `2026-W24` (ISO weeks), `2026-06` or `2026-Q2`; every period from first to last. */
  readonly labels: readonly string[]
  /** Period of each response; -1 without a time. */
  readonly periodOf: Int32Array
}

const DAY_MS = 86_400_000
/** Offsets change on quarter hours only, so one look-up serves all answers of a quarter hour. */
const QUARTER_HOUR_MS = 900_000

/** Local calendar day as a count of days since 1970-01-01. */
function localDayOf(timeZone: string): (time: number) => number {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      calendar: 'iso8601',
      numberingSystem: 'latn',
    })
  } catch {
    throw new InvalidOptionError('timeZone', 'a time zone such as Europe/Berlin', timeZone)
  }
  const cache = new Map<number, number>()
  return (time) => {
    const slot = Math.floor(time / QUARTER_HOUR_MS)
    const known = cache.get(slot)
    if (known !== undefined) return known
    const part: Record<string, string> = {}
    for (const { type, value } of format.formatToParts(slot * QUARTER_HOUR_MS)) part[type] = value
    const day = Date.UTC(Number(part.year), Number(part.month) - 1, Number(part.day)) / DAY_MS
    cache.set(slot, day)
    return day
  }
}

/** Day → serial number of its period. Day 0 was a Thursday, so weeks turn four days earlier. */
const SERIAL: Readonly<Record<PeriodUnit, (day: number) => number>> = {
  day: (day) => day,
  week: (day) => Math.floor((day + 3) / 7),
  month: (day) => {
    const date = new Date(day * DAY_MS)
    return date.getUTCFullYear() * 12 + date.getUTCMonth()
  },
  quarter: (day) => Math.floor(SERIAL.month(day) / 3),
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function weekLabel(serial: number): string {
  // The ISO year of a week is the year of its Thursday.
  const thursday = serial * 7
  const year = new Date(thursday * DAY_MS).getUTCFullYear()
  const firstDay = Date.UTC(year, 0, 1) / DAY_MS
  return `${year}-W${two(Math.floor((thursday - firstDay) / 7) + 1)}`
}

const LABEL: Readonly<Record<PeriodUnit, (serial: number) => string>> = {
  day: (serial) => new Date(serial * DAY_MS).toISOString().slice(0, 10),
  week: weekLabel,
  month: (serial) => `${Math.floor(serial / 12)}-${two((serial % 12) + 1)}`,
  quarter: (serial) => `${Math.floor(serial / 4)}-Q${(serial % 4) + 1}`,
}

/**
 * Responses put into calendar periods.
 *
 * @param times - milliseconds since 1970-01-01 UTC, null where missing
 * @param unit - day, ISO week, month or quarter
 * @param timeZone - IANA name; a day begins at local midnight, summer time included
 * @returns every period from the first answer to the last, empty ones too; no period for no time
 * @throws {InvalidOptionError} if the time zone is unknown
 * @see ISO 8601 week dates; Intl.DateTimeFormat
 * @example
 * periodsOf([Date.UTC(2026, 5, 30, 23)], 'month', 'Europe/Berlin').labels // => ['2026-07']
 */
export function periodsOf(
  times: readonly (number | null)[],
  unit: PeriodUnit,
  timeZone: string
): Periods {
  const dayOf = localDayOf(timeZone)
  const serials = times.map((time) => (time === null ? null : SERIAL[unit](dayOf(time))))
  const known = serials.filter((serial) => serial !== null)
  if (known.length === 0) {
    return { unit, timeZone, labels: [], periodOf: new Int32Array(times.length).fill(-1) }
  }
  const first = known.reduce((a, b) => Math.min(a, b))
  const last = known.reduce((a, b) => Math.max(a, b))
  return {
    unit,
    timeZone,
    labels: Array.from({ length: last - first + 1 }, (_, i) => LABEL[unit](first + i)),
    periodOf: Int32Array.from(serials, (serial) => (serial === null ? -1 : serial - first)),
  }
}
