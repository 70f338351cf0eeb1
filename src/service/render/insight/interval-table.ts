import type { IntervalEstimate } from '../../../domain/effect.ts'
import type { Cell } from '../../../insight/cells/cell.ts'
import { signed } from '../plain-words.ts'
import { columnsOf, cut, onOneLine, padStart, padTo, type Style } from '../terminal-text.ts'

/** A column of a table in text. */
export type Column = {
  readonly head: string
  readonly isRight?: boolean
  /** Widest text before it is shortened. */
  readonly maxColumns?: number
  /** True for drawings, whose blanks must stay. */
  readonly isDrawing?: boolean
}

const GAP = '  '

/** Rows under a head, columns as wide as their widest text; the last one is never filled up. */
export function tableText(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  style: Style
): string {
  const text = (cell: string, { maxColumns = 60, isDrawing = false }: Column) =>
    isDrawing ? cell : cut(onOneLine(cell), maxColumns)
  const widths = columns.map((column, c) =>
    Math.max(columnsOf(column.head), ...rows.map((row) => columnsOf(text(row[c] ?? '', column))))
  )
  const line = (cells: readonly string[]) =>
    columns
      .map((column, c) => {
        const pad = column.isRight ? padStart : padTo
        return pad(text(cells[c] ?? '', column), widths[c] ?? 0)
      })
      .join(GAP)
      .trimEnd()
  return [style.dim(line(columns.map(({ head }) => head))), ...rows.map(line)].join('\n')
}

/** "−12" for points; "–" where there is none. */
export function points(estimate: IntervalEstimate | null | undefined, withPlus = false): string {
  return estimate ? signed(estimate.estimate, 0, withPlus) : '–'
}

/** "−30 … +6" for points. */
export function pointsInterval(
  estimate: IntervalEstimate | null | undefined,
  withPlus = false
): string {
  if (!estimate) return ''
  return `${signed(estimate.confLow, 0, withPlus)} … ${signed(estimate.confHigh, 0, withPlus)}`
}

const BAR_COLUMNS = 25

/** An NPS and its interval on a line from −100 to 100, with the zero marked. */
export function npsBar(estimate: IntervalEstimate | null | undefined): string {
  if (!estimate) return ''
  const place = (value: number) => Math.round(((value + 100) / 200) * (BAR_COLUMNS - 1))
  const [low, middle, high] = [estimate.confLow, estimate.estimate, estimate.confHigh].map(place)
  const zero = place(0)
  return Array.from({ length: BAR_COLUMNS }, (_, i) => {
    if (i === middle) return '●'
    if (i >= (low ?? 0) && i <= (high ?? 0)) return i === zero ? '┼' : '─'
    return i === zero ? '│' : ' '
  }).join('')
}

/** The column of bars. */
export const BAR_COLUMN: Column = {
  head: `${'−100'.padEnd(12)}0${'100'.padStart(12)}`,
  isDrawing: true,
}

/** A q-value in words that nobody must look up: how sure the difference is. */
export function certainty(qValue: number | undefined): string {
  if (qValue === undefined) return ''
  if (qValue <= 0.01) return 'clear'
  return qValue <= 0.05 ? 'likely' : ''
}

/** Why a cell shows no figures. */
export const SUPPRESSION_WORDS = {
  small: 'hidden: too few people',
  complementary: 'hidden, or it would give another away',
} as const

/** What a shown cell says: base, NPS with interval and bar, difference from the rest and how sure it is. */
export function cellFigures({ base, figures, versusRest }: Cell): string[] {
  const nps = figures?.npsPoints
  const gap = versusRest?.npsPoints
  return [
    String(base),
    points(nps),
    pointsInterval(nps),
    npsBar(nps),
    points(gap, true),
    certainty(gap?.qValue),
  ]
}
