import { z } from 'zod'
import { SCALES, type Scale } from '../../domain/scale.ts'

const scorePoint = z.int().min(-1_000).max(1_000)

const ascendingScale = z
  .strictObject({
    min: scorePoint.describe('Lowest possible score'),
    max: scorePoint.describe('Highest possible score'),
    detractorMax: scorePoint.describe('Highest score that still counts as a detractor'),
    promoterMin: scorePoint.describe('Lowest score that counts as a promoter'),
  })
  .refine(
    (s) => s.min < s.max && s.min <= s.detractorMax && s.promoterMin <= s.max,
    'expected min ≤ detractorMax and promoterMin ≤ max'
  )
  .refine((s) => s.detractorMax < s.promoterMin, 'expected detractorMax below promoterMin')
  .meta({ description: 'Whole-number scale on which a higher score is better' })

const descendingScale = z
  .strictObject({
    min: scorePoint.describe('Lowest possible score'),
    max: scorePoint.describe('Highest possible score'),
    detractorMin: scorePoint.describe('Lowest score that counts as a detractor'),
    promoterMax: scorePoint.describe('Highest score that still counts as a promoter'),
  })
  .refine(
    (s) => s.min < s.max && s.min <= s.promoterMax && s.detractorMin <= s.max,
    'expected min ≤ promoterMax and detractorMin ≤ max'
  )
  .refine((s) => s.promoterMax < s.detractorMin, 'expected promoterMax below detractorMin')
  .meta({
    description:
      'Whole-number scale on which a lower score is better, such as 1 "very good" to 5 "very poor"',
  })

/** Names of the built-in scales. */
export const scaleName = z.enum(['nps', 'stars5'])

/** A scale by name or by its thresholds; the latter say by their names which end is the good one. */
export const scaleSchema = z.union([scaleName, ascendingScale, descendingScale]).meta({
  description:
    'How scores are read. `nps`: 0–10, detractor ≤ 6, promoter ≥ 9. `stars5`: 1–5, detractor ≤ 3, promoter = 5. Or an object with `min`, `max` and either `detractorMax` and `promoterMin` (higher is better) or `detractorMin` and `promoterMax` (lower is better).',
})

/** Schema for one kind of scale, chosen by what the value looks like, so that errors are exact. */
export function scaleSchemaFor(value: unknown): z.ZodType<Scale> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const isDescending = 'detractorMin' in value || 'promoterMax' in value
    return isDescending ? descendingScale : ascendingScale
  }
  return scaleName.transform((name) => SCALES[name])
}
