export { quoteWorth } from '../themes/quote-worth.ts'

/** Marks that lead on to the next clause, which a quote does not show. */
const LEADS_ON = /[\s,;:&–—-]+$/u

/**
 * Where a clause ends as a quote: without the comma that led on to the next one.
 *
 * @param comment - as sent; `start` and `end` of the clause are offsets into it
 */
export function quoteEnd(
  comment: string,
  { start, end }: { readonly start: number; readonly end: number }
): number {
  const length = comment.slice(start, end).replace(LEADS_ON, '').length
  return length === 0 ? end : start + length
}
