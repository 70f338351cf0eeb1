// Passives: the easiest to win over and the easiest to lose.

import type { ResponseFacts, ShownClause } from '../../domain/survey-columns.ts'

/** A passive to keep and to win over. */
export type PassiveEntry = {
  readonly responseId: string
  readonly respondentId: string | null
  readonly accountId: string | null
  readonly score: number | null
  /** What keeps them from more; null where they say nothing of it. */
  readonly themeId: string | null
  /** Their words about it, masked. */
  readonly quote: string | null
  /** The comment speaks of leaving. */
  readonly isLeaving: boolean
}

/** The sharpest complaint about a theme, else the sharpest; null without one. */
function complaintOf(clauses: readonly ShownClause[]): ShownClause | null {
  const complaints = clauses
    .filter(({ polarity }) => polarity === 'negative')
    .sort((a, b) => a.valence - b.valence)
  return complaints.find(({ themeIds }) => themeIds.length > 0) ?? complaints[0] ?? null
}

/** A passive with what decides the order. */
export type RankedPassive = { readonly entry: PassiveEntry; readonly valence: number }

/**
 * Order of passives: those who speak of leaving, then the least content, ties by id.
 *
 * @param a - a passive
 * @param b - another
 * @returns negative where the first comes first
 * @throws never
 * @see rankPassives
 * @example
 * [...first, ...second].sort(byRisk)
 */
export function byRisk(a: RankedPassive, b: RankedPassive): number {
  return (
    Number(b.entry.isLeaving) - Number(a.entry.isLeaving) ||
    a.valence - b.valence ||
    (a.entry.responseId < b.entry.responseId ? -1 : 1)
  )
}

/**
 * Passives with what decides their order, for lists that are put together from parts.
 *
 * @param responses - analysed responses with masked clauses
 * @returns one entry per passive response, in order
 * @throws never
 * @see passiveList
 * @example
 * rankPassives(responses)[0]?.valence // => -0.8
 */
export function rankPassives(responses: readonly ResponseFacts[]): RankedPassive[] {
  return responses
    .filter((response) => response.scoreGroup === 'passive')
    .map((response) => {
      const complaint = complaintOf(response.clauses)
      const entry: PassiveEntry = {
        responseId: response.id,
        respondentId: response.respondentId,
        accountId: response.accountId,
        score: response.score,
        themeId: complaint?.themeIds[0] ?? null,
        quote: complaint?.text ?? null,
        isLeaving: response.flags.includes('churn-intent'),
      }
      return { entry, valence: response.valence }
    })
    .sort(byRisk)
}

/**
 * Passives, those who speak of leaving first, then the least content.
 *
 * @param responses - analysed responses with masked clauses
 * @returns one entry per passive response; ties by id
 * @throws never
 * @see detractorCases, promoterList
 * @example
 * passiveList(responses)[0] // => { responseId: 'r8', themeId: 'price', isLeaving: true, … }
 */
export function passiveList(responses: readonly ResponseFacts[]): PassiveEntry[] {
  return rankPassives(responses).map(({ entry }) => entry)
}
