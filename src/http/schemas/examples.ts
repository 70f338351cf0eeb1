/** A request that `/docs` shows; a test sends it. */
export const REQUEST_EXAMPLE = {
  scale: 'nps',
  responses: [
    {
      id: 'r1',
      comment: 'Support took 3 weeks to answer',
      score: 3,
      at: '2026-03-01T10:00:00Z',
      segments: { plan: 'basic', tenureMonths: 18 },
    },
    { id: 'r2', comment: 'Fast, and the app just works', score: 10, segments: { plan: 'plus' } },
    { id: 'r3', comment: 'Price went up again without a word', score: 5 },
  ],
  drivers: { adjustFor: ['plan'] },
} as const

const effect = (estimate: number, confLow: number, confHigh: number) => ({
  estimate,
  confLow,
  confHigh,
  confLevel: 0.95,
  method: 'adjusted-standardised',
  base: 412,
  pValue: 0.0004,
  qValue: 0.0031,
})

/** A shortened answer that `/docs` shows; a test parses it with the schema. Figures are made up. */
export const ANALYSIS_EXAMPLE = {
  summary: {
    base: 412,
    commentBase: 371,
    responseCount: 420,
    npsPoints: -10.2,
    npsConfLow: -17.9,
    npsConfHigh: -2.5,
    detractorShare: 0.41,
    passiveShare: 0.28,
    promoterShare: 0.31,
    commenters: { base: 365, npsPoints: -12.1, detractorShare: 0.43, promoterShare: 0.31 },
    coverage: 0.87,
    coherence: 0.21,
    diversity: 0.94,
    stability: 0.72,
  },
  themes: [
    {
      id: 'support-speed',
      label: 'Slow support',
      source: 'known',
      parentId: null,
      description: 'Time until support answers or solves, queues, hold, response times',
      status: 'ranked',
      rank: 1,
      mentionCount: 64,
      mentionShare: 0.17,
      negativeCount: 55,
      neutralCount: 3,
      positiveCount: 6,
      detractorShare: 0.81,
      npsPoints: -72,
      effect: {
        onDetractorShare: effect(0.071, 0.048, 0.094),
        onPromoterShare: effect(0.004, -0.003, 0.011),
        onNpsPoints: effect(-6.7, -9.3, -4.1),
        leaveOut: { npsPoints: -9.4, detractorShare: 0.068 },
        recoverableDetractors: 29,
        stability: 0.96,
      },
      flags: [],
      quotes: [
        {
          responseId: 'r1',
          text: 'Support took 3 weeks to answer',
          start: 0,
          end: 30,
          polarity: 'negative',
        },
      ],
    },
  ],
  drivers: {},
  responses: [
    {
      id: 'r1',
      scoreGroup: 'detractor',
      language: 'en',
      content: 'opinion',
      sentiment: { polarity: 'negative', valence: -0.62, confidence: 0.93 },
      mentions: [
        {
          themeId: 'support-speed',
          start: 0,
          end: 30,
          polarity: 'negative',
          valence: -0.62,
          confidence: 0.88,
        },
      ],
      flags: [],
    },
  ],
  rejected: [
    {
      index: 3,
      id: 'r4',
      pointer: '/responses/3/score',
      detail: 'expected an integer from 0 to 10, got 11',
    },
  ],
  model: null,
  warnings: [],
  versions: { engine: '0.1.0', sentimentModel: '1', themeModel: '1', method: '1' },
} as const
