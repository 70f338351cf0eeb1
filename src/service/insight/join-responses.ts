import { canonicalOrder } from '../../analysis/canonical-order.ts'
import { maskResponses } from '../../analysis/mask-responses.ts'
import type { AnalysedResponse, Analysis, AnalysisRequest } from '../../domain/analysis.ts'
import type { SegmentValue } from '../../domain/response.ts'
import { isDescending } from '../../domain/scale.ts'
import type { ResponseFacts, ShownClause, SurveyColumns } from '../../domain/survey-columns.ts'

/** Responses joined with what the analysis says of them, in canonical order. */
export type JoinedSurvey = {
  readonly columns: SurveyColumns
  readonly facts: readonly ResponseFacts[]
  /** Effect of each theme on detractor share, where there is one. */
  readonly themeEffects: ReadonlyMap<string, number>
  /** Ends of the scale, best last. */
  readonly worstScore: number
  readonly bestScore: number
}

/** Clauses of one response, masked; those of one place name all their themes. */
export function clausesOf(
  response: Pick<AnalysedResponse, 'mentions'>,
  masked: string
): ShownClause[] {
  const byPlace = new Map<string, ShownClause>()
  for (const { themeId, start, end, polarity, valence } of response.mentions) {
    const place = `${start} ${end}`
    const known = byPlace.get(place)
    const themeIds = [...(known?.themeIds ?? []), ...(themeId === 'other' ? [] : [themeId])]
    byPlace.set(place, { text: masked.slice(start, end).trim(), polarity, valence, themeIds })
  }
  return [...byPlace.values()]
}

function timeOf(at: string | undefined): number | null {
  const time = at === undefined ? Number.NaN : Date.parse(at)
  return Number.isFinite(time) ? time : null
}

/**
 * Joins a request with its analysis for segments, accounts, trends and case lists.
 *
 * @param request - what was analysed
 * @param analysis - its result, with `responses` included
 * @returns columns and facts in canonical order; the theme that gathers what fits nothing is left out
 */
export function joinResponses(request: AnalysisRequest, analysis: Analysis): JoinedSurvey {
  const analysed = new Map((analysis.responses ?? []).map((response) => [response.id, response]))
  const rows = canonicalOrder(request.responses).flatMap((i) => {
    const response = request.responses[i]
    const result = response && analysed.get(response.id)
    return response && result ? [{ response, result }] : []
  })
  const themes = analysis.themes.filter((theme) => theme.source !== 'other')
  const themeOf = new Map(themes.map((theme, i) => [theme.id, i]))
  const masked = maskResponses(rows.map(({ response }) => response))
  const fields = [...new Set(rows.flatMap(({ response }) => Object.keys(response.segments ?? {})))]
  const { scale } = request
  return {
    columns: {
      scoreGroups: rows.map(({ result }) => result.scoreGroup),
      hasUsableComment: rows.map(({ result }) => result.content === 'opinion'),
      themes: themes.map(({ id, label, status }) => ({
        id,
        label,
        isRankable: true,
        isAffectOnly: status === 'affect-only',
      })),
      mentions: rows.flatMap(({ result }, response) =>
        result.mentions.flatMap(({ themeId, polarity }) => {
          const theme = themeOf.get(themeId)
          return theme === undefined ? [] : [{ response, theme, polarity }]
        })
      ),
      segments: Object.fromEntries(
        fields
          .sort()
          .map((field): [string, (SegmentValue | null)[]] => [
            field,
            rows.map(({ response }) => response.segments?.[field] ?? null),
          ])
      ),
      respondents: rows.map(({ response }) => response.respondentId ?? null),
      accounts: rows.map(({ response }) => response.accountId ?? null),
      roles: rows.map(({ response }) => response.role ?? null),
      times: rows.map(({ response }) => timeOf(response.at)),
    },
    facts: rows.map(({ response, result }, i) => ({
      id: response.id,
      respondentId: response.respondentId ?? null,
      accountId: response.accountId ?? null,
      score: response.score ?? null,
      scoreGroup: result.scoreGroup,
      time: timeOf(response.at),
      valence: result.sentiment.valence,
      clauses: clausesOf(result, masked[i]?.comment ?? ''),
      flags: result.flags,
      segments: response.segments ?? {},
    })),
    themeEffects: new Map(
      themes.flatMap(({ id, effect }) =>
        effect ? [[id, effect.onDetractorShare.estimate] as const] : []
      )
    ),
    worstScore: isDescending(scale) ? scale.max : scale.min,
    bestScore: isDescending(scale) ? scale.min : scale.max,
  }
}
