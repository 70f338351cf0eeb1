import { describe, expect, it } from 'vitest'
import type { AnalysedResponse } from '../../../src/domain/analysis.ts'
import { renderJson, renderJsonLines } from '../../../src/service/render/render-json.ts'
import { sampleReport } from './sample-report.ts'

const response = (id: string): AnalysedResponse => ({
  id,
  scoreGroup: null,
  language: 'en',
  content: 'opinion',
  sentiment: { polarity: 'neutral', valence: 0, confidence: 0.5 },
  mentions: [],
  flags: [],
})

describe('an analysis as JSON in pieces', () => {
  it.each([0, 1, 500, 501, 1_700])('of %i responses joins to what one piece would be', (count) => {
    const responses = Array.from({ length: count }, (_, i) => response(`r${i}`))
    const { analysis } = sampleReport({ responses })
    expect([...renderJson(analysis)].join('')).toBe(JSON.stringify(analysis))
  })

  it('leaves out what was not asked for', () => {
    const { analysis } = sampleReport()
    expect([...renderJson(analysis)].join('')).toBe(JSON.stringify(analysis))
    expect([...renderJsonLines(analysis)]).toEqual([])
  })

  it('writes a line for each response', () => {
    const { analysis } = sampleReport({ responses: [response('a'), response('b')] })
    expect([...renderJsonLines(analysis)].map((line) => JSON.parse(line).id)).toEqual(['a', 'b'])
  })
})
