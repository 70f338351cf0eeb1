import type { Exemplar, Mention } from '../domain/theme.ts'

/** Clauses kept for each theme. */
const MAX_EXEMPLARS = 10
/** Quotes of this length are read at a glance. */
const BEST_CHARS = 60

/**
 * The most telling clauses of a theme, best first: sure, short, of the prevailing polarity.
 *
 * @param mentions - one list a comment
 * @returns at most ten, no two of one comment
 */
export function rankExemplars(
  themeId: string,
  mentions: readonly (readonly Mention[])[]
): readonly Exemplar[] {
  const found = mentions.flatMap((list, comment) =>
    list.filter((mention) => mention.themeId === themeId).map((mention) => ({ comment, mention }))
  )
  const negative = found.filter(({ mention }) => mention.polarity === 'negative').length
  const prevailing = 2 * negative >= found.length ? 'negative' : 'positive'
  const worth = ({ mention }: (typeof found)[number]) =>
    mention.confidence +
    (mention.polarity === prevailing ? 0.3 : 0) -
    Math.abs(Math.log((mention.end - mention.start + 5) / BEST_CHARS)) / 4
  const ranked = found
    .map((item) => ({ ...item, worth: worth(item) }))
    .sort((a, b) => b.worth - a.worth || a.comment - b.comment)
  const comments = new Set<number>()
  const best: Exemplar[] = []
  for (const { comment, mention } of ranked) {
    if (comments.has(comment) || best.length >= MAX_EXEMPLARS) continue
    comments.add(comment)
    best.push({ comment, start: mention.start, end: mention.end, polarity: mention.polarity })
  }
  return best
}
