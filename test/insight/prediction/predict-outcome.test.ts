import { describe, expect, it } from 'vitest'
import { predictOutcome } from '../../../src/insight/prediction/predict-outcome.ts'
import { type PlantedRow, plantedSurvey, seededRandom, shuffled } from '../planted-survey.ts'

const logistic = (x: number) => 1 / (1 + Math.exp(-x))

/** Detractors by plan, tenure and billing complaints; `strength` 0 leaves chance alone. */
function survey(seed: number, count: number, strength: number): PlantedRow[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, i) => {
    const plan = random() < 0.4 ? 'basic' : 'pro'
    const tenure = Math.floor(random() * 60)
    const billing = random() < 0.25
    const odds = -0.8 + strength * ((plan === 'basic' ? 1 : 0) + tenure / 60 + (billing ? 1.5 : 0))
    const isDetractor = random() < logistic(odds)
    return {
      group: isDetractor ? 'detractor' : 'promoter',
      hasComment: true,
      mentions: billing ? [[0, 'negative']] : random() < 0.1 ? [[1, 'positive']] : [],
      respondent: `p${i}`,
      segments: {
        plan,
        tenure: random() < 0.1 ? null : tenure,
        gender: random() < 0.5 ? 'f' : 'm',
        churned: random() < (isDetractor ? 0.5 : 0.1) ? 'yes' : 'no',
      },
    }
  })
}

describe('predictive profiles', () => {
  it('on responses left out: AUC above chance, calibration slope 0.8 to 1.2, profile with the right signs', () => {
    const found = predictOutcome(plantedSurvey(survey(1, 3000, 1)), { fields: ['plan', 'tenure'] })
    expect(found?.auc.confLow).toBeGreaterThan(0.6)
    expect(found?.isBetterThanBaseRate).toBe(true)
    expect(found?.calibration?.slope).toBeGreaterThan(0.8)
    expect(found?.calibration?.slope).toBeLessThan(1.2)
    expect(found?.profile[0]).toMatchObject({ name: 'billing (complaint)', kind: 'complaint' })
    expect(found?.profile[0]?.oddsRatio).toBeGreaterThan(3)
    expect(found?.profile[0]?.oddsRatio).toBeLessThan(6)
    const basic = found?.profile.find((f) => f.name.startsWith('plan ='))
    expect(basic?.oddsRatio).toBeGreaterThan(2)
    const tenure = found?.profile.find((f) => f.kind === 'number')
    expect(tenure?.oddsRatio).toBeGreaterThan(1)
    expect(found?.warnings).toEqual([])
  })

  it('leaves protected traits out by default and says so', () => {
    const rows = survey(2, 600, 1)
    const found = predictOutcome(plantedSurvey(rows))
    expect(found?.leftOutFields).toEqual(['gender'])
    expect(found?.profile.some((f) => f.source === 'gender')).toBe(false)
    expect(found?.warnings.map((w) => w.code)).toContain('sensitive-fields-left-out')
  })

  it('says when it is no better than the base rate, in 90 % of shuffled surveys or more', () => {
    let silent = 0
    let auc = 0
    for (let run = 0; run < 30; run++) {
      const found = predictOutcome(plantedSurvey(survey(100 + run, 300, 0)), {
        fields: ['plan', 'tenure'],
      })
      if (!found?.isBetterThanBaseRate) silent++
      auc += found?.auc.estimate ?? 0
    }
    expect(silent).toBeGreaterThanOrEqual(27)
    expect(auc / 30).toBeGreaterThan(0.42)
    expect(auc / 30).toBeLessThan(0.55)
  })

  it('predicts churn where the caller has it, each response by a model that has not seen it', () => {
    const rows = survey(3, 800, 1).map((row, i) =>
      i < 50 ? { ...row, segments: { ...row.segments, churned: null } } : row
    )
    const found = predictOutcome(plantedSurvey(rows), { outcome: 'churned' })
    expect(found?.base).toBe(750)
    expect(found?.outcomes.slice(0, 50).every((known) => known === null)).toBe(true)
    expect(found?.risks.every((risk) => risk > 0 && risk < 1)).toBe(true)
    expect(found?.profile.some((f) => f.source === 'churned')).toBe(false)
  })

  it('predicts promoters and passives as well', () => {
    const rows = survey(5, 400, 1).map((row, i) =>
      i % 3 === 0 ? { ...row, group: 'passive' as const } : row
    )
    const columns = plantedSurvey(rows)
    for (const outcome of ['promoter', 'passive'] as const) {
      const count = columns.scoreGroups.filter((group) => group === outcome).length
      expect(predictOutcome(columns, { outcome })?.eventCount ?? 0).toBe(count)
    }
  })

  it('keeps answers of one respondent, or account, on one side', () => {
    const one = survey(4, 200, 0)
    // Everybody answers twice alike: without the rule the second answer would give the first away.
    const rows = [...one, ...one].map((row, i) => ({ ...row, account: `a${i % 200}` }))
    const byAccount = rows.map(({ respondent: _, ...row }) => row)
    for (const kept of [rows, byAccount]) {
      const found = predictOutcome(plantedSurvey(kept), { fields: ['plan', 'tenure'] })
      expect(found?.isBetterThanBaseRate).toBe(false)
    }
  })

  it('uses every k-th response beyond ten thousand, and no features at all if there are none', () => {
    const many = survey(5, 13_000, 1)
    expect(predictOutcome(plantedSurvey(many), { fields: ['plan'] })?.base).toBe(13_000)
    const bare = survey(6, 100, 0).map(({ group }) => ({ group: group ?? null }))
    const found = predictOutcome(plantedSurvey(bare))
    expect(found?.profile).toEqual([])
    expect(found?.warnings.map((w) => w.code)).toEqual(['no-better-than-base-rate'])
  })

  it('needs twenty on either side and a known outcome', () => {
    expect(predictOutcome(plantedSurvey(survey(7, 25, 0)))).toBeNull()
    expect(() => predictOutcome(plantedSurvey([]), { outcome: 'x' })).toThrow('outcome')
  })

  it('the same rows in the same order give the same figures', () => {
    const rows = shuffled(survey(8, 300, 1), seededRandom(1))
    expect(predictOutcome(plantedSurvey(rows))).toEqual(predictOutcome(plantedSurvey(rows)))
  })
})
