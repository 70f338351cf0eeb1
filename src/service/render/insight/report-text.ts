import { signed } from '../plain-words.ts'
import { onOneLine, type Style, wrap } from '../terminal-text.ts'

/** A report as text: what it is about, blocks that stay as they are, sentences that are wrapped. */
export type ReportText = {
  readonly title: string
  /** What the heading adds to the title. */
  readonly about: string
  readonly sentencesBefore?: readonly string[]
  /** Tables and other text whose lines must not be broken. */
  readonly blocks?: readonly string[]
  readonly sentences?: readonly string[]
}

/** Puts a report together; it ends with a line feed. */
export function reportText(
  { title, about, sentencesBefore = [], blocks = [], sentences = [] }: ReportText,
  style: Style
): string {
  const wrapped = (texts: readonly string[]) =>
    texts.length === 0 ? [] : [texts.map((text) => wrap(text, style.columns)).join('\n')]
  const parts = [
    `${style.bold('Whyscore')} · ${onOneLine(title)} · ${about}`,
    ...wrapped(sentencesBefore),
    ...blocks,
    ...wrapped(sentences),
  ]
  return `${parts.join('\n\n')}\n`
}

/** "+12 (+3 … +21)": a difference in points with its interval. */
export function gapWords(
  { estimate, confLow, confHigh }: { estimate: number; confLow: number; confHigh: number },
  scale: { readonly factor?: number; readonly digits?: number } = {}
): string {
  const { factor = 1, digits = 0 } = scale
  const words = (value: number) => signed(factor * value, digits)
  return `${words(estimate)} (${words(confLow)} … ${words(confHigh)})`
}
