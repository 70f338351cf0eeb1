import { roundFigures } from '../../analysis/round-figures.ts'
import { type RequestedTheme, rankRequests } from '../../insight/numbers/rank-requests.ts'
import type { JoinedSurvey } from './join-responses.ts'

/** What people ask for. */
export type RequestsReport = {
  /** Responses with a usable comment that ask for something, about a theme or not. */
  readonly requestCount: number
  readonly themes: readonly RequestedTheme[]
}

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
): RequestsReport {
  const { themes, hasUsableComment } = columns
  const asking = facts.filter(({ flags }, i) => flags.includes('request') && hasUsableComment[i])
  const commentBase = hasUsableComment.filter(Boolean).length
  return roundFigures({
    requestCount: asking.length,
    themes: rankRequests(themes, asking, { commentBase, confLevel }),
  })
}
