import { describe, expect, it } from 'vitest'
import { EVIDENCE_KINDS } from '../../../src/themes/matching/clause-features.ts'
import {
  createMatchScorer,
  FEATURE_NAMES,
  fillFeatures,
} from '../../../src/themes/matching/match-scorer.ts'

const SIZES = [1, 2, 5]

describe('the match scorer', () => {
  it.each(SIZES)('weighs the features that training sees, %i themes', (size) => {
    const evidence = () => ({
      clause: Float32Array.from({ length: EVIDENCE_KINDS * size }, (_, i) => ((i * 7) % 11) / 4),
      comment: Float32Array.from({ length: EVIDENCE_KINDS * size }, (_, i) => ((i * 5) % 13) / 4),
      wordCount: 6,
    })
    const weights = FEATURE_NAMES.map((_, f) => ((f * 3) % 7) / 10 - 0.25)
    const features = new Float32Array(FEATURE_NAMES.length * size)
    fillFeatures(evidence(), size, features)
    const expected = Array.from({ length: size }, (_, t) =>
      weights.reduce((sum, weight, f) => sum + weight * (features[f * size + t] ?? 0), -1)
    )
    const scores = new Float64Array(size)
    createMatchScorer({ weights, bias: -1, threshold: 0.15 }, size)(evidence(), scores)
    for (const [t, score] of scores.entries()) expect(score).toBeCloseTo(expected[t] ?? 0, 4)
  })
})
