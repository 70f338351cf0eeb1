import type { ComponentChildren } from 'preact'

type Props = { readonly name: string; readonly children: ComponentChildren }

/** A part that scrolls sideways when it is too wide; it takes the focus, so that arrow keys scroll it. */
export function ScrollRegion({ name, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus, keys could not scroll it
    <section class="scroll" aria-label={name} tabIndex={0}>
      {children}
    </section>
  )
}
