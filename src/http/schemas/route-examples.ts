// One believable request and answer for routes of stored surveys, by operation; the tests hold them to their schemas.

const SURVEY_ID = 'spring-2026'
const AT = '2026-03-01T10:00:00.000Z'

const SURVEY = {
  id: SURVEY_ID,
  name: 'Spring wave',
  question: 'reason',
  scale: 'nps',
  taxonomy: 'telecom',
  discover: true,
  maxThemes: 25,
  segmentFields: ['plan'],
  adjustFor: ['plan'],
  minMentions: 10,
  confLevel: 0.95,
  seed: 1,
  rediscoverAboveOtherShare: 0.35,
  masking: { names: true },
  createdAt: AT,
  updatedAt: AT,
  responseCount: 0,
  dataVersion: 1,
  modelVersion: null,
}

const CORRECTIONS = [
  { op: 'clause-polarity', start: 0, end: 30, polarity: 'negative' },
  { op: 'remove-mention', themeId: 'price', start: 0, end: 30 },
]

const RULE = {
  kind: 'response',
  name: 'Unhappy key accounts',
  webhookId: 'webhook-4k2',
  when: {
    scoreGroup: 'detractor',
    themeIds: ['support-speed'],
    segments: { plan: ['enterprise'] },
  },
}

/** Bodies by operation. */
export const BODY_EXAMPLES: Readonly<Record<string, unknown>> = {
  createSurvey: {
    id: SURVEY_ID,
    name: 'Spring wave',
    themes: { taxonomy: 'telecom' },
    segmentFields: ['plan'],
    drivers: { adjustFor: ['plan'] },
    masking: { names: true },
  },
  changeSurvey: { name: 'Spring wave, final' },
  pushResponses: {
    responses: [
      {
        id: 'r1',
        score: 3,
        comment: 'Support took 3 weeks to answer',
        at: '2026-03-01T10:00:00Z',
        respondentId: 'p7',
        accountId: 'acme',
        role: 'champion',
        segments: { plan: 'basic', tenureMonths: 18 },
      },
    ],
  },
  editThemes: { op: 'merge', themeIds: ['support-reach'], into: 'support-speed' },
  tryScenario: { factors: { 'support-speed': 0.5 } },
  setCaseRoutes: { rows: [{ team: 'Billing', themeIds: ['billing'] }], defaultTeam: 'Care' },
  setBenchmarks: { benchmarks: [{ npsPoints: 31, source: 'Industry report 2025' }] },
  putCorrections: { corrections: CORRECTIONS },
  createAlertRule: RULE,
  changeAlertRule: RULE,
  setAlertSilences: { until: null, accounts: [{ accountId: 'acme', until: AT }] },
  createWebhook: { url: 'https://hooks.example.com/whyscore', name: 'Support desk' },
  createKey: { name: 'nightly push', scopes: ['write'] },
  createWebhookSource: {
    provider: 'typeform',
    secret: 'as-set-in-typeform',
    fields: { score: 'nps', comment: 'why' },
  },
}

/** Answers by operation. */
export const ANSWER_EXAMPLES: Readonly<Record<string, unknown>> = {
  createSurvey: SURVEY,
  readSurvey: SURVEY,
  listSurveys: { surveys: [SURVEY], next: null },
  pushResponses: {
    acceptedCount: 1,
    replacedCount: 0,
    rejected: [
      {
        index: 1,
        id: 'r2',
        pointer: '/responses/1/score',
        detail: 'expected an integer from 0 to 10, got 11',
      },
    ],
    modelVersion: 1,
    warnings: [],
  },
  putCorrections: {
    responseId: 'r1',
    reviewed: { by: 'key-8f2c', at: AT },
    corrections: CORRECTIONS.map((made) => ({ ...made, by: 'key-8f2c', at: AT, isApplied: true })),
    engine: {
      polarity: 'neutral',
      clauses: [{ start: 0, end: 30, polarity: 'neutral', valence: 0 }],
      mentions: [
        {
          themeId: 'price',
          start: 0,
          end: 30,
          polarity: 'neutral',
          valence: 0,
          confidence: 0.61,
        },
      ],
    },
  },
  eraseRespondent: { responseCount: 2, surveyIds: [SURVEY_ID] },
  startImport: {
    id: 'import-4k2',
    fileName: 'spring.csv',
    byteCount: 88_213,
    columns: {},
    mapping: [{ column: 'Q1', field: 'score', reason: 'whole numbers from 0 to 10' }],
    state: 'queued',
    rowCount: 0,
    acceptedCount: 0,
    rejectedCount: 0,
    chunkCount: 0,
    error: null,
    createdAt: AT,
    updatedAt: AT,
  },
}
