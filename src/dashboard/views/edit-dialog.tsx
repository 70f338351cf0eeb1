import { useEffect, useRef, useState } from 'preact/hooks'
import type { AnalysedTheme, ThemeChange } from '../../http/client-types.ts'
import type { ApiProblem } from '../api-client.ts'
import { EditPreview } from '../parts/edit-preview.tsx'
import { editWords } from '../parts/edit-words.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { asProblem } from '../state/filtering.ts'
import { NO_FILTERS } from '../state/filters.ts'
import type { Proposal } from '../state/page-state.ts'
import { viewRoute } from '../state/route.ts'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'
import { EditFields } from './edit-fields.tsx'

const TITLES: Readonly<Record<Proposal['op'], string>> = {
  rename: 'Rename',
  merge: 'Merge',
  split: 'Split',
  pin: 'Pin',
  exclude: 'Exclude',
  add: 'Add a theme',
  undo: 'Undo the last edit',
}

/** Changes a theme; what that does to the figures is shown before it is saved. */
export function EditDialog() {
  const page = usePage()
  const proposal = page.proposal.value
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (proposal) dialog.current?.showModal()
    else dialog.current?.close()
  }, [proposal])
  const close = () => {
    page.proposal.value = null
  }
  return (
    <dialog ref={dialog} class="edit" aria-labelledby="edit-title" onClose={close}>
      {proposal && <Edit key={JSON.stringify(proposal)} proposal={proposal} close={close} />}
    </dialog>
  )
}

type EditProps = { readonly proposal: Proposal; close(): void }

function Edit({ proposal, close }: EditProps) {
  const page = usePage()
  const source = page.source.value
  const [edit, setEdit] = useState<ThemeChange | null>(
    proposal.op === 'undo' ? { op: 'undo' } : null
  )
  const saving = useSaving(edit, close)
  const ask =
    edit === null || !source
      ? null
      : async (signal: AbortSignal) => {
          const before = await source.list(NO_FILTERS, signal)
          return { before: before.figures, after: await source.tryEdit(edit, signal) }
        }
  const tried = useAnswer(ask, [JSON.stringify(edit)], 300)
  const themes = page.shown.value?.figures.themes ?? []
  const theme = 'themeId' in proposal ? themes.find(({ id }) => id === proposal.themeId) : undefined
  const last = source?.edits.at(-1)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void saving.save()
      }}
    >
      <h2 id="edit-title">
        {TITLES[proposal.op]}
        {theme && <bdi> “{theme.label}”</bdi>}
      </h2>
      {proposal.op === 'undo' && last && <p>{editWords(last, labelsOf(themes))}: taken back.</p>}
      <EditFields proposal={proposal} theme={theme} themes={themes} onEdit={setEdit} />
      <section class="edit-effect" aria-live="polite" aria-busy={tried.isAsking}>
        <h3>What it changes</h3>
        {tried.problem && <ProblemNote problem={tried.problem} />}
        {edit === null && (
          <p class="soft">The figures are tried as soon as the edit is complete.</p>
        )}
        {edit !== null && tried.isAsking && <p class="soft">Trying it on all responses …</p>}
        {edit !== null && !tried.isAsking && tried.value && (
          <EditPreview {...tried.value} edit={edit} last={last} />
        )}
      </section>
      {saving.problem && <ProblemNote problem={saving.problem} />}
      <p class="buttons">
        <button type="submit" disabled={edit === null || saving.isSaving}>
          {saving.isSaving ? 'Saving …' : 'Save'}
        </button>
        <button type="button" class="quiet" onClick={close}>
          Cancel
        </button>
        <span class="soft small">
          {source?.surveyId === null
            ? 'Nothing is kept: the edit lasts as long as this page.'
            : 'All responses are tagged anew; it can be undone.'}
        </span>
      </p>
    </form>
  )
}

/** Saves an edit, then leaves a theme that it removed. */
function useSaving(edit: ThemeChange | null, close: () => void) {
  const page = usePage()
  const [isSaving, setIsSaving] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const running = useRef(new AbortController())
  useEffect(() => () => running.current.abort(), [])
  const save = async () => {
    if (!edit) return
    setIsSaving(true)
    setProblem(null)
    try {
      await page.saveEdit(edit, running.current.signal)
      const { itemId } = page.route.value
      const isGone = (id: string) =>
        (edit.op === 'merge' && edit.themeIds.includes(id)) ||
        (edit.op === 'exclude' && edit.themeId === id)
      if (itemId !== null && isGone(itemId)) {
        page.go(viewRoute(page.route.value, 'themes', edit.op === 'merge' ? edit.into : null))
      }
      close()
    } catch (error) {
      if (!running.current.signal.aborted) setProblem(asProblem(error))
    }
    setIsSaving(false)
  }
  return { save, isSaving, problem }
}

/** Names of themes by id; an id that is not there stands for itself. */
export function labelsOf(themes: readonly AnalysedTheme[]): (id: string) => string {
  const labels = new Map(themes.map(({ id, label }) => [id, label]))
  return (id) => labels.get(id) ?? id
}
