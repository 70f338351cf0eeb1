import { InvalidOptionError } from '../../domain/errors.ts'
import type { BucketRule } from '../../insight/segments/bucket-field.ts'
import type { SegmentField } from '../../insight/segments/segment-report.ts'

/**
 * The field that a person means: by its exact name, else regardless of case, else by how it begins.
 *
 * @param name - as typed
 * @param fields - names of the survey's fields
 * @param option - what the caller calls the option, for the message
 * @throws {InvalidOptionError} if no field, or more than one, fits
 */
export function resolveField(name: string, fields: readonly string[], option = 'field'): string {
  const wanted = name.trim().toLowerCase()
  const byCase = fields.filter((field) => field.toLowerCase() === wanted)
  const byStart = fields.filter((field) => field.toLowerCase().startsWith(wanted))
  const [found, ...others] = fields.includes(name) ? [name] : byCase.length > 0 ? byCase : byStart
  if (found === undefined || others.length > 0 || wanted === '') {
    const known = fields.length === 0 ? 'a field (the survey has none)' : fields.join(', ')
    throw new InvalidOptionError(option, `one of ${known}`, name)
  }
  return found
}

/**
 * A bucket rule as typed: `categories`, `quantiles:4`, `edges:10,50`, `lifecycle:months`, `order:trial>year 1>later`.
 *
 * @param text - the rule
 * @throws {InvalidOptionError} if it has another form
 */
export function readBucketRule(text: string): BucketRule {
  const [kind = '', ...rest] = text.split(':')
  const value = rest.join(':').trim()
  switch (kind.trim()) {
    case 'auto':
    case 'categories':
      return { kind: kind.trim() === 'auto' ? 'auto' : 'categories' }
    case 'quantiles':
      return { kind: 'quantiles', count: Number(value) }
    case 'edges':
      return { kind: 'edges', edges: value.split(',').map(Number) }
    case 'order':
      return { kind: 'ordered', order: value.split('>').map((part) => part.trim()) }
    case 'lifecycle':
      if (value === 'days' || value === 'months' || value === 'years')
        return { kind: 'lifecycle', unit: value }
  }
  throw new InvalidOptionError(
    'bucket',
    'auto, categories, quantiles:N, edges:A,B, lifecycle:days|months|years or order:A>B',
    text
  )
}

/** Tenure in a named unit goes into stages of a customer's life; all else is left to the values. */
function defaultRule(field: string): BucketRule {
  const unit = /tenure|customer for|age of account/i.test(field)
    ? field.match(/(day|month|year)/i)?.[1]?.toLowerCase()
    : undefined
  switch (unit) {
    case 'day':
      return { kind: 'lifecycle', unit: 'days' }
    case 'month':
      return { kind: 'lifecycle', unit: 'months' }
    case 'year':
      return { kind: 'lifecycle', unit: 'years' }
    default:
      return { kind: 'auto' }
  }
}

/**
 * Fields to cut by, with their rules.
 *
 * @param by - names as typed, one or two
 * @param rules - name as typed → rule as typed
 * @param fields - names of the survey's fields
 * @throws {InvalidOptionError} if a name fits no field or a rule has no known form
 */
export function readSegmentFields(
  by: readonly string[],
  rules: ReadonlyMap<string, string>,
  fields: readonly string[]
): SegmentField[] {
  const ruleOf = new Map(
    [...rules].map(([name, rule]) => [resolveField(name, fields, 'bucket'), readBucketRule(rule)])
  )
  return by.map((name) => {
    const field = resolveField(name, fields, 'by')
    return { field, rule: ruleOf.get(field) ?? defaultRule(field) }
  })
}
