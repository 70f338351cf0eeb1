import { useId, useRef } from 'preact/hooks'
import type { AnalysedTheme } from '../../http/client-types.ts'
import type { Proposal } from '../state/page-state.ts'
import { usePage } from '../state/use-page.ts'

/** What can be done to a theme, in the order of the menu. */
const ACTIONS = [
  ['rename', 'Rename …'],
  ['merge', 'Merge into …'],
  ['split', 'Split …'],
  ['exclude', 'Exclude …'],
  ['pin', 'Pin …'],
] as const

type Props = { readonly theme: AnalysedTheme }

/** The edit that a menu entry begins. */
function proposalOf(op: (typeof ACTIONS)[number][0], themeId: string): Proposal {
  return op === 'merge' ? { op, themeId, into: null } : { op, themeId }
}

/** Pinning concerns later discoveries, which a file that is only looked at does not have. */
function useActions(theme: AnalysedTheme) {
  const page = usePage()
  const isKept = page.source.value?.surveyId !== null
  return ACTIONS.filter(([op]) => op !== 'pin' || isKept).map(([op, name]) => ({
    op,
    name,
    begin() {
      page.proposal.value = proposalOf(op, theme.id)
    },
  }))
}

/** Buttons in a row, on the page of the theme. */
export function ThemeActions({ theme }: Props) {
  const actions = useActions(theme)
  if (theme.source === 'other') return null
  return (
    <p class="theme-actions">
      {actions.map(({ op, name, begin }) => (
        <button key={op} type="button" class="quiet" onClick={begin}>
          {name}
        </button>
      ))}
    </p>
  )
}

/** The same behind one small button, in the list. */
export function ThemeMenu({ theme }: Props) {
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const actions = useActions(theme)
  if (theme.source === 'other') return null
  // The menu opens under its button; a style sheet cannot know where that is.
  const place = () => {
    const [box, element] = [button.current?.getBoundingClientRect(), menu.current]
    if (!box || !element) return
    const room = document.documentElement.clientWidth - element.offsetWidth - 8
    element.style.left = `${Math.max(8, Math.min(box.left, room))}px`
    const isLow = box.bottom + element.offsetHeight + 8 > window.innerHeight
    element.style.top = `${isLow ? box.top - element.offsetHeight - 4 : box.bottom + 4}px`
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class="more"
        popovertarget={id}
        aria-label={`Edit ${theme.label}`}
      >
        ⋯
      </button>
      <div ref={menu} id={id} popover="auto" class="menu at-button" onToggle={place}>
        {actions.map(({ op, name, begin }) => (
          <button
            key={op}
            type="button"
            onClick={() => {
              menu.current?.hidePopover()
              begin()
            }}
          >
            {name}
          </button>
        ))}
      </div>
    </>
  )
}
