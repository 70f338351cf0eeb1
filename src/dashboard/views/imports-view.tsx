import type { ImportProgress } from '../../client/client.ts'
import { numbers } from '../numbers.ts'
import { DropArea } from '../parts/drop-area.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { saveFile } from '../parts/save-file.ts'
import { ScrollRegion } from '../parts/scroll-region.tsx'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'

const STATES: Readonly<Record<ImportProgress['state'], string>> = {
  queued: 'waiting',
  running: 'running',
  done: 'done',
  failed: 'failed',
}

/** Files that went into the survey, and a place for the next one. */
export function ImportsView() {
  const page = usePage()
  const opened = page.survey.value
  const id = opened?.survey.id ?? ''
  const ask = (signal: AbortSignal) => page.client.surveys.listImports(id, signal)
  const { value, problem } = useAnswer(ask, [id, opened])
  if (!opened) return null
  return (
    <div class="imports">
      <h1>Imports</h1>
      <p class="lead">
        The next wave, or more of this one. A response with a known id replaces the one that was
        kept; the rest is added and tagged with the themes in use, edits included.
      </p>
      <DropArea
        note="CSV, TSV, XLSX, JSON Lines or JSON · long files are imported in pieces"
        open={(file) => page.open(file, opened.survey)}
      />
      {problem && <ProblemNote problem={problem} />}
      {value && value.length > 0 && <ImportTable surveyId={id} imports={value} />}
    </div>
  )
}

type TableProps = { readonly surveyId: string; readonly imports: readonly ImportProgress[] }

function ImportTable({ surveyId, imports }: TableProps) {
  const page = usePage()
  const save = async (entry: ImportProgress) =>
    saveFile(
      `${entry.fileName}-rejected.csv`,
      await page.client.surveys.rejectedRows(surveyId, entry.id)
    )
  return (
    <ScrollRegion name="Imports so far">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">When</th>
            <th scope="col">State</th>
            <th scope="col">Accepted</th>
            <th scope="col">Left out</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((entry) => (
            <tr key={entry.id}>
              <th scope="row" dir="auto">
                {entry.fileName}
              </th>
              <td>{numbers.period(entry.createdAt.slice(0, 10))}</td>
              <td>
                {STATES[entry.state]}
                {entry.error && <span class="soft">: {entry.error}</span>}
              </td>
              <td class="numeric">{numbers.count(entry.acceptedCount)}</td>
              <td class="numeric">
                {numbers.count(entry.rejectedCount)}{' '}
                {entry.rejectedCount > 0 && (
                  <button type="button" class="link" onClick={() => save(entry)}>
                    reasons (CSV)
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
