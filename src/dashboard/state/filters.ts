import type { AnalysedResponse, SurveyResponse } from '../../http/client-types.ts'
import type { Route } from './route.ts'

/** Which responses are looked at; names are those of the API's own filters. */
export type Filters = {
  /** Field → value as text. */
  readonly segments: Readonly<Record<string, string>>
  /** First and last day, `2026-03-01`; responses without a time are left out. */
  readonly from: string | null
  readonly to: string | null
  /** Of the whole comment. */
  readonly polarity: string | null
}

/** Everything. */
export const NO_FILTERS: Filters = { segments: {}, from: null, to: null, polarity: null }

const SEGMENT = 'segment.'

/** Reads the filters from the address. */
export function filtersOf({ params }: Route): Filters {
  const segments = Object.entries(params).flatMap(([name, value]) =>
    name.startsWith(SEGMENT) && value !== '' ? [[name.slice(SEGMENT.length), value]] : []
  )
  return {
    segments: Object.fromEntries(segments),
    from: params.from || null,
    to: params.to || null,
    polarity: params.polarity || null,
  }
}

/** True when everything is looked at. */
export function isUnfiltered({ segments, from, to, polarity }: Filters): boolean {
  return Object.keys(segments).length === 0 && !from && !to && !polarity
}

/** One text per filter, to keep answers by. */
export function filterKey({ segments, from, to, polarity }: Filters): string {
  return JSON.stringify([Object.entries(segments).sort(), from, to, polarity])
}

/** The filters as the API takes them. */
export function filterQuery({ segments, from, to, polarity }: Filters) {
  // The API splits values at commas, unless a backslash stands before them.
  const named = Object.entries(segments).map(([field, value]) => [
    SEGMENT + field,
    value.replaceAll(',', '\\,'),
  ])
  return {
    ...(Object.fromEntries(named) as Record<`segment.${string}`, string>),
    ...(from && { from }),
    ...(to && { to }),
    ...(polarity && { polarity }),
  }
}

/** The filters in words, for what leaves the page: "Plan: basic, from 2026-03-01". */
export function filterWords({ segments, from, to, polarity }: Filters): string {
  return [
    ...Object.entries(segments).map(([field, value]) => `${field}: ${value}`),
    ...(from ? [`from ${from}`] : []),
    ...(to ? [`to ${to}`] : []),
    ...(polarity ? [`${polarity} comments`] : []),
  ].join(', ')
}

/** The parameters that remove all filters. */
export function clearedFilters({ params }: Route): Record<string, string> {
  const names = Object.keys(params).filter((name) => name.startsWith(SEGMENT))
  return Object.fromEntries([...names, 'from', 'to', 'polarity'].map((name) => [name, '']))
}

/** Name of the parameter of a segment field. */
export function segmentParam(field: string): string {
  return SEGMENT + field
}

/**
 * The responses that pass.
 *
 * @param responses - all responses
 * @param filters - what to look at
 * @param analysed - the analysis of the whole by response id, for the polarity of comments
 */
export function selectResponses(
  responses: readonly SurveyResponse[],
  filters: Filters,
  analysed: ReadonlyMap<string, AnalysedResponse>
): SurveyResponse[] {
  const { from, to, polarity } = filters
  const segments = Object.entries(filters.segments)
  return responses.filter((response) => {
    if (segments.some(([field, value]) => fieldText(response, field) !== value)) return false
    if (from && (!response.at || response.at.slice(0, 10) < from)) return false
    if (to && (!response.at || response.at.slice(0, 10) > to)) return false
    return !polarity || analysed.get(response.id)?.sentiment.polarity === polarity
  })
}

/** A segment field with its values, the most frequent first. */
export type FieldValues = {
  readonly field: string
  readonly values: readonly { readonly value: string; readonly count: number }[]
}

/** More values than these are no choice for a list. */
const MAX_VALUES = 60

/** Fields that one can filter by: segments with few enough values, and roles. */
export function fieldsOf(responses: readonly SurveyResponse[]): FieldValues[] {
  const counts = new Map<string, Map<string, number>>()
  const add = (field: string, value: string) => {
    const values = counts.get(field) ?? new Map<string, number>()
    values.set(value, (values.get(value) ?? 0) + 1)
    counts.set(field, values)
  }
  for (const { segments, role } of responses) {
    for (const [field, value] of Object.entries(segments ?? {})) add(field, String(value))
    if (role !== undefined) add('role', role)
  }
  return [...counts]
    .filter(([, values]) => values.size > 1 && values.size <= MAX_VALUES)
    .map(([field, values]) => ({
      field,
      values: [...values]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    }))
}

/** Every field that responses have, numbers too: the service puts those into ranges. */
export function cutsOf(responses: readonly SurveyResponse[]): string[] {
  const names = new Set(responses.flatMap(({ segments }) => Object.keys(segments ?? {})))
  const hasRoles = responses.some(({ role }) => role !== undefined)
  return [...(hasRoles ? ['role'] : []), ...names].filter((name, i, all) => all.indexOf(name) === i)
}

/** The value of a field as text; `role` is a field like any other unless a segment has that name. */
export function fieldText(response: SurveyResponse, field: string): string | null {
  const value = response.segments?.[field] ?? (field === 'role' ? response.role : undefined)
  return value === undefined ? null : String(value)
}

/** First and last day among the responses; null when none has a time. */
export function periodOf(responses: readonly SurveyResponse[]): readonly [string, string] | null {
  const days = responses.flatMap(({ at }) => (at ? [at.slice(0, 10)] : [])).sort()
  const [first, last] = [days[0], days.at(-1)]
  return first && last ? [first, last] : null
}
