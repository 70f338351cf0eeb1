import { useId } from 'preact/hooks'
import { EXPLANATIONS, type ExplanationKey } from '../explanations.ts'

/** A small button that says what a number means. */
export function Explain({ about }: { readonly about: ExplanationKey }) {
  const id = useId()
  const { title, text } = EXPLANATIONS[about]
  return (
    <>
      <button type="button" class="explain" popovertarget={id} aria-label={`What “${title}” means`}>
        ?
      </button>
      <div id={id} popover="auto" class="explanation" role="dialog" aria-label={title}>
        <strong>{title}</strong>
        {text.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <button type="button" class="quiet" popovertarget={id} popovertargetaction="hide">
          Close
        </button>
      </div>
    </>
  )
}
