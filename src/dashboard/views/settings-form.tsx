import type { Question, Scale, ScaleName } from '../../http/client-types.ts'
import type { AnalysisSettings } from '../api-client.ts'
import type { Draft } from '../state/page-state.ts'
import { usePage } from '../state/use-page.ts'

type ScaleChoice = {
  readonly key: string
  readonly name: string
  readonly scale: ScaleName | Scale
}

const TEN: Scale = { min: 1, max: 10, detractorMax: 6, promoterMin: 9 }
const REVERSED: Scale = { min: 1, max: 5, detractorMin: 3, promoterMax: 1 }

const SCALES: readonly ScaleChoice[] = [
  { key: 'nps', name: '0 to 10 (detractors 0–6, promoters 9–10)', scale: 'nps' },
  { key: 'ten', name: '1 to 10 (detractors 1–6, promoters 9–10)', scale: TEN },
  { key: 'stars5', name: '1 to 5 stars (detractors 1–3, promoters 5)', scale: 'stars5' },
  { key: 'reversed', name: '1 best to 5 worst (detractors 3–5, promoters 1)', scale: REVERSED },
]

const QUESTIONS: readonly (readonly [question: Question, name: string])[] = [
  ['reason', 'Why did you give that score?'],
  ['improve', 'What should we improve?'],
  ['praise', 'What do you like?'],
]

/** Scale, question and what is held fixed, with defaults from the file. */
export function SettingsForm({ draft }: { readonly draft: Draft }) {
  const page = usePage()
  const { settings, preview } = draft
  const set = (changes: Partial<AnalysisSettings>) => {
    page.draft.value = { ...draft, settings: { ...settings, ...changes } }
  }
  // Rows are rejected by scale, so the file is read again, with the columns as they stand now.
  const setScale = (key: string) => {
    const scale = SCALES.find((choice) => choice.key === key)?.scale ?? 'nps'
    const columns = settings.columns ?? preview.columns.map(({ name, field }) => ({ name, field }))
    void page.reread({ ...settings, scale, columns })
  }
  const segments = preview.columns.filter(({ field }) => field === 'segment')
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>Scale of the scores</span>
        <select
          value={SCALES.find(({ scale }) => scale === settings.scale)?.key ?? 'nps'}
          onChange={(event) => setScale(event.currentTarget.value)}
        >
          {SCALES.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>The comments answer</span>
        <select
          value={settings.question}
          onChange={(event) => set({ question: event.currentTarget.value as Question })}
        >
          {QUESTIONS.map(([question, name]) => (
            <option key={question} value={question}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Themes</span>
        <select
          value={settings.taxonomy}
          onChange={(event) => set({ taxonomy: event.currentTarget.value as 'auto' | 'none' })}
        >
          <option value="auto">Known themes and new ones</option>
          <option value="none">Only what the comments show</option>
        </select>
      </label>
      <label>
        <span>Mentions needed for a rank</span>
        <input
          type="number"
          min="1"
          max="1000"
          value={settings.minMentions}
          onChange={(event) =>
            set({ minMentions: Math.max(1, event.currentTarget.valueAsNumber || 10) })
          }
        />
      </label>
      {segments.length > 0 && (
        <fieldset>
          <legend>Hold fixed in the effects</legend>
          {segments.map(({ name }) => (
            <label key={name} class="check">
              <input
                type="checkbox"
                checked={settings.adjustFor.includes(name)}
                onChange={(event) =>
                  set({
                    adjustFor: event.currentTarget.checked
                      ? [...settings.adjustFor, name]
                      : settings.adjustFor.filter((field) => field !== name),
                  })
                }
              />
              <span dir="auto">{name}</span>
            </label>
          ))}
        </fieldset>
      )}
    </form>
  )
}
