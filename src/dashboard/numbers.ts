/** Writes numbers as the reader's locale does. */
export type NumberWriter = {
  count(value: number): string
  /** 0.415 → "42 %"; an en dash for null. */
  percent(share: number | null, digits?: number): string
  /** 7.13 → "+7.1" with a real minus sign. */
  signed(value: number, digits?: number): string
  plain(value: number, digits?: number): string
  /** `2026-03`, `2026-03-09`, `2026-W11` or `2026-Q1` as people write it. */
  period(key: string): string
}

/**
 * Makes a writer of numbers.
 *
 * @param locale - BCP 47 tag of the reader; undefined takes the browser's
 */
export function createNumberWriter(locale: string | undefined): NumberWriter {
  const decimal = (digits: number, signDisplay: 'auto' | 'exceptZero') =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay,
    })
  const real = (text: string) => text.replace('-', '−')
  return {
    count: (value) => new Intl.NumberFormat(locale).format(value),
    percent: (share, digits = 0) =>
      share === null
        ? '–'
        : new Intl.NumberFormat(locale, {
            style: 'percent',
            maximumFractionDigits: digits,
            minimumFractionDigits: digits,
          }).format(share),
    signed: (value, digits = 1) => real(decimal(digits, 'exceptZero').format(noMinusZero(value))),
    plain: (value, digits = 0) => real(decimal(digits, 'auto').format(noMinusZero(value, digits))),
    period: (key) => periodText(key, locale),
  }
}

function periodText(key: string, locale: string | undefined): string {
  const special = /^(\d+)-([WQ])(\d+)$/.exec(key)
  if (special) {
    const [, year, kind, number] = special
    return `${kind === 'Q' ? 'Q' : 'week '}${Number(number)} ${year}`
  }
  const isDay = key.length === 10
  const format = new Intl.DateTimeFormat(locale, {
    ...(isDay && { day: 'numeric' }),
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.format(new Date(`${isDay ? key : `${key}-01`}T00:00:00Z`))
}

/** −0.04 with one digit is 0, not −0. */
function noMinusZero(value: number, digits = 1): number {
  return Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value
}

/** The writer in the browser's own locale. */
export const numbers = createNumberWriter(globalThis.navigator?.language)
