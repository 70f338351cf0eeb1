import type { AnalysedResponse, Analysis, AnalysisRequest, Engine } from '../src/domain/analysis.ts'
import { scoreGroupOf } from '../src/domain/scale.ts'

const VERSIONS = { engine: '0', sentimentModel: '0', themeModel: '0', method: '0' }

/** Answers in the shape of the contract without reading a word, for tests of what surrounds an engine. */
export function createStandInEngine(overrides: Partial<Analysis> = {}): Engine {
  return {
    versions: VERSIONS,
    async analyse(request, onProgress) {
      onProgress?.('reading', request.responses.length, request.responses.length)
      return { ...analysisOf(request), ...overrides }
    },
  }
}

function analysisOf(request: AnalysisRequest): Analysis {
  const groups = request.responses.map(({ score }) =>
    score === undefined ? null : scoreGroupOf(score, request.scale)
  )
  const base = groups.filter((group) => group !== null).length
  const share = (group: string) =>
    base === 0 ? null : groups.filter((g) => g === group).length / base
  const [detractorShare, passiveShare, promoterShare] = [
    share('detractor'),
    share('passive'),
    share('promoter'),
  ]
  const npsPoints =
    promoterShare === null || detractorShare === null
      ? null
      : 100 * (promoterShare - detractorShare)
  return {
    summary: {
      base,
      commentBase: request.responses.filter(({ comment }) => comment).length,
      responseCount: request.responses.length,
      npsPoints,
      npsConfLow: npsPoints,
      npsConfHigh: npsPoints,
      detractorShare,
      passiveShare,
      promoterShare,
      commenters: { base, npsPoints, detractorShare, promoterShare },
      coverage: 0,
      coherence: null,
      diversity: null,
      stability: null,
    },
    themes: [],
    drivers: {},
    ...(request.include.includes('responses') && {
      responses: request.responses.map(
        ({ id }, index): AnalysedResponse => ({
          id,
          scoreGroup: groups[index] ?? null,
          language: 'und',
          content: 'none',
          sentiment: { polarity: 'undetected', valence: 0, confidence: 0 },
          mentions: [],
          flags: [],
        })
      ),
    }),
    rejected: request.rejected,
    model: null,
    warnings: [],
    versions: VERSIONS,
  }
}
