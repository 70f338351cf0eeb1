import type { ErrorDetail } from '../../domain/errors.ts'
import type { Polarity, ResponseFlag } from '../../domain/reading.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import { describeValue } from '../request/json-pointer.ts'
import { InvalidRequestError } from '../request/read-analysis-request.ts'
import { isoTime } from '../request/read-time.ts'

const POLARITIES: readonly Polarity[] = ['negative', 'neutral', 'positive', 'mixed', 'undetected']
const SCORE_GROUPS: readonly ScoreGroup[] = ['detractor', 'passive', 'promoter']
const FLAGS: readonly ResponseFlag[] = [
  'score-comment-disagreement',
  'churn-intent',
  'request',
  'competitor',
  'truncated',
]
const TEXTS = ['accountId', 'respondentId', 'q'] as const

/** Longest day in milliseconds, less one: `to` with a bare date means the whole day. */
const DAY_END_MS = 86_400_000 - 1

/** Query parameters, each with all its values. */
export type Query = Readonly<Record<string, readonly string[]>>

/**
 * Reads the filter of a list from its query.
 *
 * `theme`, `polarity`, `scoreGroup`, `flag`, `accountId`, `respondentId`, `q`, `from`, `to` and
 * `segment.<field>` (repeated, or with commas, for several values; `\,` for a comma in a value).
 *
 * @param query - parameters as sent; others than these are left alone
 * @throws {InvalidRequestError} naming each parameter that is wrong
 */
export function readFilter(query: Query): ResponseFilter {
  const errors: ErrorDetail[] = []
  const first = (name: string) => query[name]?.[0]
  const choice = <V extends string>(name: string, allowed: readonly V[]): V | undefined => {
    const value = first(name)
    const found = allowed.find((each) => each === value)
    if (value !== undefined && found === undefined) {
      const detail = `expected one of ${allowed.join(', ')}, got ${describeValue(value)}`
      errors.push({ pointer: `/${name}`, detail })
    }
    return found
  }
  const time = (name: 'from' | 'to') => {
    const value = first(name)
    const iso = value === undefined ? null : isoTime(value)
    if (value !== undefined && iso === null) {
      const detail = `expected an ISO 8601 date or time, got ${describeValue(value)}`
      errors.push({ pointer: `/${name}`, detail })
    }
    if (iso === null) return undefined
    return Date.parse(iso) + (name === 'to' && iso.length === 10 ? DAY_END_MS : 0)
  }
  const texts = Object.fromEntries(TEXTS.map((name) => [name, first(name)]))
  const segments = segmentsOf(query)
  const filter = compact({
    themeId: first('theme'),
    polarity: choice('polarity', POLARITIES),
    scoreGroup: choice('scoreGroup', SCORE_GROUPS),
    flag: choice('flag', FLAGS),
    ...texts,
    fromMs: time('from'),
    toMs: time('to'),
    segments: Object.keys(segments).length > 0 ? segments : undefined,
  })
  if (errors.length > 0) throw new InvalidRequestError(errors)
  return filter
}

function segmentsOf(query: Query): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(query)
      .filter(([name]) => name.startsWith('segment.'))
      .map(([name, values]) => [
        name.slice('segment.'.length),
        [...new Set(values.flatMap(splitAtCommas))].sort(),
      ])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  )
}

/** Values between commas; a comma after a backslash belongs to its value. */
function splitAtCommas(text: string): string[] {
  return text.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ','))
}

function compact(filter: ResponseFilter): ResponseFilter {
  return Object.fromEntries(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
  )
}
