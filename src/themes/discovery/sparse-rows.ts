/** Rows of a sparse matrix, one after another. */
export type SparseRows = {
  readonly rowCount: number
  readonly columnCount: number
  /** `rowCount + 1` positions into `columns` and `values`. */
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
}

/** Packs rows of (column, value) pairs. */
export function packRows(
  rows: readonly (readonly (readonly [column: number, value: number])[])[],
  columnCount: number
): SparseRows {
  const starts = new Int32Array(rows.length + 1)
  for (const [i, row] of rows.entries()) starts[i + 1] = (starts[i] ?? 0) + row.length
  const columns = new Int32Array(starts[rows.length] ?? 0)
  const values = new Float32Array(columns.length)
  let at = 0
  for (const row of rows) {
    for (const [column, value] of row) {
      columns[at] = column
      values[at] = value
      at++
    }
  }
  return { rowCount: rows.length, columnCount, starts, columns, values }
}
