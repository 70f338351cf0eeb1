import type { ClausePolarity } from '../../src/domain/reading.ts'
import type { SurveyResponse } from '../../src/domain/response.ts'
import { SCALES, scoreGroupOf } from '../../src/domain/scale.ts'
import type { SurveySettings, TaggedResponse } from '../../src/domain/survey.ts'

/** Settings of a survey for tests. */
export const SETTINGS: SurveySettings = {
  name: 'Spring wave',
  question: 'reason',
  scale: SCALES.nps,
  taxonomy: 'auto',
  discover: true,
  maxThemes: 25,
  segmentFields: ['plan'],
  adjustFor: [],
  minMentions: 10,
  confLevel: 0.95,
  seed: 1,
  rediscoverAboveOtherShare: 0.35,
}

/** A response tagged by hand: `themes` lists what the comment mentions. */
export function tagged(
  response: SurveyResponse,
  themes: readonly (readonly [string, ClausePolarity])[] = [],
  modelVersion = 1
): TaggedResponse {
  const comment = response.comment ?? ''
  const scoreGroup = response.score === undefined ? null : scoreGroupOf(response.score, SCALES.nps)
  const plan = response.segments?.plan
  const pattern = themes.map(([themeId, polarity]) => ({ themeId, polarity }))
  const segments = plan === undefined ? {} : { plan }
  const polarity = themes[0]?.[1] ?? 'undetected'
  return {
    ...response,
    reading: {
      language: 'en',
      content: comment === '' ? 'none' : 'opinion',
      polarity,
      valence: 0,
      confidence: 0.5,
      flags: comment.includes('leave') ? ['churn-intent'] : [],
      clauses:
        comment === '' ? [] : [{ start: 0, end: comment.length, polarity: 'neutral', valence: 0 }],
    },
    mentions: themes.map(([themeId, sign]) => ({
      themeId,
      start: 0,
      end: comment.length,
      polarity: sign,
      valence: -0.5,
      confidence: 0.9,
    })),
    group: {
      key: JSON.stringify([comment !== '', scoreGroup, pattern, segments]),
      isUsable: comment !== '',
      scoreGroup,
      pattern,
      segments,
    },
    modelVersion,
  }
}
