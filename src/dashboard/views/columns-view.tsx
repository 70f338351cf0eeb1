import type { ColumnField } from '../../http/client-types.ts'
import type { AnalysisSettings } from '../api-client.ts'
import { numbers } from '../numbers.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { RejectedRows } from '../parts/rejected-rows.tsx'
import { ScrollRegion } from '../parts/scroll-region.tsx'
import type { Draft } from '../state/page-state.ts'
import { usePage } from '../state/use-page.ts'
import { SettingsForm } from './settings-form.tsx'

const FIELDS: readonly (readonly [field: ColumnField, name: string])[] = [
  ['comment', 'Comment'],
  ['score', 'Score'],
  ['at', 'Time'],
  ['segment', 'Segment'],
  ['role', 'Role'],
  ['accountId', 'Account'],
  ['respondentId', 'Respondent'],
  ['id', 'Response id'],
  ['ignored', 'Not used'],
]

/** What was recognised, to be corrected before the analysis. */
export function ColumnsView() {
  const page = usePage()
  const draft = page.draft.value
  if (!draft) return null
  const { preview, file } = draft
  return (
    <div class="columns-view view" aria-busy={page.work.value !== null}>
      <h1>
        Is this right?{' '}
        <span class="soft" dir="auto">
          {file.name}
        </span>
      </h1>
      <p class="lead">
        {numbers.count(preview.acceptedCount)} responses can be{' '}
        {draft.into ? 'imported' : 'analysed'}
        {preview.rejectedCount > 0 && `, ${numbers.count(preview.rejectedCount)} rows cannot`} (
        {preview.format.toUpperCase()}, {preview.about}).
      </p>
      {page.problem.value && <ProblemNote problem={page.problem.value} />}
      {preview.problem && (
        <p class="note bad" role="alert">
          This cannot be analysed yet: {preview.problem}.
        </p>
      )}
      {preview.notes.map((note) => (
        <p class="note" key={note}>
          {note}.
        </p>
      ))}
      {draft.isPart && (
        <p class="note">
          The file is long: its beginning is shown here, and all of it is imported when you keep it.
        </p>
      )}
      {draft.into === null && <SettingsForm draft={draft} />}
      <Actions draft={draft} />
      <ColumnTable draft={draft} />
      <RejectedRows rejected={preview.rejected} count={preview.rejectedCount} />
    </div>
  )
}

/** A quick look keeps nothing; a survey that is kept gets a link and lasting edits. */
function Actions({ draft: { preview, into, isPart } }: { readonly draft: Draft }) {
  const page = usePage()
  const isUnusable = preview.problem !== null
  const count = isPart ? 'all' : numbers.count(preview.acceptedCount)
  return (
    <p class="buttons">
      {into !== null ? (
        <button type="button" disabled={isUnusable} onClick={() => page.importDraft()}>
          Import {count} responses into {into.name}
        </button>
      ) : (
        <>
          {!isPart && (
            <button type="button" disabled={isUnusable} onClick={() => page.analyse()}>
              Analyse {count} responses
            </button>
          )}
          <button
            type="button"
            class={isPart ? undefined : 'quiet'}
            disabled={isUnusable}
            onClick={() => page.keep()}
          >
            Keep as a survey
          </button>
        </>
      )}
      <button
        type="button"
        class="quiet"
        onClick={() => (into ? page.cancelDraft() : page.reset())}
      >
        {into ? 'Cancel' : 'Another file'}
      </button>
    </p>
  )
}

function ColumnTable({ draft }: { readonly draft: Draft }) {
  const page = usePage()
  const { preview, settings } = draft
  const chosen = settings.columns ?? preview.columns
  const fieldOf = (name: string) => chosen.find((column) => column.name === name)?.field
  const change = (name: string, field: ColumnField) => {
    const next: AnalysisSettings = { ...settings, columns: withField(chosen, name, field) }
    const segments = new Set(
      next.columns?.flatMap((column) => (column.field === 'segment' ? column.name : []))
    )
    const adjustFor = settings.adjustFor.filter((name) => segments.has(name))
    void page.reread({ ...next, adjustFor })
  }
  return (
    <ScrollRegion name="Columns of the file">
      <table class="column-table">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Holds</th>
            <th scope="col">Samples</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map(({ name, field, reason, samples }) => (
            <tr key={name} class={field === 'ignored' ? 'unused' : undefined}>
              <th scope="row" dir="auto">
                {name}
              </th>
              <td>
                <select
                  aria-label={`What “${name}” holds`}
                  value={fieldOf(name) ?? field}
                  onChange={(event) => change(name, event.currentTarget.value as ColumnField)}
                >
                  {FIELDS.map(([value, label]) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </select>
              </td>
              <td class="samples">
                {samples.map((sample) => (
                  <bdi key={sample} dir="auto">
                    {sample}
                  </bdi>
                ))}
              </td>
              <td class="soft">{reason || (settings.columns ? 'your choice' : '')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** A field other than segments is held by one column: the one before gives it up. */
function withField(
  columns: NonNullable<AnalysisSettings['columns']>,
  name: string,
  field: ColumnField
) {
  const isSingle = field !== 'segment' && field !== 'ignored'
  return columns.map((column) => {
    if (column.name === name) return { name, field }
    const isLost = isSingle && column.field === field
    return { name: column.name, field: isLost ? ('ignored' as const) : column.field }
  })
}
