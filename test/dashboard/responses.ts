import type { AnalysedResponse, Mention, SurveyResponse } from '../../src/http/client-types.ts'

/** A response as the page holds it. */
export function response(id: string, more: Partial<SurveyResponse> = {}): SurveyResponse {
  return { id, ...more }
}

/** What the service says of it. */
export function analysed(
  id: string,
  mentions: readonly Partial<Mention>[] = [],
  polarity: AnalysedResponse['sentiment']['polarity'] = 'negative'
): AnalysedResponse {
  return {
    id,
    scoreGroup: 'detractor',
    language: 'en',
    content: 'opinion',
    sentiment: { polarity, valence: 0, confidence: 1 },
    mentions: mentions.map((mention) => ({
      themeId: 'billing',
      start: 0,
      end: 1,
      polarity: 'negative',
      valence: 0,
      confidence: 0.5,
      ...mention,
    })),
    flags: [],
  }
}

/** By id, as views look them up. */
export function byId(responses: readonly AnalysedResponse[]): Map<string, AnalysedResponse> {
  return new Map(responses.map((entry) => [entry.id, entry]))
}
