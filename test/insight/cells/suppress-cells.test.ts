import { describe, expect, it } from 'vitest'
import { suppressLine, suppressTable } from '../../../src/insight/cells/suppress-cells.ts'
import { seededRandom } from '../planted-survey.ts'

/** Rank of a matrix by elimination. */
function rankOf(rows: readonly (readonly number[])[]): number {
  const matrix = rows.map((row) => [...row])
  let rank = 0
  const width = matrix[0]?.length ?? 0
  for (let column = 0; column < width; column++) {
    const pivot = matrix.findIndex((row, i) => i >= rank && Math.abs(row[column] ?? 0) > 1e-9)
    if (pivot === -1) continue
    const [pivotRow] = matrix.splice(pivot, 1)
    if (pivotRow === undefined) continue
    matrix.splice(rank, 0, pivotRow)
    matrix.forEach((row, i) => {
      if (i <= rank || row[column] === 0) return
      const factor = (row[column] ?? 0) / (pivotRow[column] ?? 1)
      pivotRow.forEach((value, c) => {
        row[c] = (row[c] ?? 0) - factor * value
      })
    })
    rank++
  }
  return rank
}

/** Hidden, non-empty cells that somebody with all shown figures can work out. */
function derivable(sizes: number[][], minBase: number): string[] {
  const hidden = suppressTable(sizes, minBase)
  const height = sizes.length
  const width = sizes[0]?.length ?? 0
  const rowTotals = sizes.map((row) => row.reduce((a, b) => a + b, 0))
  const columnTotals = Array.from({ length: width }, (_, c) =>
    sizes.reduce((sum, row) => sum + (row[c] ?? 0), 0)
  )
  const rowHidden = suppressLine(rowTotals, minBase)
  const columnHidden = suppressLine(columnTotals, minBase)
  const unknown = (r: number, c: number) => {
    if (r === height) return c < width && columnHidden[c] !== null
    return c === width ? rowHidden[r] !== null : hidden[r]?.[c] != null
  }
  const cells = Array.from({ length: (height + 1) * (width + 1) }, (_, i) => i).filter((i) =>
    unknown(Math.floor(i / (width + 1)), i % (width + 1))
  )
  const lines = [
    ...Array.from(
      { length: height + 1 },
      (_, r) => (i: number) => Math.floor(i / (width + 1)) === r
    ),
    ...Array.from({ length: width + 1 }, (_, c) => (i: number) => i % (width + 1) === c),
  ]
  const equations = lines.map((inLine) => cells.map((cell) => (inLine(cell) ? 1 : 0)))
  const rank = rankOf(equations)
  return cells
    .filter((_, i) => rankOf([...equations, cells.map((__, k) => (k === i ? 1 : 0))]) === rank)
    .filter((cell) => {
      const [r, c] = [Math.floor(cell / (width + 1)), cell % (width + 1)]
      return r < height && c < width && (sizes[r]?.[c] ?? 0) < minBase
    })
    .map((cell) => `${Math.floor(cell / (width + 1))},${cell % (width + 1)}`)
}

describe('hiding small cells of one field', () => {
  it('hides a second cell, or the total would give the small one away', () => {
    expect(suppressLine([3, 20, 40], 5)).toEqual(['small', 'complementary', null])
  })

  it('hides until the hidden ones hold the minimum together', () => {
    expect(suppressLine([1, 2, 20, 40], 5)).toEqual(['small', 'small', 'complementary', null])
    expect(suppressLine([3, 4, 20, 40], 5)).toEqual(['small', 'small', null, null])
  })

  it('hides nothing when nothing is small, and never an empty cell', () => {
    expect(suppressLine([5, 9], 5)).toEqual([null, null])
    expect(suppressLine([0, 9], 5)).toEqual([null, null])
    expect(suppressLine([0, 3], 5)).toEqual([null, 'small'])
    expect(suppressLine([], 5)).toEqual([])
  })
})

describe('hiding small cells of a cross', () => {
  it('hides a whole rectangle around one small cell', () => {
    expect(
      suppressTable(
        [
          [3, 20],
          [30, 40],
        ],
        5
      )
    ).toEqual([
      ['small', 'complementary'],
      ['complementary', 'complementary'],
    ])
  })

  it('takes the cheapest rectangle', () => {
    const hidden = suppressTable(
      [
        [3, 200, 20],
        [300, 400, 300],
        [30, 500, 40],
      ],
      5
    )
    expect(hidden).toEqual([
      ['small', null, 'complementary'],
      [null, null, null],
      ['complementary', null, 'complementary'],
    ])
  })

  it('hides nothing when nothing is small', () => {
    expect(
      suppressTable(
        [
          [9, 20],
          [30, 40],
        ],
        5
      )
        .flat()
        .every((h) => h === null)
    ).toBe(true)
    expect(suppressTable([], 5)).toEqual([])
  })

  it('copes with a row that has one cell only', () => {
    expect(
      derivable(
        [
          [3, 0],
          [30, 40],
          [20, 20],
        ],
        5
      )
    ).toEqual([])
  })

  it('no small cell can be worked out from what is shown, in 400 random tables', () => {
    const random = seededRandom(3)
    const found: string[] = []
    for (let run = 0; run < 400; run++) {
      const height = 2 + Math.floor(random() * 4)
      const width = 2 + Math.floor(random() * 4)
      const sizes = Array.from({ length: height }, () =>
        Array.from({ length: width }, () => Math.floor(random() ** 2 * 30))
      )
      for (const cell of derivable(sizes, 5)) found.push(`${JSON.stringify(sizes)} ${cell}`)
    }
    expect(found).toEqual([])
  })
})
