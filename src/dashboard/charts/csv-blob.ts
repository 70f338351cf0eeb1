/** One line of a table; null is an empty cell. */
export type Row = readonly (string | number | null)[]

/** Starts that a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** A table as CSV that opens in a spreadsheet and runs nothing there. */
export function csvText(rows: readonly Row[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n')
}

/** The same as a file, with the mark by which Excel knows UTF-8. */
export function csvBlob(rows: readonly Row[]): Blob {
  return new Blob([`\ufeff${csvText(rows)}\r\n`], { type: 'text/csv;charset=utf-8' })
}

function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
