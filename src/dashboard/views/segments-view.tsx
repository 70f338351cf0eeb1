import { ShareBar } from '../charts/bars.tsx'
import { ChartFrame } from '../charts/chart-frame.tsx'
import { effectAxis } from '../charts/effect-axis.ts'
import type { Segments } from '../insight-calls.ts'
import { numbers } from '../numbers.ts'
import {
  CellThemes,
  cellName,
  HIDDEN_WORDS,
  HiddenNote,
  NpsColumns,
  NpsHeads,
  npsEnds,
} from '../parts/cell-parts.tsx'
import { CrossTable } from '../parts/cross-table.tsx'
import { KeepFirst } from '../parts/keep-first.tsx'
import { Loading } from '../parts/loading.tsx'
import { SegmentNotes } from '../parts/segment-notes.tsx'
import { filtersOf } from '../state/filters.ts'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'

/** Who is unhappy: one field, or a cross of two. */
export function SegmentsView() {
  const page = usePage()
  const source = page.source.value
  const id = source?.surveyId ?? null
  const names = source?.cuts ?? []
  const first = source?.fields[0]?.field ?? names[0] ?? ''
  const { cut = first, cross = '' } = page.route.value.params
  const by = [cut, cross].filter((name) => names.includes(name))
  const filters = filtersOf(page.route.value)
  const ask =
    id === null || by.length === 0
      ? null
      : (signal: AbortSignal) => page.client.surveys.segments(id, by, { filters, signal })
  const answer = useAnswer(ask, [id, by.join(), page.shown.value])
  if (id === null) return <KeepFirst what="Segments" />
  return (
    <div class="segments">
      <h1>Who is unhappy</h1>
      {names.length === 0 ? (
        <p class="note">The responses have no segment field to cut by.</p>
      ) : (
        <FieldChoice names={names} cut={by[0] ?? ''} cross={by[1] ?? ''} />
      )}
      <Loading answer={answer}>
        {(report) =>
          report.fields.length === 2 ? (
            <CrossTable report={report} />
          ) : (
            <SegmentTable report={report} />
          )
        }
      </Loading>
      {answer.value && <SegmentNotes report={answer.value} />}
    </div>
  )
}

type ChoiceProps = {
  readonly names: readonly string[]
  readonly cut: string
  readonly cross: string
}

function FieldChoice({ names, cut, cross }: ChoiceProps) {
  const page = usePage()
  return (
    <div class="list-controls">
      <label class="inline">
        <span>By</span>
        <select
          value={cut}
          onChange={(event) => page.setParams({ cut: event.currentTarget.value, cross: '' })}
        >
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="inline">
        <span>crossed with</span>
        <select
          value={cross}
          onChange={(event) => page.setParams({ cross: event.currentTarget.value })}
        >
          <option value="">nothing</option>
          {names
            .filter((name) => name !== cut)
            .map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
        </select>
      </label>
    </div>
  )
}

function SegmentTable({ report: { fields, cells } }: { readonly report: Segments }) {
  const page = usePage()
  const summary = page.shown.value?.figures.summary
  const axis = effectAxis(npsEnds(cells))
  const field = fields[0]?.field ?? ''
  return (
    <>
      <ChartFrame
        name={`NPS by ${field}`}
        rows={rowsOf(field, cells)}
        draw={() => drawCells(`NPS by ${field}`, cells, summary?.npsPoints ?? 0)}
      >
        <table class="ranked cells">
          <caption class="hidden">NPS and themes by {field}</caption>
          <thead>
            <tr>
              <th scope="col" class="name-column" dir="auto">
                {field}
              </th>
              <NpsHeads axis={axis} />
              <th scope="col">Scores</th>
              <th scope="col">Detractors</th>
              <th scope="col">Themes</th>
            </tr>
          </thead>
          <tbody>
            {cells.map((cell) => (
              <tr key={cellName(cell)} class={cell.suppressed ? 'suppressed' : undefined}>
                <th scope="row" class="name-column" dir="auto">
                  {cellName(cell)}
                </th>
                {cell.suppressed ? (
                  <td colSpan={5} class="soft">
                    {HIDDEN_WORDS[cell.suppressed]}
                  </td>
                ) : (
                  <>
                    <NpsColumns cell={cell} axis={axis} mark={summary?.npsPoints ?? null} />
                    <td class="numeric" data-name="Scores">
                      {numbers.count(cell.base ?? 0)}
                      {cell.flags.includes('small-base') && (
                        <span class="flag" title="Fewer than 30 people: read the interval">
                          few
                        </span>
                      )}
                    </td>
                    <td data-name="Detractors">
                      <ShareBar
                        share={cell.figures?.detractorShare.estimate ?? null}
                        base={summary?.detractorShare ?? null}
                      />
                    </td>
                    <td data-name="Themes">
                      <CellThemes cell={cell} />
                    </td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ChartFrame>
      <p class="soft small">The line in the plot is the NPS of everyone.</p>
      <HiddenNote cells={cells} />
    </>
  )
}

async function drawCells(title: string, cells: Segments['cells'], mark: number) {
  const { dotPicture } = await import('../charts/ranked-chart.tsx')
  const rows = cells.flatMap((cell) => {
    const nps = cell.figures?.npsPoints
    if (!nps) return []
    const { estimate, confLow: low, confHigh: high } = nps
    return { lead: '', label: cellName(cell), estimate, low, high }
  })
  const note = 'Dot: NPS, line: interval; the dark line is the NPS of everyone.'
  return dotPicture({ title, note, rows, mark, badSign: -1, write: numbers.plain })
}

function rowsOf(field: string, cells: Segments['cells']) {
  const header = [field, 'scores', 'NPS', 'low', 'high', 'detractor share', 'hidden']
  return [
    header,
    ...cells.map((cell) => [
      cellName(cell),
      cell.base,
      cell.figures?.npsPoints.estimate ?? null,
      cell.figures?.npsPoints.confLow ?? null,
      cell.figures?.npsPoints.confHigh ?? null,
      cell.figures?.detractorShare.estimate ?? null,
      cell.suppressed,
    ]),
  ]
}
