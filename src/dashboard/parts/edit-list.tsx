import { numbers } from '../numbers.ts'
import { usePage } from '../state/use-page.ts'
import { labelsOf } from '../views/edit-dialog.tsx'
import { editWords } from './edit-words.ts'

/** Edits in force, the last of which can be taken back, and the way to a theme of one's own. */
export function EditList() {
  const page = usePage()
  const edits = page.source.value?.edits ?? []
  const labelOf = labelsOf(page.shown.value?.figures.themes ?? [])
  return (
    <div class="edit-list">
      <button
        type="button"
        class="quiet"
        onClick={() => {
          page.proposal.value = { op: 'add' }
        }}
      >
        Add a theme …
      </button>
      {edits.length > 0 && (
        <>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              page.proposal.value = { op: 'undo' }
            }}
          >
            Undo …
          </button>
          <details>
            <summary>
              {numbers.count(edits.length)} {edits.length === 1 ? 'edit' : 'edits'} in force
            </summary>
            <ol>
              {edits.map((edit) => (
                <li key={JSON.stringify(edit)}>{editWords(edit, labelOf)}</li>
              ))}
            </ol>
          </details>
        </>
      )}
    </div>
  )
}
