// What people ask for, by theme: raw material for a product team.

import type { IntervalEstimate } from '../../domain/effect.ts'
import type { ResponseFacts, ShownClause } from '../../domain/survey-columns.ts'
import { wilsonInterval } from '../../stats/proportion.ts'

export type RequestedTheme = {
  readonly id: string
  readonly label: string
  /** Comments that ask for something and raise the theme other than in praise. */
  readonly requestCount: number
  /** Of all usable comments, [0, 1]. */
  readonly requestShare: IntervalEstimate
  /** How many of them come from detractors. */
  readonly detractorCount: number
  /** Masked clauses about the theme from such comments, at most three. */
  readonly quotes: readonly string[]
}

const MAX_QUOTES = 3

/**
 * Themes by how many comments ask for something about them. A comment asks about the themes that it does not praise.
 *
 * @param themes - themes of the survey
 * @param asking - what the responses say that ask for something; of those with a usable comment
 * @param options - usable comments of the whole survey, and level in (0, 1)
 * @returns themes with a request, most first; `[]` without usable comments
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see ResponseFlag
 * @example
 * rankRequests(themes, asking, { commentBase: 400, confLevel: 0.95 })[0] // => { id: 'app', requestCount: 14, … }
 */
export function rankRequests(
  themes: readonly { readonly id: string; readonly label: string }[],
  asking: readonly ResponseFacts[],
  { commentBase, confLevel }: { readonly commentBase: number; readonly confLevel: number }
): RequestedTheme[] {
  if (commentBase === 0) return []
  return themes
    .map(({ id, label }) => {
      const isAbout = ({ themeIds, polarity }: ShownClause) =>
        themeIds.includes(id) && polarity !== 'positive'
      const own = asking.filter(({ clauses }) => clauses.some(isAbout))
      return {
        id,
        label,
        requestCount: own.length,
        requestShare: wilsonInterval({ events: own.length, base: commentBase }, confLevel),
        detractorCount: own.filter(({ scoreGroup }) => scoreGroup === 'detractor').length,
        quotes: own
          .flatMap(({ clauses }) => clauses.find(isAbout)?.text ?? [])
          .slice(0, MAX_QUOTES),
      }
    })
    .filter(({ requestCount }) => requestCount > 0)
    .sort((a, b) => b.requestCount - a.requestCount || (a.id < b.id ? -1 : 1))
}
