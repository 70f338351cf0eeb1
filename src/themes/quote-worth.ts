import type { Mention } from '../domain/theme.ts'
import { log } from '../stats/portable-math.ts'

/** Quotes of about this length are read at a glance. */
const BEST_CHARS = 60

/** First words of clauses that need the one before them, and what such a quote is worth less. */
const GOES_ON: ReadonlySet<string> = new Set(
  'and but or so because which who whose whom then also plus although though where while when as than that with until unless even especially such'.split(
    ' '
  )
)
const LEANING_COST = 0.4

/**
 * How well a clause speaks for its theme to a reader who sees nothing else: sure, clear in its sign, of a readable
 * length, and not the end of somebody's sentence.
 *
 * @param mention - its confidence, valence and offsets count
 * @param firstWord - of the clause, in small letters; empty if it has none
 * @returns a figure to compare with those of other clauses, larger for better
 */
export function quoteWorth(
  { confidence, valence, start, end }: Pick<Mention, 'confidence' | 'valence' | 'start' | 'end'>,
  firstWord: string
): number {
  return (
    2 * confidence +
    Math.abs(valence) / 3 -
    Math.abs(log((end - start + 5) / BEST_CHARS)) / 3 -
    (GOES_ON.has(firstWord) ? LEANING_COST : 0)
  )
}
