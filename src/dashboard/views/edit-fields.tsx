import { useEffect, useState } from 'preact/hooks'
import type { AnalysedTheme, ThemeChange } from '../../http/client-types.ts'
import { themeIdOf } from '../parts/edit-words.ts'
import type { Proposal } from '../state/page-state.ts'

type Props = {
  readonly proposal: Proposal
  readonly theme: AnalysedTheme | undefined
  readonly themes: readonly AnalysedTheme[]
  /** Called with the edit, or null while something is missing. */
  onEdit(edit: ThemeChange | null): void
}

/** The fields that an edit needs. */
export function EditFields(props: Props) {
  const { proposal, theme } = props
  switch (proposal.op) {
    case 'rename':
      return <Rename {...props} />
    case 'merge':
      return <Merge {...props} />
    case 'split':
      return <Parts {...props} isSplit={true} />
    case 'add':
      return <Parts {...props} isSplit={false} />
    case 'pin':
      return (
        <Plain {...props} edit={theme ? { op: 'pin', themeId: theme.id } : null}>
          The theme stays, with its name, when themes are found anew.
        </Plain>
      )
    case 'exclude':
      return (
        <Plain {...props} edit={theme ? { op: 'exclude', themeId: theme.id } : null}>
          The theme is no longer shown, and nothing counts for it. Comments that say nothing else
          count as fitting no theme.
        </Plain>
      )
    case 'undo':
      return null
  }
}

type PlainProps = Props & {
  readonly edit: ThemeChange | null
  readonly children: string | string[]
}

function Plain({ edit, onEdit, children }: PlainProps) {
  const key = JSON.stringify(edit)
  // The key stands for the edit.
  useEffect(() => onEdit(edit), [key])
  return <p class="soft">{children}</p>
}

function Rename({ theme, onEdit }: Props) {
  const [label, setLabel] = useState(theme?.label ?? '')
  const name = label.trim()
  useEffect(() => {
    const isNew = theme !== undefined && name !== '' && name !== theme.label
    onEdit(isNew ? { op: 'rename', themeId: theme.id, label: name } : null)
  }, [name, theme?.id])
  return (
    <label class="field">
      <span>New name</span>
      <input
        type="text"
        maxLength={200}
        value={label}
        autofocus
        onInput={(event) => setLabel(event.currentTarget.value)}
      />
    </label>
  )
}

function Merge({ proposal, theme, themes, onEdit }: Props) {
  const [into, setInto] = useState(proposal.op === 'merge' ? (proposal.into ?? '') : '')
  useEffect(() => {
    onEdit(theme && into !== '' ? { op: 'merge', themeIds: [theme.id], into } : null)
  }, [into, theme?.id])
  const others = themes
    .filter(({ id, source }) => id !== theme?.id && source !== 'other')
    .sort((a, b) => a.label.localeCompare(b.label))
  return (
    <label class="field">
      <span>Into which theme</span>
      <select value={into} onChange={(event) => setInto(event.currentTarget.value)}>
        <option value="">choose …</option>
        {others.map(({ id, label, mentionCount }) => (
          <option key={id} value={id}>
            {`${label} (${mentionCount})`}
          </option>
        ))}
      </select>
    </label>
  )
}

type Part = { readonly label: string; readonly examples: string }

const EMPTY: Part = { label: '', examples: '' }

/** New themes from a name and a few phrases each: parts of a theme, or one beside the others. */
function Parts({ theme, themes, onEdit, isSplit }: Props & { readonly isSplit: boolean }) {
  const [parts, setParts] = useState<readonly Part[]>([EMPTY])
  const key = JSON.stringify(parts)
  // The key stands for the parts.
  useEffect(() => {
    const taken = new Set(themes.map(({ id }) => id))
    const made = parts.map(({ label, examples }) => {
      const id = themeIdOf(label.trim(), taken)
      taken.add(id)
      const phrases = examples.split('\n').map((line) => line.trim())
      return { id, label: label.trim(), examples: phrases.filter((line) => line !== '') }
    })
    const isWhole = made.every(({ label, examples }) => label !== '' && examples.length > 0)
    const [first] = made
    if (!isWhole || !first) onEdit(null)
    else if (!isSplit) onEdit({ op: 'add', theme: first })
    else onEdit(theme ? { op: 'split', themeId: theme.id, into: made } : null)
  }, [key, theme?.id])
  const change = (index: number, part: Partial<Part>) =>
    setParts(parts.map((one, i) => (i === index ? { ...one, ...part } : one)))
  return (
    <>
      <p class="soft">
        {isSplit
          ? 'Mentions that fit one of the new themes move there; the others stay.'
          : 'Clauses like these phrases become mentions of the new theme.'}
      </p>
      {parts.map((part, index) => (
        <fieldset key={index} class="part">
          <label class="field">
            <span>Name{parts.length > 1 && ` ${index + 1}`}</span>
            <input
              type="text"
              maxLength={200}
              value={part.label}
              onInput={(event) => change(index, { label: event.currentTarget.value })}
            />
          </label>
          <label class="field">
            <span>What people say, one phrase a line</span>
            <textarea
              rows={3}
              value={part.examples}
              placeholder={'waited for an hour\nnobody called back'}
              onInput={(event) => change(index, { examples: event.currentTarget.value })}
            />
          </label>
        </fieldset>
      ))}
      {isSplit && (
        <button type="button" class="link" onClick={() => setParts([...parts, EMPTY])}>
          Another part
        </button>
      )}
    </>
  )
}
