import { POLARITY_WORDS } from '../words.ts'

const SIGNS: Readonly<Record<string, string>> = {
  negative: '−',
  neutral: '○',
  positive: '+',
  mixed: '±',
  undetected: '?',
}

/** A polarity as a sign with its name; the colour only repeats it. */
export function PolarityMark({ polarity }: { readonly polarity: string }) {
  return (
    <span class={`polarity ${polarity}`}>
      <span aria-hidden="true">{SIGNS[polarity] ?? '?'}</span>
      <span class="hidden">{POLARITY_WORDS[polarity] ?? polarity}</span>
    </span>
  )
}
