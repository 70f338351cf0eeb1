import { csvBlob, type Row } from '../charts/csv-blob.ts'
import type { Cell, Segments } from '../insight-calls.ts'
import { numbers } from '../numbers.ts'
import { HIDDEN_WORDS, HiddenNote } from './cell-parts.tsx'
import { saveFile } from './save-file.ts'
import { ScrollRegion } from './scroll-region.tsx'

/** A cross of two fields: NPS in each cell, marked where it differs from everyone else. */
export function CrossTable({ report: { fields, cells } }: { readonly report: Segments }) {
  const [down, across] = fields
  if (!down || !across) return null
  const bucketsOf = (field: typeof down) => field.buckets.map(({ label }) => label)
  const cellAt = (row: string, column: string) =>
    cells.find(({ keys }) => keys[0]?.bucket === row && keys[1]?.bucket === column)
  const columns = bucketsOf(across).filter((column) =>
    cells.some(({ keys }) => keys[1]?.bucket === column)
  )
  const rows = bucketsOf(down).filter((row) => cells.some(({ keys }) => keys[0]?.bucket === row))
  const save = () => {
    const table: Row[] = [
      [down.field, across.field, 'scores', 'NPS', 'low', 'high', 'hidden'],
      ...cells.map(({ keys, base, figures, suppressed }) => [
        keys[0]?.bucket ?? '',
        keys[1]?.bucket ?? '',
        base,
        figures?.npsPoints.estimate ?? null,
        figures?.npsPoints.confLow ?? null,
        figures?.npsPoints.confHigh ?? null,
        suppressed,
      ]),
    ]
    saveFile(`${down.field}-by-${across.field}.csv`, csvBlob(table))
  }
  return (
    <>
      <ScrollRegion name={`NPS by ${down.field} and ${across.field}`}>
        <table class="cross">
          <thead>
            <tr>
              <td class="soft small">
                {down.field} ↓ {across.field} →
              </td>
              {columns.map((column) => (
                <th key={column} scope="col" dir="auto">
                  {column || 'no value'}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row}>
                <th scope="row" dir="auto">
                  {row || 'no value'}
                </th>
                {columns.map((column) => (
                  <CrossCell key={column} cell={cellAt(row, column)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p class="soft small">
        NPS and number of scores. ▼ lower and ▲ higher than everyone else, beyond chance among all
        cells (q ≤ 0.05).{' '}
        <button type="button" class="link" onClick={save}>
          CSV
        </button>
      </p>
      <HiddenNote cells={cells} />
    </>
  )
}

function CrossCell({ cell }: { readonly cell: Cell | undefined }) {
  if (!cell) return <td class="soft">·</td>
  if (cell.suppressed) {
    return (
      <td class="soft suppressed" title={HIDDEN_WORDS[cell.suppressed]}>
        hidden
      </td>
    )
  }
  const nps = cell.figures?.npsPoints
  if (!nps) return <td class="soft">no score</td>
  const rest = cell.versusRest?.npsPoints
  const isSure = rest !== undefined && rest.qValue <= 0.05
  const side = !isSure ? '' : rest.estimate < 0 ? 'lower' : 'higher'
  return (
    <td class={`numeric ${side}`}>
      <strong>{numbers.plain(nps.estimate)}</strong>
      {side !== '' && (
        <>
          <span aria-hidden="true"> {side === 'lower' ? '▼' : '▲'}</span>
          <span class="hidden"> {side} than everyone else</span>
        </>
      )}
      <span class="soft interval">
        {numbers.plain(nps.confLow)} to {numbers.plain(nps.confHigh)}
      </span>
      <span class="soft small"> n {numbers.count(cell.base ?? 0)}</span>
    </td>
  )
}
