// Which cells to hide so that no answer of a few people can be read off, nor worked out from the totals.
// The survey's own total is always known; margins of a cross are known when the one-field report shows them.

import type { Suppression } from './cell.ts'

type Hidden = (Suppression | null)[]

function isSmall(size: number, minBase: number): boolean {
  return size > 0 && size < minBase
}

/** Index of the smallest cell that is shown and not empty; -1 when none is left. */
function smallestShown(sizes: readonly number[], hidden: Hidden): number {
  let best = -1
  sizes.forEach((size, i) => {
    if (size === 0 || hidden[i] !== null) return
    if (best === -1 || size < (sizes[best] ?? 0)) best = i
  })
  return best
}

/**
 * Cells of one field to hide, when their total is known.
 *
 * A single hidden cell is the total minus the rest, so a second one goes with it; together the hidden ones
 * must hold at least the minimum, since their sum can be worked out.
 *
 * @param sizes - people in each cell
 * @param minBase - fewest people in a cell that is shown
 * @returns per cell: why it is hidden, or null; empty cells are never hidden
 * @throws never
 * @see Hundepool et al. (2012) Statistical Disclosure Control, chapter 4
 * @example
 * suppressLine([3, 20, 40], 5) // => ['small', 'complementary', null]
 */
export function suppressLine(sizes: readonly number[], minBase: number): Hidden {
  const hidden: Hidden = sizes.map((size) => (isSmall(size, minBase) ? 'small' : null))
  for (;;) {
    const taken = sizes.filter((_, i) => hidden[i] !== null)
    const sum = taken.reduce((a, b) => a + b, 0)
    if (taken.length === 0 || (taken.length > 1 && sum >= minBase)) return hidden
    const next = smallestShown(sizes, hidden)
    if (next === -1) return hidden
    hidden[next] = 'complementary'
  }
}

/** A table with its margins as a last row and column, flat. Rows and columns are the nodes of a graph, hidden cells its edges. */
type Margined = {
  readonly rowCount: number
  readonly columnCount: number
  readonly sizes: readonly number[]
  readonly hidden: Hidden
}

function isInner(table: Margined, cell: number): boolean {
  const column = cell % table.columnCount
  const row = (cell - column) / table.columnCount
  return row < table.rowCount - 1 && column < table.columnCount - 1
}

/**
 * Cheapest way from a cell's row to its column through other cells: each is free when hidden and costs its
 * size when it would have to be hidden. Empty cells cost more than all others together: hiding that nobody is
 * there is the last resort. Null when there is no way.
 */
function cheapestCycle(table: Margined, through: number): { cells: number[]; cost: number } | null {
  const { rowCount, columnCount, sizes, hidden } = table
  const from = Math.floor(through / columnCount)
  const to = rowCount + (through % columnCount)
  const costOfEmpty = 1 + (sizes.at(-1) ?? 0)
  const costs = new Array<number>(rowCount + columnCount).fill(Number.POSITIVE_INFINITY)
  const cameBy = new Array<number>(rowCount + columnCount).fill(-1)
  costs[from] = 0
  // Bellman and Ford: tables are small and the code is short.
  for (let changed = true; changed; ) {
    changed = false
    for (let cell = 0; cell < sizes.length; cell++) {
      const isFree = hidden[cell] !== null
      if (cell === through || !(isFree || isInner(table, cell))) continue
      const step = isFree ? 0 : sizes[cell] || costOfEmpty
      const row = Math.floor(cell / columnCount)
      const column = rowCount + (cell % columnCount)
      for (const [a, b] of [
        [row, column],
        [column, row],
      ] as const) {
        if ((costs[a] ?? 0) + step < (costs[b] ?? 0)) {
          costs[b] = (costs[a] ?? 0) + step
          cameBy[b] = cell
          changed = true
        }
      }
    }
  }
  const cost = costs[to] ?? 0
  if (!Number.isFinite(cost)) return null
  const cells: number[] = []
  for (let node = to; node !== from; ) {
    const cell = cameBy[node] ?? 0
    cells.push(cell)
    const row = Math.floor(cell / columnCount)
    node = node === row ? rowCount + (cell % columnCount) : row
  }
  return { cells, cost }
}

