import { roundFigures } from '../../analysis/round-figures.ts'
import { type RequestedTheme, rankRequests } from '../../insight/numbers/rank-requests.ts'
import type { JoinedSurvey } from './join-responses.ts'

/**
 * What people ask for, by theme.
 *
 * @param survey - joined responses; quotes are masked
 * @param confLevel - in (0, 1)
 * @returns themes with a request, most first, figures cut to twelve digits
 */
export function describeRequests(
  { columns, facts }: Pick<JoinedSurvey, 'columns' | 'facts'>,
  confLevel: number
): { readonly requestCount: number; readonly themes: readonly RequestedTheme[] } {
  return roundFigures({
    requestCount: facts.filter(({ flags }) => flags.includes('request')).length,
    themes: rankRequests(columns, facts, confLevel),
  })
}
