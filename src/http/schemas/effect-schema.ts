import { z } from '@hono/zod-openapi'

const intervalShape = {
  estimate: z.number(),
  confLow: z.number(),
  confHigh: z.number(),
  confLevel: z.number().gt(0).lt(1),
  method: z.string(),
  base: z.int().min(0).describe('Count under the fraction line'),
}

/** An estimate with its interval. */
export const intervalSchema = z.strictObject(intervalShape).meta({ id: 'IntervalEstimate' })

/** An effect with its test. */
export const effectSchema = z
  .strictObject({
    ...intervalShape,
    pValue: z.number().min(0).max(1),
    qValue: z.number().min(0).max(1).describe('Benjamini–Hochberg over the ranked themes'),
  })
  .meta({ id: 'EffectEstimate', description: 'An association with its interval and test' })

/** What a theme does to the score groups. */
export const effectsSchema = z
  .strictObject({
    onDetractorShare: effectSchema.describe('Share in [-1, 1]; positive means more detractors'),
    onPromoterShare: effectSchema.describe('Share in [-1, 1]; positive means more promoters'),
    onNpsPoints: effectSchema.describe('Points in [-200, 200]; negative means a lower NPS'),
    leaveOut: z
      .strictObject({ npsPoints: z.number(), detractorShare: z.number() })
      .describe('Crude figures of other tools, for reconciliation only'),
    recoverableDetractors: z
      .number()
      .describe('Detractors that would be fewer if the association were causal'),
    stability: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe('Share of resamples in which the rank stays within one place'),
  })
  .meta({
    id: 'ThemeEffects',
    description: 'Effects adjusted for the other themes and the chosen segments',
  })
