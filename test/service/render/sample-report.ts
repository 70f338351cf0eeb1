import type { AnalysedTheme, Analysis } from '../../../src/domain/analysis.ts'
import type { Report } from '../../../src/service/render/report.ts'

const estimate = (value: number, low: number, high: number) => ({
  estimate: value,
  confLow: low,
  confHigh: high,
  confLevel: 0.95,
  method: 'made-up',
  base: 412,
  pValue: 0.01,
  qValue: 0.02,
})

/** A theme with made-up figures; effects in shares. */
export function sampleTheme(
  fields: Partial<AnalysedTheme> & { readonly id: string },
  effect?: readonly [estimate: number, low: number, high: number]
): AnalysedTheme {
  return {
    label: fields.id,
    source: 'known',
    parentId: null,
    status: effect ? 'ranked' : 'insufficient',
    rank: effect ? 1 : null,
    mentionCount: 40,
    mentionShare: 0.11,
    negativeCount: 30,
    neutralCount: 4,
    positiveCount: 6,
    detractorShare: 0.7,
    npsPoints: -55,
    flags: [],
    effect: effect
      ? {
          onDetractorShare: estimate(...effect),
          onPromoterShare: estimate(0.01, -0.01, 0.03),
          onNpsPoints: estimate(-6, -9, -3),
          leaveOut: { npsPoints: -5.5, detractorShare: 0.06 },
          recoverableDetractors: 29,
          stability: 0.9,
        }
      : null,
    ...fields,
  }
}

const quote = (text: string) => [
  { responseId: 'r1', text, start: 0, end: text.length, polarity: 'negative' as const },
]

/** An analysis with made-up figures and with text that tries to break its surroundings. */
export function sampleReport(overrides: Partial<Analysis> = {}): Report {
  const analysis: Analysis = {
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
      commenters: { base: 365, npsPoints: -12, detractorShare: 0.42, promoterShare: 0.3 },
      coverage: 0.87,
      coherence: 0.2,
      diversity: 0.9,
      stability: 0.7,
    },
    themes: [
      sampleTheme(
        {
          id: 'support-speed',
          label: 'Slow support',
          rank: 1,
          mentionCount: 64,
          detractorShare: 0.81,
          quotes: quote('Support took 3 weeks to answer\nand then sent me a link'),
        },
        [0.071, 0.048, 0.094]
      ),
      sampleTheme(
        {
          id: 'outages',
          label: 'Connection drops during the working day and at night',
          rank: 2,
          quotes: quote('line dropped <script>alert(1)</script> & "nobody" knew'),
          flags: ['small-base'],
        },
        [0.042, 0.011, 0.073]
      ),
      sampleTheme(
        {
          id: 'price',
          label: 'Price rises',
          rank: 3,
          quotes: quote('\u001b[31mup again\u001b[0m'),
        },
        [0.012, -0.009, 0.033]
      ),
      sampleTheme(
        { id: 'engineers', label: 'Engineers', rank: 4, detractorShare: 0.12 },
        [-0.021, -0.035, -0.007]
      ),
      sampleTheme({ id: 'parking', label: 'Parking', mentionCount: 7 }),
      sampleTheme({ id: 'like', label: '=1+1', status: 'affect-only', mentionCount: 33 }),
    ],
    drivers: {},
    rejected: [],
    model: null,
    warnings: [{ code: 'few-comments', detail: 'Only 371 comments have content.' }],
    versions: { engine: '1', sentimentModel: '1', themeModel: '1', method: '1' },
    ...overrides,
  }
  return { title: 'march.csv', analysis, confLevel: 0.95, minMentions: 10, adjustFor: ['plan'] }
}