/** Hides further cells until every hidden one lies on a cycle of hidden ones: then no sum gives it away. */
function closeCycles(table: Margined): boolean {
  let changed = false
  for (let cell = 0; cell < table.sizes.length; cell++) {
    if (table.hidden[cell] === null) continue
    const cycle = cheapestCycle(table, cell)
    // Without a cycle the cell equals a known margin; nothing that can be hidden would help.
    if (cycle === null || cycle.cost === 0) continue
    for (const other of cycle.cells) table.hidden[other] ??= 'complementary'
    changed = true
  }
  return changed
}

/** The inner cells of each row and column whose margin is shown. */
function* openLines({ rowCount, columnCount, hidden }: Margined): Generator<number[]> {
  const lastRow = rowCount - 1
  const lastColumn = columnCount - 1
  for (let r = 0; r < lastRow; r++) {
    if (hidden[r * columnCount + lastColumn] === null)
      yield Array.from({ length: lastColumn }, (_, c) => r * columnCount + c)
  }
  for (let c = 0; c < lastColumn; c++) {
    if (hidden[lastRow * columnCount + c] === null)
      yield Array.from({ length: lastRow }, (_, r) => r * columnCount + c)
  }
}

/** Hides further cells until the hidden ones of each line hold at least the minimum together. */
function fillLines(table: Margined, minBase: number): boolean {
  let changed = false
  for (const line of openLines(table)) {
    const sizes = line.map((cell) => table.sizes[cell] ?? 0)
    const hidden = line.map((cell) => table.hidden[cell] ?? null)
    const taken = sizes.filter((_, i) => hidden[i] !== null)
    const sum = taken.reduce((a, b) => a + b, 0)
    if (taken.length === 0 || sum >= minBase) continue
    const next = line[smallestShown(sizes, hidden)]
    if (next === undefined) continue
    table.hidden[next] = 'complementary'
    changed = true
  }
  return changed
}

/**
 * Cells of a cross of two fields to hide, when its margins are known as far as `suppressLine` shows them.
 *
 * Works on rows, columns and margins at once: a hidden cell can be worked out exactly when it lies on no
 * cycle of hidden cells, which also catches ways over several rows and columns.
 *
 * @param sizes - people in each cell, one array per row
 * @param minBase - fewest people in a cell that is shown
 * @returns per row and column: why the cell is hidden, or null
 * @throws never
 * @see Gusfield (1988) SIAM Journal on Computing 17:552-571
 * @example
 * suppressTable([[3, 20], [30, 40]], 5) // => all four hidden: any three would give the fourth away
 */
export function suppressTable(sizes: readonly (readonly number[])[], minBase: number): Hidden[] {
  const width = sizes[0]?.length ?? 0
  const rowTotals = sizes.map((row) => row.reduce((a, b) => a + b, 0))
  const columnTotals = Array.from({ length: width }, (_, c) =>
    sizes.reduce((sum, row) => sum + (row[c] ?? 0), 0)
  )
  const rowHidden = suppressLine(rowTotals, minBase)
  const columnHidden = suppressLine(columnTotals, minBase)
  const table: Margined = {
    rowCount: sizes.length + 1,
    columnCount: width + 1,
    sizes: [
      ...sizes.flatMap((row, r) => [...row, rowTotals[r] ?? 0]),
      ...columnTotals,
      rowTotals.reduce((a, b) => a + b, 0),
    ],
    hidden: [
      ...sizes.flatMap((row, r) => [
        ...row.map((size) => (isSmall(size, minBase) ? ('small' as const) : null)),
        rowHidden[r] ?? null,
      ]),
      ...columnHidden,
      null,
    ],
  }
  for (let changed = true; changed; ) {
    const filled = fillLines(table, minBase)
    changed = closeCycles(table) || filled
  }
  return sizes.map((row, r) => row.map((_, c) => table.hidden[r * (width + 1) + c] ?? null))
}
