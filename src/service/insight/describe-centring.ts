import { roundFigures } from '../../analysis/round-figures.ts'
import { type CentredComparison, centreWithin } from '../../insight/numbers/centre-within.ts'
import { bucketField } from '../../insight/segments/bucket-field.ts'
import { minBaseFor } from '../../insight/segments/field-cautions.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { readSegmentFields } from './resolve-field.ts'

/** What is compared, and within what; names as typed. */
export type CentringRequest = {
  readonly by: string
  /** Field whose own level is taken out, such as the country. */
  readonly within: string
  /** Name as typed → bucket rule as typed. */
  readonly rules?: ReadonlyMap<string, string> | undefined
  readonly confLevel: number
  /** Fewest scores of a group that is shown; default 5, more for employees. */
  readonly minBase?: number | undefined
}

const DEFAULT_MIN_BASE = 5

/**
 * Groups compared raw and within countries (or whatever else uses the scale in its own way).
 *
 * @param survey - joined responses
 * @param request - field compared, field within which it is compared, bucket rules, level
 * @returns per group both differences from all others, figures cut to twelve digits
 * @throws {InvalidOptionError} if a field or rule cannot be understood
 */
export function describeCentring(
  { columns }: Pick<JoinedSurvey, 'columns'>,
  { by, within, rules = new Map(), confLevel, minBase = DEFAULT_MIN_BASE }: CentringRequest
): CentredComparison {
  const [compared, country] = readSegmentFields(
    [by, within],
    rules,
    Object.keys(columns.segments)
  ).map(({ field, rule }) =>
    bucketField(field, columns.segments[field] ?? [], rule ?? { kind: 'auto' })
  )
  if (!compared || !country) throw new Error('two fields were asked for')
  return roundFigures(
    centreWithin(columns, compared, country, {
      confLevel,
      minBase: minBaseFor([compared.field], minBase),
    })
  )
}
